package study

import (
	"fmt"
	"math"
	"strings"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/survival"
)

// curveDays is how far the curves of staying are drawn at most.
const curveDays = 365

// horizon is the day at which nearly all have left, rounded up to a month.
func (s *Study) horizon() int {
	last := 60
	for i := range s.Results {
		for day := last; day <= curveDays; day++ {
			if s.Results[i].Retention(day).Value > 0.02 {
				last = max(last, day)
			}
		}
	}
	return min(curveDays, (last+29)/30*30)
}

func (s *Study) keys(banded bool) (out []key) {
	for i := range s.Designs {
		out = append(out, key{s.title(i), i%mostSeries + 1, i % mostSeries, banded})
	}
	return out
}

func dayScale(last int) scale {
	every, narrow := 15.0, 30.0
	if last > 150 {
		every, narrow = 30, 60
	}
	if last > 400 {
		every, narrow = 90, 180
	}
	return scale{0, float64(last), every, narrow, plainTick}
}

// staying draws who is still in the program.
func (s *Study) staying() section {
	last := s.horizon()
	c := chart{xTitle: "days since admission", yTitle: "share still in the program", x: dayScale(last), y: shares(1)}
	for i := range s.Results {
		curve := s.Results[i].RetentionCurve()
		c.lines = append(c.lines, survivalLine(&curve, last, i))
	}
	var words strings.Builder
	words.WriteString("Curves of the share still in the program by day.")
	for i := range s.Results {
		fmt.Fprintf(&words, " %s: %s at 30 days, %s at 60, %s at 90.", s.name(i),
			percent(s.Results[i].Retention(30).Value, 0), percent(s.Results[i].Retention(60).Value, 0), percent(s.Results[i].Retention(90).Value, 0))
	}
	return section{"staying", "Who stays, and how long", []block{
		{Figure: &figureBlock{"Share still in the program, with 95% bands for chance", s.keys(true), []panel{{"", figure(c, words.String(), 360, 300)}}}},
		note("Kaplan–Meier curves, log-log bands. With many people the bands are thinner than the lines. A step at the end of a program is its planned end."),
	}}
}

func survivalLine(c *survival.Curve, last, i int) line {
	l := line{shade: seriesShade(i), dash: dash(i % mostSeries), steps: true}
	for day := 0; day <= last; day++ {
		p := c.At(day)
		if p.Survival == 0 { // nobody is left, and that is sure
			p.Low, p.High = 0, 0
		}
		l.x, l.y = append(l.x, float64(day)), append(l.y, p.Survival)
		l.low, l.high = append(l.low, p.Low), append(l.high, p.High)
	}
	return l
}

// leaving draws why people left, a picture for each design.
func (s *Study) leaving() section {
	last := s.horizon()
	f := &figureBlock{Caption: "Share of all people whose stay ended for each reason, by day"}
	for k, reason := range simulate.Reasons() {
		f.Keys = append(f.Keys, key{sentence(words(reason.String())), k + 1, k, false})
	}
	top := 0.0
	for i := range s.Results {
		for _, inc := range s.Results[i].Incidence() {
			top = math.Max(top, inc.At(last).Share)
		}
	}
	y := from0(top, percentTick)
	y.max = math.Min(1, y.max)
	for i := range s.Results {
		c := chart{xTitle: "days since admission", yTitle: "share of people", x: dayScale(last), y: y}
		var alt strings.Builder
		alt.WriteString("Cumulative incidence in " + s.name(i) + ":")
		for k, inc := range s.Results[i].Incidence() {
			l := line{shade: series + shade(k), dash: dash(k), steps: true}
			for day := 0; day <= last; day++ {
				p := inc.At(day)
				l.x, l.y = append(l.x, float64(day)), append(l.y, p.Share)
				l.low, l.high = append(l.low, p.Low), append(l.high, p.High)
			}
			c.lines = append(c.lines, l)
			fmt.Fprintf(&alt, " %s %s by day %d;", words(simulate.Reasons()[k].String()), percent(inc.At(last).Share, 0), last)
		}
		f.Panels = append(f.Panels, panel{panelTitle(s, i), figure(c, alt.String(), 360, 280)})
	}
	return section{"leaving", "Why stays end", []block{
		{Figure: f},
		note("Cumulative incidence with competing reasons (Aalen–Johansen): a stay that ended for one reason cannot end for another."),
	}}
}

func panelTitle(s *Study, i int) string {
	if len(s.Designs) == 1 {
		return ""
	}
	return s.name(i)
}

// mostWeeks is how many weeks the picture of hours shows.
const mostWeeks = 26

// hours draws hours offered and delivered, week by week.
func (s *Study) hours() section {
	weeks, top := 1, 0.0
	for i := range s.Results {
		for w, week := range s.Results[i].Summary().Weeks {
			if w < mostWeeks && week.People*50 >= s.People {
				weeks = max(weeks, w+1)
				top = math.Max(top, float64(week.OfferedMinutes)/60/float64(week.People))
			}
		}
	}
	f := &figureBlock{
		Caption: "Hours a week for each person who was in the program when the week began",
		Keys:    []key{{"offered while enrolled", 6, 1, false}, {"delivered (make-ups included)", 1, 0, false}},
	}
	for i := range s.Results {
		var offered, delivered line
		offered.shade, offered.dash, delivered.shade = series+5, 1, series
		for w, week := range s.Results[i].Summary().Weeks[:min(weeks, len(s.Results[i].Summary().Weeks))] {
			if week.People == 0 {
				break
			}
			n := 60 * float64(week.People)
			for _, x := range []float64{float64(w) + 0.5, float64(w) + 1.5} {
				offered.x, offered.y = append(offered.x, x), append(offered.y, float64(week.OfferedMinutes)/n)
				delivered.x, delivered.y = append(delivered.x, x), append(delivered.y, float64(week.AttendedMinutes)/n)
			}
		}
		c := chart{
			xTitle: "week of the program", yTitle: "hours", x: scale{0.5, float64(weeks) + 0.5, weekStep(weeks), 2 * weekStep(weeks), plainTick},
			y: from0(top, plainTick), lines: []line{offered, delivered},
		}
		r := &s.Results[i]
		f.Panels = append(f.Panels, panel{panelTitle(s, i), figure(c, fmt.Sprintf("Hours by week in %s: %.1f offered and %.1f delivered a week while enrolled.", s.name(i), r.HoursOfferedPerWeek(), r.HoursPerWeek().Value), 300, 250)})
	}
	return section{"hours", "Hours offered and delivered", []block{
		{Figure: f},
		note("People who leave within a week are offered only what came before, so that weeks in which many leave look shorter."),
	}}
}

func weekStep(weeks int) float64 {
	if weeks <= 14 {
		return 1
	}
	return 2
}

// returning draws return to use after discharge.
func (s *Study) returning() section {
	c := chart{xTitle: "days since discharge", yTitle: "share returned to use", x: dayScale(simulate.FollowUpDays)}
	top := 0.0
	var alt strings.Builder
	alt.WriteString("Share of the discharged who returned to use, by day after discharge.")
	for i := range s.Results {
		l := line{shade: seriesShade(i), dash: dash(i % mostSeries), steps: true}
		for day := 0; day <= simulate.FollowUpDays; day += 2 {
			e := s.Results[i].Relapse(day)
			l.x, l.y = append(l.x, float64(day)), append(l.y, e.Value)
			l.low, l.high = append(l.low, e.Low), append(l.high, e.High)
			if !math.IsNaN(e.Value) {
				top = math.Max(top, e.Value)
			}
		}
		c.lines = append(c.lines, l)
		fmt.Fprintf(&alt, " %s: %s within 90 days, %s within 365.", s.name(i), percent(s.Results[i].Relapse(90).Value, 0), percent(s.Results[i].Relapse(365).Value, 0))
	}
	c.y = from0(top, percentTick)
	c.y.max = math.Min(1, c.y.max)
	return section{"returning", "Return to use after discharge", []block{
		{Figure: &figureBlock{"Share of the discharged who returned to use", s.keys(true), []panel{{"", figure(c, alt.String(), 340, 280)}}}},
		note("The curve rests on three published numbers and a published family of curves; it was fitted to them exactly, so that it proves nothing. Designs differ here only by aftercare, family sessions and who is discharged when."),
	}}
}
