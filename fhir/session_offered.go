package fhir

import (
	"iter"
	"strconv"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

const (
	offeredExtension = "offered-session"
	offeredParts     = "track phase week block minutes certain closed reason trouble instants"
)

// Offered gives the dated sessions of a design, as [schedule.Case.Sessions]
// gives them: Slots of one Schedule for client "", and otherwise the client's
// Appointments, proposed where the client may attend others instead. A session
// that is not held because the day is closed is canceled. What FHIR has no
// element for stands in extensions of ours; [Sessions.ReadOffered] gives the
// same sessions back. A session without a start and an end is reported and not
// written.
func (s Sessions) Offered(client string, sessions iter.Seq[schedule.Session]) ([]Resource, Report) {
	w := sessionWriter{Sessions: s, slots: map[string]string{}, ids: map[string]int{}}
	n := 0
	for session := range sessions {
		w.offered(n, client, &session)
		n++
	}
	return w.out, w.report
}

func (w *sessionWriter) offered(n int, client string, s *schedule.Session) {
	row := schedule.RosterRow{Session: s.ID, Client: client, Date: s.Date, Start: s.Start, End: s.End, Activity: s.Activity}
	if s.Closed {
		row.Status = schedule.CancelledByProgram
	}
	var t clocked
	if !s.Starts.IsZero() && !s.Ends.IsZero() && !s.Ends.Before(s.Starts) {
		t = clocked{start: InstantOf(s.Starts), end: InstantOf(s.Ends), shifted: true}
		if name := s.Starts.Location().String(); name != "Local" {
			row.Zone = name
		}
	} else {
		var ok bool
		if t, ok = w.times(n, &row); !ok || !s.Starts.IsZero() {
			w.report.add(Warning, "sessions["+strconv.Itoa(n)+"]", 0, "has no start and end that are known; it is not written")
			return
		}
		t.shifted = true
	}
	own := ownParts(offeredExtension, offered(s))
	if client == "" {
		w.slot(&row, t)
		slot := w.out[len(w.out)-1].(*Slot)
		slot.Extensions = append(slot.Extensions, own)
		return
	}
	a := w.appointment(&row, t)
	if a.Extensions = append(a.Extensions, own); a.Status == "booked" && !s.Certain {
		a.Status = "proposed"
	}
	w.out = append(w.out, a)
}

// offered gives what FHIR has no element for.
func offered(s *schedule.Session) (p parts) {
	p.text("track", s.Track)
	p.text("phase", s.Phase)
	p.count("week", s.Week)
	p.count("block", s.Block)
	p.span("minutes", s.Minutes)
	p.flag("certain", s.Certain)
	p.flag("closed", s.Closed)
	p.text("reason", s.Reason)
	if s.Trouble != iop.ClockPlain {
		p.code("trouble", s.Trouble.String())
	}
	p.flag("instants", !s.Starts.IsZero())
	return p
}

// flag adds true, nothing for false.
func (p *parts) flag(name string, is bool) {
	if is {
		p.add(name, Boolean(true))
	}
}

// ReadOffered gives the dated sessions that [Sessions.Offered] wrote into a
// bundle. Slots and Appointments of others are no sessions of a design and are
// left out; [Sessions.Roster] reads them.
func (s Sessions) ReadOffered(b *Bundle) (out []schedule.Session, all Report) {
	all.limit = maxMapped
	b = b.once(&all)
	for i := range b.Entry {
		var extensions []Extension
		var start, end Instant
		switch v := b.Entry[i].Resource.(type) {
		case *Slot:
			extensions, start, end = v.Extensions, v.Start, v.End
		case *Appointment:
			extensions, start, end = v.Extensions, v.Start, v.End
		}
		if _, ours := extended(extensions, offeredExtension); !ours {
			continue
		}
		session, report := s.readOffered(b, i, extensions, start, end)
		if all.join(report); report.Worst() < Error {
			out = append(out, session)
		}
	}
	return out, all
}

func (s Sessions) readOffered(b *Bundle, entry int, extensions []Extension, start, end Instant) (schedule.Session, Report) {
	r := rosterReader{Sessions: s, b: b}
	r.at(entry)
	row := schedule.RosterRow{}
	rowParts, _ := r.m.readParts(extensions, sessionExtension)
	if !r.moments(&row, rowParts, start, end) {
		return schedule.Session{}, r.m.report
	}
	row.Start, row.End = schedule.Clock{}, schedule.Clock{}
	r.ownFields(&row, rowParts)
	own, _ := r.m.readParts(extensions, offeredExtension)
	own.known(offeredParts)
	out := schedule.Session{
		Track: own.word("track"), Phase: own.word("phase"), Week: own.count("week"), Block: own.count("block"),
		Date: row.Date, Start: row.Start, End: row.End, Minutes: own.span("minutes"),
		Certain: own.yes("certain"), Closed: own.yes("closed"), Reason: own.word("reason"),
	}
	r.offeredTrouble(&out, own)
	switch v := b.Entry[entry].Resource.(type) {
	case *Slot:
		out.ID, out.Activity = ownID(v.Identifier, SessionSystem, ""), r.activity(v.ServiceType)
	case *Appointment:
		out.ID, out.Activity = ownID(v.Identifier, SessionSystem, ""), r.activity(v.ServiceType)
	}
	if own.yes("instants") {
		out.Starts, out.Ends = r.instant(start, row.Zone), r.instant(end, row.Zone)
	}
	return out, r.m.report
}

// offeredTrouble reads what is unusual about the start.
func (r *rosterReader) offeredTrouble(s *schedule.Session, own partReader) {
	switch own.word("trouble") {
	case "":
	case iop.ClockSkipped.String():
		s.Trouble = iop.ClockSkipped
	case iop.ClockRepeated.String():
		s.Trouble = iop.ClockRepeated
	default:
		own.bad("trouble", "skipped or repeated")
	}
}

// instant gives a moment in the zone of a name, in its written offset where
// that is not known.
func (r *rosterReader) instant(i Instant, zone string) time.Time {
	t, _ := i.Time()
	if loc := r.named(zone); loc != nil {
		return t.In(loc)
	}
	return t
}
