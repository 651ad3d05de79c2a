package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestSampleText(t *testing.T) {
	golden(t, "sample-100.txt", invoke(t, "check").stdout)
	golden(t, "sample-50.txt", invokeWith(t, "", map[string]string{"COLUMNS": "50"}, "check").stdout)
	golden(t, "sample-all.txt", invoke(t, "check", "--all-findings", "--standard", "asam3-2.1-adult,asam3-2.1-adolescent,ks-iop-adult,va-license-2.1").stdout)
}

// TestRealText keeps the report of every published program, as a person has
// read it.
func TestRealText(t *testing.T) {
	for id, program := range eachProgram(t) {
		t.Run(id, func(t *testing.T) {
			o := invokeWith(t, program, nil, "check", "-")
			require.Empty(t, o.stderr)
			golden(t, "real/"+id+".txt", o.stdout)
		})
	}
}

func eachProgram(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile(realPrograms)
	require.NoError(t, err)
	var list []json.RawMessage
	require.NoError(t, json.Unmarshal(data, &list))
	out := map[string]string{}
	for _, p := range list {
		var head struct{ ID string }
		require.NoError(t, json.Unmarshal(p, &head))
		out[head.ID] = string(p)
	}
	require.Len(t, out, 50)
	return out
}

func TestTextFitsItsWidth(t *testing.T) {
	for _, columns := range []string{"20", "41", "69", "70", "100"} {
		t.Run(columns, func(t *testing.T) {
			width := map[string]int{"20": 40}[columns]
			if width == 0 {
				require.NoError(t, json.Unmarshal([]byte(columns), &width))
			}
			env := map[string]string{"COLUMNS": columns}
			for _, args := range [][]string{
				{"check", realPrograms, "--all-findings", "--standard", "va-license-2.1,ks-iop-adult,asam3-2.1-adult"},
				{"standards", "--all"}, {"standards", "md-1-legacy"}, {"explain"}, {"explain", "transition"},
			} {
				for line := range strings.SplitSeq(invokeWith(t, "", env, args...).stdout, "\n") {
					if !strings.Contains(line, "://") && len(strings.TrimSpace(line)) != 64 {
						require.LessOrEqual(t, utf8.RuneCountInString(line), width, line)
					}
					require.Equal(t, strings.TrimRight(line, " "), line)
				}
			}
		})
	}
}

// onTerminal runs the command as on a terminal of 90 columns.
func onTerminal(t *testing.T, env map[string]string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{
		stdin: strings.NewReader(""), stdout: &out, stderr: &errs, env: func(k string) string { return env[k] },
		terminal: func(io.Writer) (int, bool) { return 90, true },
	}
	a.run(args)
	require.Empty(t, errs.String())
	return out.String()
}

func TestColor(t *testing.T) {
	plain := onTerminal(t, map[string]string{"NO_COLOR": "1"}, "check")
	require.NotContains(t, plain, "\x1b")
	colored := onTerminal(t, nil, "check")
	require.Contains(t, colored, "\x1b[1;33mwarning\x1b[0m")
	require.Equal(t, plain, uncolored(colored))
	require.Equal(t, plain, onTerminal(t, map[string]string{"TERM": "dumb"}, "check"))
	require.NotEqual(t, plain, onTerminal(t, map[string]string{"NO_COLOR": ""}, "check"), "an empty NO_COLOR says nothing")
	require.NotContains(t, onTerminal(t, nil, "check", "--format", "json"), "\x1b")
	require.NotContains(t, invoke(t, "check").stdout, "\x1b", "a pipe is no terminal")
	narrow := onTerminal(t, map[string]string{"COLUMNS": "60"}, "check")
	require.Contains(t, narrow, "\x1b[2mwhere\x1b[0m: weeks 11-12", "COLUMNS is stronger than the terminal")
}

func uncolored(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		before, after, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			break
		}
		_, s, _ = strings.Cut(after, "m")
	}
	return b.String()
}

func TestTextOfAFileCannotReachTheTerminal(t *testing.T) {
	evil := `{"id": "x\u001b[2J", "title": "A\u001b[31m\nB\u202eC", "calledItself": "iop", "phases": [{"name": "P\u0007"}],
	 "blocks": [{"title": "T\u009b1m", "activity": "cbt", "track": "k\r\n\u001b]0;t\u0007", "days": ["Mon"]}]}`
	for _, format := range []string{"text", "junit", "json", "sarif"} {
		o := invokeWith(t, evil, nil, "check", "-", "--format", format)
		require.Empty(t, o.stderr)
		for _, bad := range []string{"\x1b", "\x07", "\u009b", "\r"} {
			require.NotContains(t, o.stdout, bad, format)
		}
	}
	require.Contains(t, invokeWith(t, evil, nil, "check", "-").stdout, "A [31m B C\n")
}

// TestFindingsAboutNoWeek: an average and a group size rest on no week's
// contents, even where the program has one row only.
func TestFindingsAboutNoWeek(t *testing.T) {
	open := strings.Replace(weekOf3, `"weeks": 1, `, `"groupSize": 20, `, 1)
	text := invokeWith(t, open, nil, "check", "-", "--standard", "va-medicaid-2.1-adult,tx-group").stdout
	require.Contains(t, text, "schedule/weekly-hours-min of va-medicaid-2.1-adult")
	require.Contains(t, text, "People in a group: 20 people; at most 16 people allowed")
	require.NotContains(t, text, "own list")
}

func TestEmptyWeeksAndPullOuts(t *testing.T) {
	text := invokeWith(t, `{"id": "x", "title": " ", "calledItself": "iop", "population": "adult", "weeks": 3, "blocks": [
		{"title": "Group", "activity": "group-therapy", "days": ["Mon"], "minutes": 120, "weeks": {"from": 1, "to": 2}},
		{"title": "One to one", "activity": "individual-counseling", "days": ["Mon"], "minutes": 30, "within": "Group", "weeks": {"from": 1, "to": 2}},
		{"title": "Art", "activity": "art-music-therapy", "perWeek": 1, "weeks": {"from": 2, "to": 2}},
		{"activity": "yoga", "days": ["Tue"], "weeks": {"from": 2, "to": 2}}]}`, nil, "check", "-").stdout
	require.True(t, strings.HasPrefix(text, "x\n=\n"))
	require.Contains(t, text, "One to one takes place inside another block and adds nothing")
	require.Contains(t, text, "Art (length not stated)")
	require.Contains(t, text, "yoga or movement (length not stated)")
	require.Contains(t, text, `state the length of "Art" and "yoga or movement"`)
	require.Contains(t, text, "counts      nothing in this week")
	require.Contains(t, oneLine(text), "0 h; at least 9 h required; whether it is one of the allowed final weeks is open")
}

func TestTextOfOtherCases(t *testing.T) {
	text := func(stdin string, args ...string) string {
		return oneLine(invokeWith(t, stdin, nil, append([]string{"check", "-"}, args...)...).stdout)
	}
	t.Run("asked for another age group", func(t *testing.T) {
		require.Contains(t, text(weekOf3, "--population", "adolescent"), "for adolescents, as asked for; the program says adult")
	})
	t.Run("a block whose clock and minutes differ", func(t *testing.T) {
		p := `{"id": "x", "calledItself": "iop", "population": "adult", "blocks": [{"title": "Group", "activity": "cbt", "days": ["Mon"], "start": "18:00", "end": "21:00", "minutes": 170}]}`
		require.Contains(t, text(p), "Time from start to end: 3 h; the program says 2.83 h where Group (blocks[0]) rule schedule/clock")
	})
	t.Run("overlapping blocks", func(t *testing.T) {
		p := `{"id": "x", "calledItself": "op", "population": "adult", "blocks": [
			{"title": "A", "activity": "cbt", "days": ["Mon"], "start": "18:00", "end": "20:00"},
			{"title": "B", "activity": "dbt", "days": ["Mon"], "start": "19:00", "end": "20:00"}]}`
		require.Contains(t, text(p), "minutes of overlapping blocks count once: 1 h")
		require.Contains(t, text(p), "Time a week in which blocks of one client overlap: 1 h where")
	})
	t.Run("a short hour", func(t *testing.T) {
		require.Contains(t, text(weekOf3, "--counting", "fifty-minute-hour"), "also hours of 50 minutes")
	})
	t.Run("what is not clinical and how long it lasts", func(t *testing.T) {
		p := `{"id": "x", "calledItself": "op", "population": "adult", "blocks": [
			{"title": "Yoga", "activity": "yoga", "minutes": 60, "perWeek": 1, "countsAsClinical": true},
			{"title": "Walk", "activity": "recreation", "minutes": 60},
			{"title": "Talk", "activity": "cbt", "perWeek": 1, "minutes": 60, "countsAsClinical": false}]}`
		require.Contains(t, text(p), "counts Yoga 1 h (clinical, the program says)")
		require.Contains(t, text(p), "left out Walk (recreation; how often not stated), Talk 1 h (not clinical, the program says)")
		require.Contains(t, text(p), `could help state the days or the frequency of "Walk"`)
	})
	t.Run("alternatives, choices and slots that alternate", func(t *testing.T) {
		p := `{"id": "x", "calledItself": "iop", "population": "adult", "blocks": [
			{"title": "A", "activity": "cbt", "days": ["Mon", "Tue", "Wed"], "attendDaysPerWeek": 2, "minutes": 60, "clinicalMinutesMax": 50},
			{"title": "B", "activity": "cbt", "days": ["Sat"], "minutes": 60, "alternativeTo": "A"},
			{"title": "C", "rotates": ["cbt", "yoga"], "days": ["Fri"], "minutes": 60}]}`
		for _, want := range []string{"its clinical part", "attended on some of the days offered", "(taken instead of another block)", "C 0 to 1 h (alternates between activities)"} {
			require.Contains(t, text(p), want)
		}
	})
	t.Run("labels without a level", func(t *testing.T) {
		require.Contains(t, text(`{"id": "x", "calledItself": "aftercare"}`), "calls itself aftercare (no level of its own) for not stated, so both age groups are looked at judged by no standard")
		require.Contains(t, text(`{"id": "x"}`), "calls itself not stated")
	})
	t.Run("lengths", func(t *testing.T) {
		require.Contains(t, text(`{"id": "x", "weeks": 1}`), "length 1 week judged")
		require.Contains(t, text(`{"id": "x", "weeks": {"min": 6}}`), "length at least 6 weeks judged")
		require.Contains(t, text(`{"id": "x", "weeks": {"max": 6}}`), "length up to 6 weeks judged")
	})
	t.Run("guidance that is not met is a note", func(t *testing.T) {
		require.Contains(t, text(weekOf3, "--standard", "nida-duration"), "note Length of the program: 7 days; at least")
	})
}

func TestWrap(t *testing.T) {
	require.Equal(t, []string{""}, wrap("", 10))
	require.Equal(t, []string{"one two", "three"}, wrap(" one  two\tthree ", 10))
	require.Equal(t, []string{"7.5 h to", "the next"}, wrap(unbroken("7.5 h")+" to the next", 8))
	require.Equal(t, []string{"abcdefgh", "ij kl"}, wrap("abcdefghij kl", 8))
	require.Equal(t, []string{"see", "https://example.org/a/long/page", "now"}, wrap("see https://example.org/a/long/page now", 10))
	require.Equal(t, []string{"äöüäöüäö", "ü"}, wrap("äöüäöüäöü", 8))
}

func TestTableThatDoesNotFit(t *testing.T) {
	var out bytes.Buffer
	p := &page{w: bufio.NewWriter(&out), width: 80}
	wide := table{columns: []column{{title: "A"}, {title: "B", givesWay: true}}, rows: [][]string{{strings.Repeat("x", 80), "y"}}}
	require.False(t, wide.write(p, 0))
	require.NoError(t, p.w.Flush())
	require.Empty(t, out.String())
}
