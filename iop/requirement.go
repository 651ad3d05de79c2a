package iop

import (
	"encoding/json"

	"github.com/openiop/openiop/internal/strictjson"
)

// Requirements is what a standard requires, each kind optional. A kind may be
// required more than once, with different sources, strengths or ages: a
// minimum that was read beside a maximum that is only recalled.
type Requirements struct {
	WeeklyHours     List[WeeklyHours]     `json:"weeklyHours,omitempty"`
	WeeklyServices  List[WeeklyServices]  `json:"weeklyServices,omitempty"`
	DailyHours      List[DailyHours]      `json:"dailyHours,omitempty"`
	DaysPerWeek     List[DaysPerWeek]     `json:"daysPerWeek,omitempty"`
	ServiceGap      List[ServiceGap]      `json:"serviceGap,omitempty"`
	SessionLength   List[SessionLength]   `json:"sessionLength,omitempty"`
	GroupSize       List[GroupSize]       `json:"groupSize,omitempty"`
	StaffRatio      List[StaffRatio]      `json:"staffRatio,omitempty"`
	ProgramLength   List[ProgramLength]   `json:"programLength,omitempty"`
	CumulativeHours List[CumulativeHours] `json:"cumulativeHours,omitempty"`
	PhasedMinimum   List[PhasedMinimum]   `json:"phasedMinimum,omitempty"`
	Transition      List[Transition]      `json:"transition,omitempty"`
	Cadence         List[Cadence]         `json:"cadence,omitempty"`
	PlanClock       List[PlanClock]       `json:"planClock,omitempty"`
	Testing         List[Testing]         `json:"testing,omitempty"`
	Telehealth      List[Telehealth]      `json:"telehealth,omitempty"`
}

// Terms are what every requirement carries: how strongly it is worded, to
// whom it is limited, and where it was read.
type Terms struct {
	Strength Strength `json:"strength"`
	// Ages limits the requirement to an age group within the standard's; the
	// zero value limits nothing.
	Ages Ages `json:"ages,omitzero"`
	// Condition is what the source makes it depend on, in our words. It is
	// shown, never interpreted.
	Condition string `json:"condition,omitempty"`
	Source    Source `json:"source"`
}

func (t *Terms) terms() *Terms { return t }

// Severity is how much it matters that the requirement is not met.
func (t *Terms) Severity() Severity { return t.Strength.Severity(t.Source.Confidence) }

// AppliesTo reports whether the requirement speaks about people of
// population p.
func (t *Terms) AppliesTo(p Population) bool { return Audience{Ages: t.Ages}.Includes(p) }

// Basis says over which week hours are counted.
type Basis string

// The bases. The zero Basis is the calendar week.
const (
	CalendarWeek      Basis = ""
	AverageWeek       Basis = "average"
	RollingSevenDays  Basis = "rolling-seven-days"
	ContiguousEpisode Basis = "contiguous-episode"
)

// Subject says which hours an authority tests.
type Subject string

// The subjects. The zero Subject is not stated: a design is judged by what it
// offers, a record by what was delivered.
const (
	NotStated     Subject = ""
	Scheduled     Subject = "scheduled"
	Attended      Subject = "attended"
	CertifiedNeed Subject = "certified-need"
	Billed        Subject = "billed"
	Capability    Subject = "capability" // what the provider must be able to offer
)

// WeeklyHours bounds the countable hours of a week.
type WeeklyHours struct {
	Min          *Hours  `json:"min,omitempty"`
	Max          *Hours  `json:"max,omitempty"`
	MaxExclusive bool    `json:"maxExclusive,omitempty"`
	Basis        Basis   `json:"basis,omitempty"`
	Of           Subject `json:"of,omitempty"`
	Terms
}

// WeeklyServices bounds the number of services in a week, for authorities
// that count services and not hours.
type WeeklyServices struct {
	Min   *int    `json:"min,omitempty"`
	Max   *int    `json:"max,omitempty"`
	Basis Basis   `json:"basis,omitempty"`
	Of    Subject `json:"of,omitempty"`
	Terms
}

// DailyHours requires countable hours on each day on which there are any.
type DailyHours struct {
	Min Hours   `json:"min"`
	Of  Subject `json:"of,omitempty"`
	Terms
}

// DaysPerWeek bounds the days of a week with countable time.
type DaysPerWeek struct {
	Min *int `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
	Terms
}

// ServiceGap bounds the time between services, on a week that repeats:
// service-free days in a row, or elapsed hours from the end of one service to
// the start of the next. The two are different rules and never converted.
type ServiceGap struct {
	MaxDays          *int  `json:"maxDays,omitempty"`
	MaxHours         *int  `json:"maxHours,omitempty"`
	HolidaysExcluded bool  `json:"holidaysExcluded,omitempty"`
	Basis            Basis `json:"basis,omitempty"`
	Terms
}

// SessionLength bounds the length of a session in minutes.
type SessionLength struct {
	Min *int `json:"minMinutes,omitempty"`
	Max *int `json:"maxMinutes,omitempty"`
	// Format limits it to sessions of one format, "" for all.
	Format Format `json:"format,omitempty"`
	Terms
}

// GroupSize bounds the people in a group.
type GroupSize struct {
	Min *int `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
	// For limits it to groups of some activities; empty means groups at large.
	For []Activity `json:"for,omitempty"`
	Terms
}

// StaffRatio bounds the clients of one member of staff. A program design does
// not state staff, so no rule judges it yet.
type StaffRatio struct {
	Clients int `json:"clients"`
	Staff   int `json:"staff"`
	// Role is who is counted, Setting where, Averaged how, in our words.
	Role     string `json:"role,omitempty"`
	Setting  string `json:"setting,omitempty"`
	Averaged string `json:"averaged,omitempty"`
	Terms
}

// Length is a number of days, weeks or months.
type Length struct {
	Count int    `json:"count"`
	Unit  string `json:"unit"`
}

// ProgramLength bounds how long a program lasts.
type ProgramLength struct {
	Min *Length `json:"min,omitempty"`
	Max *Length `json:"max,omitempty"`
	Terms
}

// CumulativeHours requires hours over several weeks, as in 72 hours within 12
// weeks.
type CumulativeHours struct {
	Min Hours `json:"min"`
	// WithinWeeks is the longest stretch in which they must lie, 0 for none.
	WithinWeeks int `json:"withinWeeks,omitempty"`
	// OverDays is the shortest stretch over which they must spread, 0 for none.
	OverDays int `json:"overDays,omitempty"`
	Terms
}

// PhasedMinimum requires sessions a week in some weeks of the program.
type PhasedMinimum struct {
	// FromWeek and ToWeek are program weeks counted from 1; 0 leaves that side
	// open.
	FromWeek    int `json:"fromWeek,omitempty"`
	ToWeek      int `json:"toWeek,omitempty"`
	MinSessions int `json:"minSessions"`
	// SeparateDays requires the sessions to be on different days.
	SeparateDays bool `json:"separateDays,omitempty"`
	Terms
}

// Transition allows final weeks under the weekly minimum.
type Transition struct {
	// MaxWeeks is how many; 0 means that the source states no number.
	MaxWeeks int `json:"maxWeeks,omitempty"`
	Terms
}

// Cadence requires sessions of a kind at a least frequency.
type Cadence struct {
	Of Format `json:"of"`
	// Sessions or Minutes are required in each period; the other is 0.
	Sessions int `json:"sessions,omitempty"`
	Minutes  int `json:"minutes,omitempty"`
	// Per is "week", "month" or "program".
	Per string `json:"per"`
	Terms
}

// ClockUnit is how a deadline is counted.
type ClockUnit string

// The clock units.
const (
	CalendarDays ClockUnit = "days"
	WorkingDays  ClockUnit = "working-days"
	SessionDays  ClockUnit = "session-days" // days on which the person has a session
	ClockWeeks   ClockUnit = "weeks"
	ClockMonths  ClockUnit = "months"
)

// ClockSubject is a kind of deadline.
type ClockSubject string

// CertificationClock is the renewal of a certification of need.
const CertificationClock ClockSubject = "certification"

// PlanClock is a deadline of a person's plan: due once within a time of an
// event, or repeated.
type PlanClock struct {
	// What is due, in our words: "treatment plan", "plan review".
	What string `json:"what"`
	// Within is the time in which it is due once; Every the interval at which
	// it repeats. One of them is stated.
	Within int       `json:"within,omitempty"`
	Every  int       `json:"every,omitempty"`
	Unit   ClockUnit `json:"unit"`
	// After is the event from which the time runs, StartExcluded whether the
	// day of the event is left out.
	After         string `json:"after,omitempty"`
	StartExcluded bool   `json:"startExcluded,omitempty"`
	// CapDays is the most calendar days it can take, 0 for none.
	CapDays int `json:"capDays,omitempty"`
	// Of is what kind of deadline it is where a rule of this library judges
	// it: "certification" of a person's need by a physician. "" is any other.
	Of ClockSubject `json:"of,omitempty"`
	Terms
}

// Testing says what place a standard gives to drug tests.
type Testing struct {
	// Role is "component", "listed-service", "by-referral" or
	// "asked-at-review".
	Role string `json:"role"`
	Terms
}

// Telehealth lists the ways in which services may be given.
type Telehealth struct {
	// Modes are "in-person", "audio-video" and "audio-only".
	Modes []string `json:"modes"`
	For   string   `json:"for,omitempty"`
	Terms
}

// List is one or more requirements of a kind. In files a list of one may be
// written as the one.
type List[T any] []T

// MarshalJSON gives the one requirement of a list of one, and a list
// otherwise.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if len(l) == 1 {
		return json.Marshal(l[0])
	}
	return json.Marshal([]T(l))
}

// DecodeStrict reads one requirement or a list of them.
func (l *List[T]) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	if n.Kind == strictjson.Null {
		return // not stated, the same as an absent field
	}
	if n.Kind != strictjson.Array {
		one := make([]T, 1)
		c.Value(n, &one[0])
		*l = one
		return
	}
	c.Value(n, (*[]T)(l))
}
