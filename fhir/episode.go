package fhir

import (
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// Episode is a person's stay at a level of care, as EpisodeOfCare has it.
type Episode struct {
	ID, Client string
	// Status is "planned", "waitlist", "active", "onhold", "finished" or
	// "cancelled". "" is finished where there is a transition or a last day, and
	// active otherwise.
	Status string
	// Level is the level of care, invalid where it is not stated.
	Level iop.Level
	// From and Until are the first and the last day, invalid where they are not
	// stated.
	From, Until iop.Date
	// End is how the episode ended; nil while it lasts, and where nobody says.
	End *careplan.Transition
}

const (
	// EpisodeSystem identifies episodes by ids that are no ids of FHIR.
	EpisodeSystem = OwnBase + "episode-id"

	transitionExtension = "transition"
	episodeStatuses     = "planned waitlist active onhold finished cancelled"
)

// state gives the status, worked out where it is not stated.
func (e *Episode) state() string {
	switch {
	case e.Status != "":
		return e.Status
	case e.End != nil || e.Until.IsValid():
		return "finished"
	}
	return "active"
}

// NewEpisodeOfCare gives an episode as an EpisodeOfCare: its level as type in
// our own vocabulary with the maps that c has, and how it ended in an extension
// of ours. A status that R4 does not have is an error when it is written.
func NewEpisodeOfCare(e *Episode, c Codes) *EpisodeOfCare {
	out := &EpisodeOfCare{Status: e.state(), Patient: subject(e.Client), Period: Period{Start: DateTimeOf(e.From), End: DateTimeOf(e.Until)}}
	if badID(e.ID) == "" {
		out.ID = e.ID
	} else if e.ID != "" {
		out.Identifier = []Identifier{{System: EpisodeSystem, Value: e.ID}}
	}
	if e.Level.IsValid() {
		out.Type = []CodeableConcept{c.Level(e.Level)}
	}
	if e.Status == "" {
		out.Extensions = append(out.Extensions, own("status-derived", Boolean(true)))
	}
	if t := e.End; t != nil {
		p := parts{part("reason", ownConcept(ReasonSystem, t.Reason.String(), t.Reason.String()))}
		if t.Direction != careplan.DirectionUnknown {
			p.code("direction", t.Direction.String())
		}
		p.ternary("planned", t.Planned)
		p.day("on", t.On)
		if !e.Until.IsValid() && t.On.IsValid() {
			out.Period.End = DateTimeOf(t.On)
			p.add("endIsTransition", Boolean(true))
		}
		out.Extensions = append(out.Extensions, ownParts(transitionExtension, p))
	}
	return out
}

// ReadEpisode gives the episode that an EpisodeOfCare describes. An episode of
// others that is finished has no End, since FHIR has no element for how it
// ended. The report says what was not used. An episode that was entered in error
// is refused.
func ReadEpisode(r *EpisodeOfCare, c Codes) (Episode, Report) {
	m := newMapper(r)
	e := Episode{ID: ownID(r.Identifier, EpisodeSystem, r.ID), Client: clientID(&r.Patient), Status: r.Status}
	if r.Status == "entered-in-error" {
		m.note(Error, "status", "was entered in error; there is no such episode")
		return Episode{}, m.report
	}
	if e.Client == "" {
		m.note(Error, "patient", "does not say whose episode it is")
	}
	e.From, e.Until = m.dayOf(r.Period.Start, "period.start"), m.dayOf(r.Period.End, "period.end")
	m.level(&e, r.Type, c)
	if p, ok := m.readParts(r.Extensions, transitionExtension); ok {
		m.transition(&e, p)
	}
	m.unused(r, "identifier status type patient period")
	if x, ok := extended(r.Extensions, "status-derived"); ok && x.Value == Boolean(true) {
		if e.Status = ""; e.state() != r.Status {
			e.Status = r.Status
		}
	}
	if m.failed() {
		return Episode{}, m.report
	}
	return e, m.report
}

// level reads the level of care from the types of an episode.
func (m *mapper) level(e *Episode, types []CodeableConcept, c Codes) {
	for i := range types {
		if l, ok := c.LevelOf(&types[i]); ok {
			e.Level = l
			return
		}
	}
	if len(types) > 0 {
		m.note(Warning, "type", "holds no level of care in a code that is known")
	}
}

// transition reads how an episode ended.
func (m *mapper) transition(e *Episode, p partReader) {
	p.known("reason direction planned on endIsTransition")
	t := careplan.Transition{Planned: p.ternary("planned"), On: p.day("on")}
	p.parse("direction", &t.Direction)
	reason, _ := p.value("reason").(CodeableConcept)
	var err error
	if t.Reason, err = careplan.ParseTransitionReason(reason.Code(ReasonSystem)); err != nil {
		p.bad("reason", "a code of "+ReasonSystem)
	}
	if p.yes("endIsTransition") && e.Until == t.On {
		e.Until = iop.Date{}
	}
	e.End = &t
}

// dayOf reads a day; a year or a month alone is reported and not used.
func (m *mapper) dayOf(d DateTime, path string) iop.Date {
	day, ok := d.Day()
	if !ok && d.IsStated() {
		m.note(Warning, path, "is not known to the day; it is not used")
	}
	return day
}

// clientID gives the id of the person that a reference points to, without
// looking it up.
func clientID(ref *Reference) string {
	r := rosterReader{b: new(Bundle)}
	return r.clientOf(ref)
}
