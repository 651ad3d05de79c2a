package schedule

import (
	"fmt"
	"slices"

	"github.com/openiop/openiop/iop"
)

// sessionDay is one holding of a session: an id may stand for a series.
type sessionDay struct {
	session string
	date    iop.Date
}

// descriptions are the rows that describe a session for all its clients: those
// with a session's id and no client's, where other rows name clients.
type descriptions struct {
	r     *rosterReader
	some  bool // whether any row names a client; if none does, nobody asks
	byDay map[sessionDay]int
	first map[string]int  // the first of a session
	many  map[string]bool // sessions that are described on several dates
}

// newDescriptions finds the rows that describe sessions, and checks them.
func newDescriptions(r *rosterReader) *descriptions {
	d := &descriptions{r: r, byDay: map[sessionDay]int{}, first: map[string]int{}, many: map[string]bool{}}
	d.some = slices.ContainsFunc(r.about, func(a aboutRow) bool { return a.states(colClient) })
	seen := map[rosterKey]int{}
	for i := range r.rows {
		if !d.isDescription(i) {
			continue
		}
		r.check(i)
		r.checkRepeated(i, seen)
		session, day := r.rows[i].Session, sessionDay{r.rows[i].Session, r.rows[i].Date}
		if before, ok := d.byDay[day]; !ok || r.about[before].bad && !r.about[i].bad {
			d.byDay[day] = i
		}
		first, ok := d.first[session]
		if !ok {
			d.first[session] = i
		}
		if ok && r.rows[first].Date != r.rows[i].Date {
			d.many[session] = true
		}
	}
	return d
}

func (d *descriptions) isDescription(i int) bool {
	return d.some && d.r.rows[i].Session != "" && !d.r.about[i].states(colClient)
}

// complete fills what a client's row leaves out from the row that describes
// its session on its date.
func (d *descriptions) complete(i int) {
	row, about := &d.r.rows[i], &d.r.about[i]
	first, ok := d.first[row.Session]
	if !about.states(colClient) || !ok {
		return
	}
	day := sessionDay{row.Session, row.Date}
	if !about.states(colDate) {
		if d.many[row.Session] {
			d.r.reject(i, colDate.String(), "is missing, and the session is described on several dates; want the one that is meant")
			about.stated |= 1 << colDate // it is told
			return
		}
		day.date = d.r.rows[first].Date
	}
	from, ok := d.byDay[day]
	enough := row.Date.IsValid() && row.Length().IsKnown() || about.bad
	switch {
	case !ok && !enough:
		d.r.reject(i, colDate.String(), fmt.Sprintf("is not a date on which the session is described (%s); want such a date, or the row's own start and end", d.r.place(first)))
	case ok && d.r.about[from].bad && !enough:
		d.r.reject(i, colSession.String(), fmt.Sprintf("is that of a session whose own row has a problem (%s); mend that row first", d.r.place(from)))
		about.stated |= 1 << colDate
	case ok && !d.r.about[from].bad:
		d.fill(i, from)
	}
}

// fill copies what row i leaves out from the row that describes its session.
func (d *descriptions) fill(i, from int) {
	row, about, session := &d.r.rows[i], &d.r.about[i], &d.r.rows[from]
	// A row with a time of its own keeps its own length.
	if !about.states(colStart, colEnd, colMinutes) {
		row.Minutes = session.Minutes
	}
	if !about.states(colEnd, colMinutes) {
		row.End = session.End
	}
	if !about.states(colStart) {
		row.Start = session.Start
	}
	copyUnless(about, colDate, &row.Date, session.Date)
	about.stated |= 1 << colDate
	copyUnless(about, colZone, &row.Zone, session.Zone)
	copyUnless(about, colActivity, &row.Activity, session.Activity)
	copyUnless(about, colTitle, &row.Title, session.Title)
	copyUnless(about, colFacilitator, &row.Facilitator, session.Facilitator)
	copyUnless(about, colCredential, &row.Credential, session.Credential)
	copyUnless(about, colLocation, &row.Location, session.Location)
	copyUnless(about, colDelivery, &row.Delivery, session.Delivery)
	copyUnless(about, colCapacity, &row.Capacity, session.Capacity)
	copyUnless(about, colMakeUpFor, &row.MakeUpFor, session.MakeUpFor)
	if session.CountsAsClinical != nil && !about.states(colClinical) {
		row.CountsAsClinical = new(*session.CountsAsClinical)
	}
	d.fillStatus(i, from)
}

// fillStatus takes over that a session was not held; any other status is each
// client's own.
func (d *descriptions) fillStatus(i, from int) {
	row := &d.r.rows[i]
	if d.r.rows[from].Status != CancelledByProgram {
		return
	}
	if row.Status == NotRecorded {
		row.Status = CancelledByProgram
	}
	if !row.Status.isAway() {
		d.r.reject(i, colStatus.String(), fmt.Sprintf("is %s, and the session was cancelled (%s); want one of them", row.Status, d.r.place(from)))
	}
}

func copyUnless[V any](about *aboutRow, col rosterColumn, to *V, from V) {
	if !about.states(col) {
		*to = from
	}
}

// check reports cells that contradict each other.
func (r *rosterReader) check(i int) {
	row := &r.rows[i]
	if !r.about[i].states(colDate) && (row.Session != "" || !r.about[i].states(colSession)) {
		r.reject(i, colDate.String(), "is missing; want a date such as 2026-07-04")
	}
	if row.Start.IsStated() && row.Start == row.End {
		r.reject(i, colEnd.String(), "is the same as start; want the time at which the session ends")
	}
	if row.MakeUpFor != "" && row.MakeUpFor == row.Session {
		r.reject(i, colMakeUpFor.String(), "is the session itself; want the id of the missed session")
	}
	attended := row.MinutesAttended.Min()
	most, ok := row.Length().Max()
	switch {
	case attended > 0 && row.Status.isAway():
		r.reject(i, colAttended.String(), fmt.Sprintf("is more than 0, and the status is %s; want one of them", row.Status))
	case attended > 0 && row.Status == NotRecorded && !r.about[i].bad:
		r.reject(i, colAttended.String(), "is stated, and the status is that nothing is recorded; want the status attended, partial or late")
	case ok && attended > most:
		r.reject(i, colAttended.String(), fmt.Sprintf("is %d, more than the session's length of %d minutes; want the time within the session", attended, most))
	}
}

// rosterKey tells the rows of a roster apart. Without a session's id it is the
// date, the start and the activity.
type rosterKey struct {
	client, session string
	date            iop.Date
	start           Clock
	activity        iop.Activity
}

// checkRepeated reports a row that repeats an earlier good one.
func (r *rosterReader) checkRepeated(i int, seen map[rosterKey]int) {
	if r.about[i].bad {
		return
	}
	row := &r.rows[i]
	key, same, give := rosterKey{client: row.Client, session: row.Session, date: row.Date}, "session and date", "take one of the two out"
	if row.Session == "" {
		key.start, key.activity = row.Start, row.Activity
		same, give = "date, start and activity", "take one of the two out, or give each its session_id"
	}
	if before, ok := seen[key]; ok {
		if row.Client != "" {
			same = "client, " + same
		}
		r.reject(i, "", fmt.Sprintf("repeats %s: the same %s; %s", r.place(before), same, give))
		return
	}
	seen[key] = i
}
