package drugtest

import (
	"errors"
	"slices"

	"github.com/openiop/openiop/iop"
)

// Interpret reads a history for its newest result. All results are read in
// their order, each against the medications in force on its day and what the
// results before it leave open, so that the time it takes grows with the
// number of findings and no faster.
//
// A result that is declined, missed, unable, pending or cancelled gives no
// rows; one without a usable specimen and without findings gives one. It is an
// error if a result was made with a panel of another catalogue.
func Interpret(h *History, c *Catalog) (*Interpretation, error) {
	for i := range h.results {
		if x := h.results[i].panel.x; x != nil && x != c.index {
			return nil, errors.New("the history was made with the panels of another catalogue; make them with the one that reads it")
		}
	}
	p := newPass(h, c)
	in := &Interpretation{About: h.about}
	for from := 0; from < len(h.results); {
		to := from + 1
		for to < len(h.results) && h.results[to].visit.Collected == h.results[from].visit.Collected {
			to++
		}
		p.day(from, to, in)
		from = to
	}
	in.Episodes = p.episodes
	in.Notices = append(in.Notices, p.notices()...)
	return in, nil
}

// pass is the state of one reading of a history.
type pass struct {
	h        *History
	c        *Catalog
	v        *view
	t        *limitTable
	n        int     // analytes
	trails   []trail // of each analyte
	medicine []taken // in the order of their first days
	begun    int     // of medicine
	active   []taken
	ended    []taken
	settled  []int // day on which a definitive method settled an analyte in a matrix
	today    int   // counts days
	episodes []Episode
	events   []event // of the findings of one result
}

// taken is a medication with the place of its substance, -1 if unknown.
type taken struct {
	Medication
	substance int
}

// trail is what the earlier results leave open for one analyte.
type trail struct {
	use     int // the result that last showed a use, -1 for none
	last    int // the result of the last finding of an episode, -1 for none
	episode int
	level   normalized // of the last positive finding
	of      int        // the result that level belongs to
	fell    bool       // it was lower than the one before
}

// event is a finding with what it was read as.
type event struct {
	result, finding int
	verdict         verdict
}

// maxWindowDays is how long an ended medication is kept in view: the longest
// window of any matrix (hair) is 90 days.
const maxWindowDays = 100

func newPass(h *History, c *Catalog) *pass {
	p := &pass{h: h, c: c, v: c.view(), t: embeddedLimits(), n: len(c.analytes)}
	p.trails = make([]trail, p.n)
	for i := range p.trails {
		p.trails[i] = trail{use: -1, last: -1, episode: -1, of: -1}
	}
	p.settled = make([]int, p.n*matrices)
	p.medicine = make([]taken, len(h.medications))
	for i, m := range h.medications {
		p.medicine[i] = taken{m, c.substance(m.Substance)}
	}
	slices.SortStableFunc(p.medicine, func(a, b taken) int { return a.From.Compare(b.From) })
	return p
}

// substance gives the place of a medication word, -1 if the catalogue does not
// know it.
func (x *index) substance(word string) int {
	if i, ok := x.substanceAt[SubstanceID(word)]; ok {
		return i
	}
	if i, ok := x.substanceAt[canonical(word)]; ok {
		return i
	}
	return -1
}

// day reads the results of one day: first all findings against what was known
// before the day, then what they leave open for later ones.
func (p *pass) day(from, to int, in *Interpretation) {
	p.today++
	p.medications(p.h.results[from].visit.Collected)
	for i := from; i < to; i++ {
		r := &p.h.results[i]
		if r.process == Definitive && r.Validity().IsUsable() {
			for j := range r.findings {
				p.settled[p.slot(r, r.findings[j].at)] = p.today
			}
		}
	}
	newest := to == len(p.h.results)
	p.events = p.events[:0]
	for i := from; i < to; i++ {
		r := &p.h.results[i]
		for j := range r.findings {
			p.events = append(p.events, event{i, j, p.judge(r, &r.findings[j])})
		}
		if newest && i == to-1 {
			in.newest, in.some = *r, true
			p.rows(in, p.events[len(p.events)-len(r.findings):])
		}
	}
	p.count(in, newest)
	p.remember()
}

func (p *pass) slot(r *Result, analyte int) int { return analyte*matrices + int(r.Matrix()) }

// superseded reports whether a definitive method settled on the same day what
// the screen says.
func (p *pass) superseded(r *Result, analyte int) bool {
	return r.process == Presumptive && p.settled[p.slot(r, analyte)] == p.today
}

// medications brings the lists of medications up to a day.
func (p *pass) medications(day iop.Date) {
	for ; p.begun < len(p.medicine) && !day.Before(p.medicine[p.begun].From); p.begun++ {
		p.active = append(p.active, p.medicine[p.begun])
	}
	kept := p.active[:0]
	for _, m := range p.active {
		if m.InForce(day) {
			kept = append(kept, m)
		} else {
			p.ended = append(p.ended, m)
		}
	}
	p.active = kept
	p.ended = slices.DeleteFunc(p.ended, func(m taken) bool { return m.Until.DaysUntil(day) > maxWindowDays })
}

// count gathers the unexpected positive findings of a day into episodes: what
// others of the result are made of first, so that an episode bears its name.
func (p *pass) count(in *Interpretation, newest bool) {
	for _, madeOfOthers := range [...]bool{false, true} {
		for i := range p.events {
			e := &p.events[i]
			r := &p.h.results[e.result]
			f := &r.findings[e.finding]
			if e.verdict.reading != PositiveUnexpected || p.superseded(r, f.at) || (p.madeOf(r, f.at) >= 0) != madeOfOthers {
				continue
			}
			n := p.episode(r, e.result, f)
			for j := range in.Rows {
				if newest && in.Rows[j].Analyte == f.Analyte && in.Rows[j].Result == r.visit.ID && in.Rows[j].Reading == PositiveUnexpected {
					in.Rows[j].Episode = n
				}
			}
		}
	}
}

// episode gives the use event that a finding belongs to, and counts it in.
func (p *pass) episode(r *Result, at int, f *found) int {
	n := p.near(r, f.at)
	if n < 0 {
		for j := range r.findings {
			if g := &r.findings[j]; g.Outcome == Positive && p.v.linked[f.at*p.n+g.at] {
				if n = p.near(r, g.at); n >= 0 {
					break
				}
			}
		}
	}
	if n < 0 {
		n = len(p.episodes)
		p.episodes = append(p.episodes, Episode{Analyte: f.Analyte, First: r.visit.Collected})
	}
	e := &p.episodes[n]
	e.Last = r.visit.Collected
	e.Findings++
	e.Definitive = e.Definitive || r.process == Definitive
	e.Acknowledged = e.Acknowledged || f.Acknowledged || r.visit.Acknowledged
	t := &p.trails[f.at]
	t.last, t.episode = at, n
	return n
}

// near gives the episode whose last finding of an analyte is less than the
// minimum spacing before a result, -1 for none.
func (p *pass) near(r *Result, analyte int) int {
	t := &p.trails[analyte]
	if t.last < 0 || p.h.results[t.last].visit.Collected.DaysUntil(r.visit.Collected) >= p.t.Spacing.Days {
		return -1
	}
	return t.episode
}

// remember keeps what the findings of a day leave open for later ones.
func (p *pass) remember() {
	for i := range p.events {
		e := &p.events[i]
		r := &p.h.results[e.result]
		f := &r.findings[e.finding]
		t := &p.trails[f.at]
		switch {
		case p.superseded(r, f.at) || !r.Validity().IsUsable():
		case f.Outcome == Negative && r.Validity() != Dilute:
			t.use, t.of, t.level, t.fell = -1, -1, normalized{}, false
		case f.Outcome == Positive:
			if e.verdict.isUse() || t.use < 0 && !e.verdict.isLeftOver() {
				t.use = e.result
			}
			now := normalize(f.Quantity, r.assessed.specimen.Creatinine)
			if now.isKnown() {
				t.fell = e.verdict.ratio.isKnown() && e.verdict.ratio.compare(count(1)) < 0
				t.level, t.of = now, e.result
			}
		}
	}
}

// notices are facts about what was read, beyond the newest result.
func (p *pass) notices() (facts []Fact) {
	if p.h.unread > 0 {
		facts = append(facts, Fact{Kind: FactUnread, Number: count(p.h.unread)})
	}
	last := ""
	for _, m := range p.h.medications {
		if m.Substance != last && p.c.substance(m.Substance) < 0 {
			facts = append(facts, Fact{Kind: FactUnknownMedication, Substance: plainWord(m.Substance)})
		}
		last = m.Substance
	}
	for i := range p.h.results {
		if v := &p.h.results[i].visit; p.h.about.AsOf.IsValid() && p.h.about.AsOf.Before(v.Collected) {
			facts = append(facts, Fact{Kind: FactAfterAsOf, Result: v.ID})
		}
	}
	return facts
}

// plainWord gives a word that has the form of an id, "" for anything else: that
// may be free text of a record.
func plainWord(word string) string {
	id := string(canonical(word))
	if len(id) > 40 || !idForm.MatchString(id) {
		return ""
	}
	return id
}
