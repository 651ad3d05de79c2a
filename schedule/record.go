package schedule

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/openiop/openiop/iop"
)

// Window is the stretch of weeks in which a roster is judged.
type Window struct {
	// From is the first day that counts, week 1 being the week that contains
	// it. The zero Date is the day of the earliest row.
	From iop.Date
	// Weeks is the number of weeks; 0 goes on to the week of the latest row.
	Weeks int
	// OwnWeeks leaves out, for each client, the weeks before their first row
	// and after their last. Otherwise those weeks are reported as unknown: a
	// roster does not say whether the person was in the program then.
	OwnWeeks bool
	// WeekStart is the first day of the week, Monday if zero.
	WeekStart iop.Weekday
	// Zone is that of rows that name none; nil leaves their clock alone.
	Zone *time.Location
	// Zones looks up the zones that rows name; nil leaves their clock alone.
	Zones func(name string) (*time.Location, error)
	// Clock says what a time means that the clocks skip or show twice.
	Clock iop.ClockPolicy
	// Closures are days on which sessions that nothing is recorded of were not
	// held. What is recorded stands, closed or not.
	Closures iop.Closures
	// Claimed is the hours a week that the program says it gives, to compare
	// with; the zero Number is not stated.
	Claimed Number
	// OutreachAfter is the number of sessions missed in a row after which
	// somebody reaches out to the person; 0 is 2. It is a program's own policy:
	// no authority whose text was read states a number.
	OutreachAfter int
	// Calendar says that the rows are the sessions of a calendar and no person's
	// attendance. A session of which nothing is recorded is then tentative, one
	// on a closed day is not held whatever its row says, and neither attendance
	// nor outreach is judged.
	Calendar bool
}

// maxWindow is the longest window in weeks.
const maxWindow = 52 * maxYears

// record is what a case knows of a person's attendance, by row.
type record struct {
	days     [][]attended // by row
	billed   []iop.Span
	outreach int
	missed   iop.Span // the longest run of sessions not attended
	sessions int      // that are over, attended or not
	calendar bool     // as in Window
}

// attended is one session of a record.
type attended struct {
	row               *RosterRow
	length, delivered iop.Span // of the session, and what the person had of it
	closed            bool     // on a closed day, with nothing recorded or in a calendar
}

// Cases yields a prepared case for each client of a roster, in the order in
// which they first appear: their attendance week by week. Where no row names a
// client, the one case is that of the sessions themselves, with the id "".
//
// Gross and countable time is what was delivered. What is not recorded is
// unknown: the week then runs from nothing to all of it. It is an error if the
// window is out of bounds or a zone cannot be found.
func (r *Roster) Cases(w Window, o Options) (iter.Seq2[string, *Case], error) {
	w, err := r.window(w)
	if err != nil {
		return nil, err
	}
	byClient := map[string][]*RosterRow{}
	for i := range r.Rows {
		row := &r.Rows[i]
		byClient[row.Client] = append(byClient[row.Client], row)
	}
	clients := r.Clients()
	if len(clients) == 0 && len(r.Rows) > 0 {
		clients = []string{""}
	}
	zones, err := r.zones(w)
	if err != nil {
		return nil, err
	}
	heads := r.heads()
	return func(yield func(string, *Case) bool) {
		for _, id := range clients {
			rec := recorder{w: w, zones: zones, heads: heads, rows: byClient[id]}
			if !yield(id, rec.prepare(id, o)) {
				return
			}
		}
	}, nil
}

// window fills in what the window leaves to the roster.
func (r *Roster) window(w Window) (Window, error) {
	if w.WeekStart == 0 {
		w.WeekStart = iop.Monday
	}
	if !w.WeekStart.IsValid() {
		return w, errors.New("schedule: Window.WeekStart is not a day of the week; want one, or 0 for Monday")
	}
	var first, last iop.Date
	for i := range r.Rows {
		d := r.Rows[i].Date
		if !first.IsValid() || d.Before(first) {
			first = d
		}
		if last.Before(d) {
			last = d
		}
	}
	if !w.From.IsValid() {
		w.From = first
	}
	if w.Weeks == 0 && w.From.IsValid() {
		w.Weeks = max(1, weekOf(w.From, w.WeekStart).DaysUntil(last)/7+1)
	}
	if w.Weeks < 0 || w.Weeks > maxWindow {
		return w, fmt.Errorf("schedule: the window has %d weeks; want 1 to %d, so name From and Weeks", w.Weeks, maxWindow)
	}
	return w, nil
}

// zones looks up every zone that a row names, once.
func (r *Roster) zones(w Window) (map[string]*time.Location, error) {
	found := map[string]*time.Location{"": w.Zone}
	var errs []error
	for i := range r.Rows {
		name := r.Rows[i].Zone
		if _, ok := found[name]; ok || w.Zones == nil {
			continue
		}
		loc, err := w.Zones(name)
		if err != nil {
			errs = append(errs, fmt.Errorf("schedule: the zone of the row of line %d is not known; want an IANA name such as America/Chicago", r.Rows[i].Line))
		}
		found[name] = loc
	}
	return found, errors.Join(errs...)
}

// sessionKey is a session that several clients can attend.
type sessionKey struct {
	id       string
	date     iop.Date
	start    Clock
	activity iop.Activity
}

func (r *RosterRow) key() sessionKey {
	k := sessionKey{r.Session, r.Date, r.Start, r.Activity}
	if k.id != "" {
		k.start, k.activity = Clock{}, 0
	}
	return k
}

// heads counts the people of each session: those who came, and those who may
// have.
func (r *Roster) heads() map[sessionKey]iop.Span {
	out := map[sessionKey]iop.Span{}
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Client == "" || row.Status.isAway() {
			continue
		}
		one := iop.Exactly(1)
		if row.Status == NotRecorded {
			one = iop.Between(0, 1)
		}
		have, ok := out[row.key()]
		if !ok {
			have = iop.Exactly(0)
		}
		out[row.key()] = have.Add(one)
	}
	return out
}

// recorder turns one client's rows into a case.
type recorder struct {
	w      Window
	zones  map[string]*time.Location
	heads  map[sessionKey]iop.Span
	rows   []*RosterRow
	c      *Case
	first  iop.Date // the first day of week 1
	missed map[string]iop.Span
	lostIn map[string]iop.Date // the first day of the week in which a session was not held
}

func (r *recorder) prepare(client string, o Options) *Case {
	r.c = newCase(&Program{ID: client, ClaimedHoursPerWeek: r.w.Claimed}, o)
	c := r.c
	c.tracks = []string{""}
	r.first = weekOf(r.w.From, r.w.WeekStart)
	c.dates = &dates{
		start: r.w.From, until: r.first.AddDays(7 * r.w.Weeks), weekStart: r.w.WeekStart, closures: r.w.Closures,
		zone: r.w.Zone, clock: r.w.Clock, record: &record{outreach: cmp.Or(r.w.OutreachAfter, 2), calendar: r.w.Calendar},
	}
	slices.SortStableFunc(r.rows, func(a, b *RosterRow) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start.plus1, b.Start.plus1))
	})
	r.missed, r.lostIn = map[string]iop.Span{}, map[string]iop.Date{}
	rows := r.lay()
	c.countWeeks()
	c.lay(rows)
	c.people = r.largestGroup()
	c.dates.record.missed, c.dates.record.sessions = longestMissed(c.dates.record.days)
	c.finish()
	return c
}

// lay makes a row, and a segment of its own, of every week of the window.
func (r *recorder) lay() (rows []row) {
	weeks := make([][]attended, r.w.Weeks)
	firstRow, lastRow := -1, -1
	for _, row := range r.rows {
		a := r.attended(row) // in order of time, so that make-ups follow what they make up
		if row.Date.Before(r.w.From) || r.first.DaysUntil(row.Date)/7 >= r.w.Weeks {
			continue
		}
		n := r.first.DaysUntil(row.Date) / 7
		weeks[n] = append(weeks[n], a)
		if firstRow < 0 {
			firstRow = n
		}
		lastRow = n
	}
	for n, list := range weeks {
		in := n >= firstRow && n <= lastRow && firstRow >= 0
		if !in && r.w.OwnWeeks {
			continue
		}
		s := segment{phase: -1, declared: in, before: -1}
		planned := segment{phase: -1, declared: in, before: -1}
		billed := iop.Exactly(0)
		for i := range list {
			r.enter(&s, &planned, &list[i])
			billed = billed.Add(list[i].row.Billed)
		}
		line := row{phase: -1, week: n + 1, segment: len(r.c.segments), from: r.first.AddDays(7 * n)}
		r.c.segments = append(r.c.segments, s)
		if r.c.asksForScheduled() {
			line.scheduled = len(r.c.segments)
			r.c.segments = append(r.c.segments, planned)
		}
		rows = append(rows, line)
		r.c.dates.record.days = append(r.c.dates.record.days, list)
		r.c.dates.record.billed = append(r.c.dates.record.billed, billed)
	}
	return rows
}

// attended works out what a person had of a session, by the clock of its zone.
func (r *recorder) attended(row *RosterRow) attended {
	a := attended{row: row, length: row.Length(), delivered: row.Delivered()}
	if more := r.clockChange(row); more != 0 {
		full := row.Length().Min()
		a.length = iop.Exactly(max(0, full+more))
		switch {
		case row.Status == Attended && !row.MinutesAttended.IsKnown():
			a.delivered = a.length
		case a.delivered == iop.Between(0, full) && full > 0:
			a.delivered = iop.Between(0, a.length.Min())
		}
	}
	if _, closed := r.w.Closures.On(row.Date); closed && (row.Status == NotRecorded || r.w.Calendar) {
		a.closed, a.delivered = true, iop.Exactly(0)
	}
	if row.MakeUpFor != "" {
		a.delivered = r.onceOnly(row.MakeUpFor, a.delivered)
	}
	if row.Session != "" {
		r.missed[row.Session] = lessBy(a.length, a.delivered)
	}
	return a
}

// clockChange gives by how much a session is longer than its clock times say.
func (r *recorder) clockChange(row *RosterRow) iop.Minutes {
	zone := r.zones[row.Zone]
	if zone == nil || !row.Start.IsStated() || !row.End.IsStated() || !row.Length().IsExact() {
		return 0
	}
	clock := row.End.Minutes() - row.Start.Minutes()
	if clock <= 0 {
		clock += dayMinutes
	}
	d := dates{zone: zone, clock: r.w.Clock}
	return d.elapsed(row.Date, row.Start.Minutes(), clock) - clock
}

// onceOnly gives what a make-up adds: no more than what was missed of the
// session it makes up, as far as the roster knows that session. What it adds
// is made up, so that a second make-up adds only the rest.
func (r *recorder) onceOnly(session string, delivered iop.Span) iop.Span {
	missed, ok := r.missed[session]
	if !ok {
		return delivered
	}
	r.missed[session] = lessBy(missed, delivered)
	return lesser(missed, delivered)
}

// lessBy gives the span of a quantity from which another has been taken,
// never below 0.
func lessBy(a, b iop.Span) iop.Span {
	bMost, bOK := b.Max()
	low := iop.Minutes(0)
	if bOK {
		low = max(0, a.Min()-bMost)
	}
	high, ok := a.Max()
	switch {
	case !a.IsKnown():
		return iop.Span{}
	case !ok:
		return iop.AtLeast(low)
	}
	return iop.Between(low, max(low, high-b.Min()))
}

func (r *recorder) largestGroup() (most iop.Span) {
	for _, row := range r.rows {
		if row.Status.isAway() || activityFormat(row.Activity, iop.Group) == countsNever {
			continue
		}
		if heads, ok := r.heads[row.key()]; ok {
			most = greater(orZero(most), heads)
		}
	}
	return most
}

func orZero(s iop.Span) iop.Span {
	if s.IsKnown() {
		return s
	}
	return iop.Exactly(0)
}
