package schedule

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// maxRemedies is the most remedies that a rule offers for one finding.
const maxRemedies = 3

// Report judges the program and explains every verdict: the findings of
// [Case.Verdicts] with what they rest on, in the order of the weeks.
func (c *Case) Report() iop.Report {
	verdicts := c.Verdicts(make([]Verdict, 0, c.sizeHint()))
	findings := make([]iop.Finding, len(verdicts))
	mend := &remedies{list: make([]iop.Remedy, 0, remedyRoom(verdicts))}
	next, s := c.firstPlaces(verdicts), new(subject)
	for i := range verdicts {
		part := c.part(&verdicts[i])
		s.about(c, &verdicts[i])
		s.explain(&findings[next[part]], mend)
		next[part]++
	}
	return iop.SortedReport(findings)
}

// remedies collects what would mend findings, in one array for all of them.
type remedies struct {
	list  []iop.Remedy
	first int // of the finding at hand
	// makeUps are those of the rows that needed them so far.
	makeUps map[int]MakeUps
}

func (r *remedies) add(k iop.RemedyKind) { r.addAmount(k, iop.NoUnit, 0) }

func (r *remedies) addAmount(k iop.RemedyKind, u iop.Unit, m iop.Minutes) {
	if len(r.list) < r.first+maxRemedies {
		r.list = append(r.list, iop.Remedy{Kind: k, Amount: amount(u, m)})
	}
}

// sizeHint is the number of verdicts to expect.
func (c *Case) sizeHint() int { return len(c.aboutDesign) + len(c.work)*(len(c.rows)+1) }

func remedyRoom(verdicts []Verdict) (n int) {
	for i := range verdicts {
		if needsRemedy(verdicts[i].Outcome) {
			n += maxRemedies
		}
	}
	return n
}

func needsRemedy(o iop.Outcome) bool { return o == iop.NotMet || o == iop.Undetermined }

// part is the part of the program that a verdict is about: the program first,
// then track by track the track itself and its rows.
func (c *Case) part(v *Verdict) int {
	switch {
	case v.place >= 0:
		return int(v.place) + 2 + c.rows[v.place].track
	case v.place == aProgram:
		return 0
	}
	return c.episodes[v.track()].from + 1 + v.track()
}

// firstPlaces gives, for each part of the program, where its findings begin.
// Within a part they stay in the order of the verdicts.
func (c *Case) firstPlaces(verdicts []Verdict) []int {
	next := make([]int, len(c.rows)+len(c.episodes)+2)
	for i := range verdicts {
		next[c.part(&verdicts[i])+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	return next
}

// explain fills a finding from the verdict at hand.
func (s *subject) explain(f *iop.Finding, mend *remedies) {
	c, v := s.c, s.v
	rule := &c.rules[v.rule]
	f.Rule, f.Outcome, f.Severity = &rule.Rule, v.Outcome, v.Severity
	f.Measured, f.Required = rule.measure(s)
	if v.place >= 0 {
		r := &c.rows[v.place]
		f.Where = iop.Where{Track: c.tracks[r.track], Phase: c.phaseName(r.phase), Week: r.week, From: r.from}
	} else if v.place != aProgram {
		f.Where.Track = c.tracks[v.track()]
	}
	if rule.place != nil && v.Outcome == iop.NotMet {
		f.Where.Place = fmt.Sprintf("blocks[%d]", rule.place(v))
	}
	s.because(f)
	if rule.because != nil {
		f.Because = rule.because(s)
	}
	if needsRemedy(v.Outcome) {
		mend.first = len(mend.list)
		s.mend(f, rule, mend)
		if v.Outcome == iop.NotMet && v.place >= 0 && c.makeUps != nil && c.dates != nil {
			s.propose(mend)
		}
		if rule.ID == commitmentID {
			s.chooseTrack(mend)
		}
		f.Remedies = mend.list[mend.first:len(mend.list):len(mend.list)]
	}
}

// mend adds the remedies of a finding. What a record leaves open is opened by
// what nobody recorded, not by a design; and what a week with lost days does
// not hold does not make the program's claims wrong.
func (s *subject) mend(f *iop.Finding, rule *Rule, mend *remedies) {
	c, v := s.c, s.v
	switch {
	case c.isRecord() && s.judged != nil && v.Outcome == iop.Undetermined && (rule.ID == transitionID || v.place >= 0 && f.Required.Judge(f.Measured.Span) == iop.NotMet):
		mend.add(iop.StateEnd)
	case c.isRecord() && v.Outcome == iop.Undetermined:
		mend.add(c.recordRemedy())
	case s.judged == nil && rule.ofClaims && v.place >= 0 && v.Outcome == iop.NotMet && c.hasLostDays(int(v.place)):
		mend.add(iop.TellAhead)
	default:
		rule.remedies(f, mend)
	}
}

// recordRemedy is what decides about a record that leaves something open.
func (c *Case) recordRemedy() iop.RemedyKind {
	if c.dates.record.calendar {
		return iop.ReviewCalendar
	}
	return iop.RecordAttendance
}

func (c *Case) hasLostDays(row int) bool {
	seg := &c.segments[c.rows[row].segment]
	return seg.away|seg.closed != 0
}

// because points a finding at its facts and its source.
func (s *subject) because(f *iop.Finding) {
	row := int(s.v.place)
	if s.judged == nil {
		if row >= 0 {
			f.Because = s.c.facts[0][s.c.rows[row].segment]
		}
		return
	}
	f.Standard, f.Source = s.judged.standard.ID, &s.req.terms.Source
	switch {
	case row >= 0:
		f.Because = s.req.byRow[s.c.rows[row].segment]
		if s.c.isSpecial(s.req) {
			f.Because = joinFacts(s.c.specialFacts(s.req, row), f.Because)
		}
	case row == aProgram:
		f.Because = s.req.because
	default:
		f.Because = s.req.byTrack[s.v.track()]
	}
}

// Check prepares a program and reports on it in one call.
func Check(p *Program, o Options) iop.Report { return Prepare(p, o).Report() }
