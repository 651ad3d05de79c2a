package simulate

import (
	"fmt"
	"slices"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// plan is a design on its dates: everything that is the same for all people and
// does not depend on the parameters. It never changes.
type plan struct {
	start    iop.Date
	sessions []session
	weeks    []week
	// end is the day after the last session, on which the program is completed;
	// horizon is the last day on which anybody is there.
	end, horizon int
	judge        *schedule.AttendedWeeks
	countings    int
	// hours are offered in a week on average.
	hours                      float64
	family, punitive, checkups bool
	// useLevels are days since rewards ended, by table of positive tests.
	useLevels []int
	responses responses
	reviews   []review
	// after holds the aftercare by exit day, and planned the place in it plus
	// one; relapseKeys are the distinct curves, and relapseOf their places by exit
	// day, without and with aftercare.
	after       []aftercare
	planned     []int32
	relapseKeys []relapseKey
	relapseOf   [2][]int32
	standards   []StandardRecord
	readings    []string
	weekdays    map[int]bool // days with a session
	rewardsEnd  int          // the day from which rewards are no longer given
}

// session is one session that everybody in the program is offered.
type session struct {
	day     int32
	minutes int32
	key     uint64
	// rewarded is 1 while rewards are given.
	rewarded uint8
	lastOfDay,
	makeUp bool // a make-up is possible
	test      int16 // place of the test after it plus one
	makeUpDay int32
	makeUpKey uint64
	// least and most are countable minutes, under each way of counting.
	least, most [maxCountings]int32
}

// maxCountings is the most ways of counting that a design's standards may have
// together.
const maxCountings = 4

// test is a planned drug test.
type test struct {
	day   int32
	key   uint64
	level int32
}

// week is one week of the program.
type week struct {
	first, last int32 // days after the admission: the first of the week, that of the last session
	from, to    int32 // sessions
	row         int32
	review      int32 // place of the review at its end plus one
	offered     int32 // sessions up to its end, for reviews
	judged      bool
	// verdicts are the outcomes of the week by which of its sessions were
	// attended, the first being the lowest bit; nil where there are too many.
	verdicts []iop.Outcome
}

// maxVerdicts is the most sessions of a week for which every selection is
// judged beforehand.
const maxVerdicts = 6

func newPlan(d *Design) (*plan, error) {
	o, err := outlineOf(d)
	if err != nil {
		return nil, fmt.Errorf("design %q: %w", d.name(), err)
	}
	dates := d.Dates
	if !dates.Start.IsValid() {
		dates.Start = DefaultStart()
	}
	dates.First = nil
	for _, c := range dates.Changes {
		if c.Kind != schedule.AddSession {
			return nil, fmt.Errorf("design %q: dates.changes repeat or replace a session; a simulation takes added ones only", d.name())
		}
	}
	opts := schedule.Options{Standards: d.Standards}
	c, err := schedule.PrepareOn(&o.program, dates, opts)
	if err != nil {
		return nil, fmt.Errorf("design %q: %w", d.name(), err)
	}
	if d.MakeUps.Closures {
		if c, err = withMakeUps(c, &o, dates, opts); err != nil {
			return nil, fmt.Errorf("design %q: %w", d.name(), err)
		}
	}
	pl := &plan{start: dates.Start, readings: o.readings, weekdays: map[int]bool{}, punitive: d.Comparator != nil}
	return pl, pl.lay(d, c)
}

// withMakeUps adds what the schedule proposes for every week that closed days
// leave short.
func withMakeUps(c *schedule.Case, o *outline, dates schedule.Dates, opts schedule.Options) (*schedule.Case, error) {
	closed := map[int]bool{}
	for s := range c.Sessions() {
		if s.Closed {
			closed[s.Week] = true
		}
	}
	rows := c.Weeks()
	changes := slices.Clone(dates.Changes)
	for row := range rows {
		if !closed[rows[row].Number] {
			continue
		}
		m := c.MakeUps(row, schedule.MakeUpOptions{Most: 1})
		if len(m.Proposals) > 0 {
			changes = append(changes, m.Proposals[0].Changes...)
			o.note("week %d: %s, as the schedule proposes", rows[row].Number, m.Proposals[0].Kind)
		}
	}
	if len(changes) == len(dates.Changes) {
		return c, nil
	}
	dates.Changes = changes
	return schedule.PrepareOn(&o.program, dates, opts)
}

func (pl *plan) lay(d *Design, c *schedule.Case) error {
	pl.judge = c.AttendedWeeks()
	if pl.countings = pl.judge.Countings(); pl.countings > maxCountings {
		return fmt.Errorf("design %q: its standards count in %d ways; a simulation takes at most %d", d.name(), pl.countings, maxCountings)
	}
	pl.rewardsEnd = 0
	if d.Response.Rewards {
		pl.rewardsEnd = noRewards
		if d.RewardWeeks > 0 {
			pl.rewardsEnd = 7 * d.RewardWeeks
		}
	}
	pl.laySessions(c)
	if len(pl.sessions) > maxSessions {
		return fmt.Errorf("design %q: has more than %d sessions; a simulation takes no more", d.name(), maxSessions)
	}
	if len(pl.sessions) == 0 {
		return fmt.Errorf("design %q: %w: every one falls on a closed day or before the start", d.name(), ErrNoSessions)
	}
	pl.end = int(pl.sessions[len(pl.sessions)-1].day) + 1
	pl.horizon = pl.end
	if d.Reference {
		pl.horizon = 7 * referenceWeeks
	}
	minutes := 0
	for i := range pl.sessions {
		minutes += int(pl.sessions[i].minutes)
	}
	pl.hours = float64(minutes) / 60 / float64(len(pl.weeks))
	pl.layMakeUps(d)
	pl.layVerdicts()
	if err := pl.layResponses(d); err != nil {
		return err
	}
	pl.layStandards(d, c)
	if err := pl.layAftercare(d); err != nil {
		return err
	}
	return pl.layReviews(d)
}

// laySessions lists the sessions in the order of days, week by week.
func (pl *plan) laySessions(c *schedule.Case) {
	byWeek := map[int][]schedule.Session{}
	listed := 0
	for s := range c.Sessions() {
		if listed++; listed > 2*maxSessions {
			break
		}
		if !s.Closed {
			byWeek[s.Week] = append(byWeek[s.Week], s)
		}
		pl.family = pl.family || s.Activity.Info().Category == "family"
	}
	var worth []iop.Span
	for row, r := range c.Weeks() {
		first := max(0, pl.start.DaysUntil(r.From))
		w := week{first: int32(first), last: -1, row: int32(row), from: int32(len(pl.sessions)), judged: pl.countings > 0}
		ranks := map[string]int{}
		for _, s := range byWeek[r.Number] {
			day := pl.start.DaysUntil(s.Date)
			name := s.Activity.String()
			at := fmt.Sprintf("%d %s", day, name)
			x := session{day: int32(day), minutes: int32(s.Minutes.Min()), key: keyOf(forSession, day, nameKey(name, ranks[at])),
				makeUpKey: keyOf(forMakeUp, day, nameKey(name, ranks[at]))}
			if day < pl.rewardsEnd {
				x.rewarded = 1
			}
			ranks[at]++
			worth = pl.judge.Worth(worth[:0], row, s.Block)
			for i, span := range worth {
				x.least[i] = int32(span.Min())
				x.most[i] = x.least[i]
				if most, ok := span.Max(); ok {
					x.most[i] = int32(most)
				}
			}
			pl.sessions = append(pl.sessions, x)
			pl.weekdays[day] = true
			w.last = int32(day)
		}
		w.to, w.offered = int32(len(pl.sessions)), int32(len(pl.sessions))
		for i := w.from; i < w.to; i++ {
			pl.sessions[i].lastOfDay = i+1 == w.to || pl.sessions[i+1].day != pl.sessions[i].day
		}
		pl.weeks = append(pl.weeks, w)
	}
}

// layMakeUps finds a day for the make-up of each session: the first one after
// it in the same week, Monday to Saturday, that is open and has no session.
func (pl *plan) layMakeUps(d *Design) {
	if d.MakeUps.PerWeek == 0 {
		return
	}
	for i := range pl.weeks {
		w := &pl.weeks[i]
		end := w.first + 7
		if i+1 < len(pl.weeks) {
			end = pl.weeks[i+1].first
		}
		for j := w.from; j < w.to; j++ {
			s := &pl.sessions[j]
			for day := s.day + 1; day < end && !s.makeUp; day++ {
				date := pl.start.AddDays(int(day))
				if _, closed := d.Dates.Closures.On(date); closed || date.Weekday() == iop.Sunday || pl.weekdays[int(day)] {
					continue
				}
				s.makeUp, s.makeUpDay = true, day
			}
		}
	}
}

// layVerdicts asks the standards about every selection of sessions of a week.
func (pl *plan) layVerdicts() {
	spans := make([]iop.Span, pl.countings)
	for i := range pl.weeks {
		w := &pl.weeks[i]
		n := int(w.to - w.from)
		if !w.judged || n == 0 || n > maxVerdicts {
			continue
		}
		w.verdicts = make([]iop.Outcome, 1<<n)
		for mask := range w.verdicts {
			w.verdicts[mask] = pl.judge.Judge(int(w.row), pl.attending(spans, w, mask))
		}
	}
}

// attending gives the countable time of a selection of a week's sessions.
func (pl *plan) attending(spans []iop.Span, w *week, mask int) []iop.Span {
	for c := range spans {
		least, most := int32(0), int32(0)
		for j := w.from; j < w.to; j++ {
			if s := &pl.sessions[j]; mask>>(j-w.from)&1 == 1 {
				least, most = least+s.least[c], most+s.most[c]
			}
		}
		spans[c] = iop.Between(iop.Minutes(least), iop.Minutes(most))
	}
	return spans
}

func (pl *plan) layStandards(d *Design, c *schedule.Case) {
	list := d.Standards
	if list == nil {
		list = schedule.DefaultStandards(c.Program().CalledItself, c.Program().Population)
	}
	pl.standards = []StandardRecord{}
	for i := range list {
		pl.standards = append(pl.standards, StandardRecord{list[i].ID, list[i].Fingerprint()})
	}
}

// layAftercare dates the aftercare for every day on which people leave as
// planned, and finds which curve of return to use people have.
func (pl *plan) layAftercare(d *Design) error {
	pl.planned = make([]int32, pl.horizon+1)
	if d.Aftercare != "" {
		t, err := careplan.LookupAftercare(d.Aftercare)
		if err != nil {
			return fmt.Errorf("design %q: aftercare %w", d.name(), err)
		}
		pl.checkups = t.Contact == careplan.CheckupContact
		for exit := 1; exit <= pl.horizon; exit++ {
			if !d.Reference && exit != pl.end && !pl.weekdays[exit-1] {
				continue
			}
			a, err := pl.aftercareOf(&t, d, exit)
			if err != nil {
				return fmt.Errorf("design %q: %w", d.name(), err)
			}
			pl.after = append(pl.after, a)
			pl.planned[exit] = int32(len(pl.after))
		}
	}
	known := map[relapseKey]int32{}
	place := func(k relapseKey) int32 {
		at, ok := known[k]
		if !ok {
			at = int32(len(pl.relapseKeys))
			known[k] = at
			pl.relapseKeys = append(pl.relapseKeys, k)
		}
		return at
	}
	for with := range pl.relapseOf {
		pl.relapseOf[with] = make([]int32, pl.horizon+1)
		for exit := range pl.horizon + 1 {
			k := relapseKey{rewardsEnded: noRewards}
			if d.Response.Rewards {
				k.rewardsEnded = min(180, max(0, exit-pl.rewardsEnd))
			}
			if at := pl.planned[exit]; with == 1 && at > 0 {
				k.contactsFor = pl.after[at-1].lasts
			}
			pl.relapseOf[with][exit] = place(k)
		}
	}
	return nil
}
