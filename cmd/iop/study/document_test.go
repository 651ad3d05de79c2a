package study

import (
	"bytes"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// someChart is two falling lines.
func someChart() chart {
	fall := func(rate float64, s shade, d dash) line {
		l := line{shade: s, dash: d, steps: true}
		for day := range 121 {
			v := math.Exp(-float64(day) * rate)
			l.x, l.y = append(l.x, float64(day)), append(l.y, v)
			l.low, l.high = append(l.low, 0.9*v), append(l.high, min(1, 1.1*v))
		}
		return l
	}
	return chart{"days", "share", scale{0, 120, 15, 30, plainTick}, shares(1), []line{fall(0.01, series, 0), fall(0.02, series+1, 1)}}
}

// hostile is a title that would act if it were not escaped.
const hostile = `"><script>alert(1)</script><img src=x onerror="alert(2)">`

func someDocument() document {
	rows := []row{{name: hostile, low: -0.1, high: 0.2, shade: series, other: series + 1}}
	bars := rowChart{xTitle: hostile, x: around(0, rows, percentTick), rows: rows}
	return document{
		Title: hostile, Lead: []string{hostile}, Notice: hostile,
		Sections: []section{{"one", hostile, []block{
			{Title: hostile, Text: hostile, Note: hostile, List: []term{{hostile, hostile}}},
			{Figure: &figureBlock{hostile, []key{{hostile, 1, 0, true}}, []panel{{hostile, figure(someChart(), hostile, 300, 260)}}}},
			{Figure: &figureBlock{Caption: "bars", Panels: []panel{{"", figure(bars, "bars", bars.height(), bars.height())}}}},
			{Table: &tableBlock{Caption: hostile, Head: heads(hostile, "#number"), Rows: []tableRow{{Group: hostile}, cells(hostile, hostile)}, Note: hostile}},
		}}},
	}
}

func pageOf(t *testing.T, d document) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, d.write(&b))
	return b.String()
}

// loads are the places of a page from which a browser fetches.
var loads = regexp.MustCompile(`(?i)<(script|link|img|iframe|object|embed|audio|video|source|base|image|use)\b|\bsrc\s*=|url\(|@import|xlink:href|srcset`)

func TestPageLoadsNothing(t *testing.T) {
	d := someDocument()
	d.Title = "Two designs"
	page := pageOf(t, d)
	require.Equal(t, []string{"<script", "src=", "url(", "<link"}, []string{
		loads.FindString("<script>"), loads.FindString(`x src="y"`), loads.FindString("url(x)"), loads.FindString(`<link rel>`)}, "the pattern catches what loads")
	for _, place := range loads.FindAllStringIndex(strings.ReplaceAll(page, "src=x", ""), -1) {
		t.Errorf("the page would load something: %s", page[max(0, place[0]-40):min(len(page), place[1]+60)])
	}
	require.NotContains(t, page, "<?xml", "an SVG inside a page has no head of its own")
}

func TestTextIsEscaped(t *testing.T) {
	page := pageOf(t, someDocument())
	for _, tag := range []string{"<script>alert", "<img src", `"><`} {
		require.NotContains(t, strings.ReplaceAll(page, `""><`, ""), tag+"script")
		if tag != `"><` {
			require.NotContains(t, page, tag)
		}
	}
	require.GreaterOrEqual(t, strings.Count(page, "&lt;script&gt;"), 15, "each text stands on the page")
	require.NotContains(t, page, "ZgotmplZ", "no text lost to a place where html/template trusts nothing")
}

func TestPictures(t *testing.T) {
	words := "Two lines fall."
	svg := string(figure(someChart(), words, 300, 260))
	require.Equal(t, 2, strings.Count(svg, "<svg "), "a wide and a narrow one")
	require.Equal(t, 2, strings.Count(svg, "</svg>"))
	require.Equal(t, 2, strings.Count(svg, `role="img" aria-label="Two lines fall."`), "told to those who do not see it")
	t.Run("colors are the page's", func(t *testing.T) {
		require.NotRegexp(t, `#[0-9A-Fa-f]{6}`, svg)
		for _, name := range []string{"--ink", "--faint", "--line1", "--line2", "--band1", "--band2"} {
			require.Contains(t, svg, "var("+name+")")
			require.Contains(t, pageStyle, name+":")
		}
	})
	t.Run("letters can be read", func(t *testing.T) {
		for _, m := range regexp.MustCompile(`font-size:([0-9.]+)px`).FindAllStringSubmatch(svg, -1) {
			require.Contains(t, []string{"12", "13"}, m[1])
		}
		require.NotContains(t, svg, "font-family", "the page has the font")
	})
	t.Run("the same each time", func(t *testing.T) {
		require.Equal(t, svg, string(figure(someChart(), words, 300, 260)))
	})
	for s := range series + 2*mostSeries {
		require.Equal(t, 3, strings.Count(pageStyle, s.variable()+":"), "%s is defined in light, in dark and on paper", s.variable())
	}
}

func TestScales(t *testing.T) {
	labels := func(a scale, s size) (out []string) {
		for _, tick := range ticksOf(a, s) {
			out = append(out, tick.Label)
		}
		return out
	}
	require.Equal(t, []string{"0%", "20%", "40%", "60%", "80%", "100%"}, labels(shares(1), wide(1)))
	require.Equal(t, []string{"0", "30", "60", "90", "120"}, labels(scale{0, 120, 15, 30, plainTick}, narrow(1)))
	require.Equal(t, []string{"0", "2", "4", "6", "8", "10"}, labels(from0(9.6, plainTick), wide(1)))
	require.Equal(t, []string{"0", "0.2", "0.4", "0.6", "0.8", "1"}, labels(from0(0, plainTick), wide(1)), "nothing to show still has an axis")
	require.Equal(t, []string{"0", "0.2", "0.4", "0.6", "0.8", "1"}, labels(from0(math.NaN(), plainTick), wide(1)))
	require.Equal(t, []string{"−0.02", "0", "0.02"}, labels(around(0, []row{{low: -0.011, high: 0.02}}, plainTick), narrow(1)))
	require.Equal(t, "12.5%", percentTick(0.125))
	require.Equal(t, "long na…", short("long names of parameters", 8))
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{percent(0.12345, 1), "12.3%"}, {percent(-0.0001, 1), "0.0%"}, {percent(-0.5, 0), "−50%"},
		{number(1234567.891, 1), "1,234,567.9"}, {number(-1234, 0), "−1,234"}, {number(999, 0), "999"},
		{count(1_000_000_000), "1,000,000,000"}, {count(-12), "−12"},
		{dollars(-1234.4), "−$1,234"}, {dollars(0), "$0"},
		{plainNumber(0.0014), "0.0014"}, {plainNumber(100000), "100,000"}, {plainDigits(1053.2), "1,053"}, {plainDigits(0.49213), "0.492"},
		{plainTick(-6000), "−6,000"}, {plainTick(0.1 + 0.2), "0.3"}, {plainTick(-1e-17), "0"},
		{shareUnit.signed(0.0123), "+1.23"}, {shareUnit.signed(0.00001), "0.00"}, {shareUnit.signed(-0.02), "−2.00"}, {dollarsUnit.signed(130), "+$130"}, {dollarsUnit.signed(0.2), "$0"},
		{wholeDaysUnit.write(63), "63"}, {daysUnit.write(53.68), "53.7"}, {shareUnit.interval(0.1, 0.2), "10.0% to 20.0%"}, {shareUnit.interval(math.NaN(), math.NaN()), ""},
		{words("droppedOut"), "dropped out"}, {words("adjust-testing"), "adjust testing"}, {sentence("été"), "Été"}, {lower("Completed"), "completed"}, {sentence(""), ""},
	} {
		require.Equal(t, c.want, c.got)
	}
}
