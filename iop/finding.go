package iop

import (
	"cmp"
	"fmt"
	"strings"
)

// StandardID names a standard, as in "va-medicaid-2.1-adult".
type StandardID string

// Where says what part of a subject a finding is about. The zero Where is the
// whole subject.
type Where struct {
	// Track and Phase are the names the program gives them, "" for none.
	Track string
	Phase string
	// Week is the program week or the week of a dated run, counted from 1; 0
	// means none in particular.
	Week int
	// From is the first day of a dated week.
	From Date
	// Place is a path into the subject, as in "blocks[2]"; "" means none.
	Place string
}

// Finding is what one rule concludes about one subject under one standard,
// with everything the conclusion rests on. Findings hold no text of a record:
// subjects are opaque, and words are made from the values on demand.
type Finding struct {
	Rule     *Rule
	Outcome  Outcome
	Severity Severity
	// Standard is whose requirement it is, "" for a rule about the design
	// itself.
	Standard StandardID
	Where    Where
	Measured Quantity
	Required Bound
	// Because is what was counted, what was left out, and why. The facts are
	// shared between findings: do not change them.
	Because []Fact
	// Source is where the very number used was read; nil for a rule about the
	// design itself. It is shared: do not change it.
	Source   *Source
	Remedies []Remedy
}

// Message says in one sentence what was measured and what is required.
func (f *Finding) Message() string {
	var b strings.Builder
	b.WriteString(strings.ToUpper(f.Rule.Measures[:1]) + f.Rule.Measures[1:])
	if q := f.Measured.String(); q != "" {
		b.WriteString(": " + q)
	}
	if r := f.Required.String(); r != "" {
		b.WriteString("; " + f.boundWord() + " " + r)
	}
	switch f.Outcome {
	case NotApplicable:
		b.WriteString("; does not apply here")
	case NotInForce:
		b.WriteString("; not in force on this day")
	case Undetermined:
		b.WriteString("; what is known does not decide")
	}
	if f.Where.Place != "" {
		b.WriteString(" (" + f.Where.Place + ")")
	}
	if f.Source != nil && f.Source.Confidence == Recalled {
		b.WriteString("; the number is recalled, nobody has read its source")
	}
	return b.String()
}

// boundWord says what a bound is to the finding: a requirement, a limit, or
// what the program itself states.
func (f *Finding) boundWord() string {
	switch {
	case f.Standard == "" && f.Source == nil && f.Required.HasMin:
		return "stated"
	case f.Required.HasMin:
		return "required"
	}
	return "allowed"
}

// compare orders findings: as the weeks run, then by rule and standard.
func (f *Finding) compare(g *Finding) int {
	return cmp.Or(
		cmp.Compare(f.Where.Track, g.Where.Track),
		cmp.Compare(f.Where.Week, g.Where.Week),
		cmp.Compare(f.Where.Phase, g.Where.Phase),
		cmp.Compare(f.Rule.ID, g.Rule.ID),
		cmp.Compare(f.Standard, g.Standard),
		cmp.Compare(f.Where.Place, g.Where.Place),
	)
}

// Fact is one step of an explanation. Its words are made on demand.
type Fact struct {
	Kind     FactKind
	Activity Activity // for facts about a block
	Place    string   // a path into the subject
	Minutes  Span     // unknown where the fact is not about time
	Count    Quantity // how many, where the fact is about a number
	Name     string   // the id of a standard or policy
	Children []Fact
}

// FactKind is what a fact says.
type FactKind uint8

// The kinds of fact.
const (
	FactCounted FactKind = iota + 1
	FactLeftOutActivity
	FactLeftOutByAuthor
	FactCountedByAuthor
	FactBreak
	FactCapped
	FactOverlap
	FactUnknownLength
	FactUnknownFrequency
	FactOptional
	FactAlternative
	FactAttendSome
	FactRotates
	FactPullOut
	FactNothingDeclared
	FactPolicy
	FactStandardsOwnList
	FactServiceDays
	FactClaim
	FactGross
	FactCountable
	FactAverageOf
	FactPossibleWeek
	FactPopulationUnknown
	FactTransition
	FactTransitionTooLong
	FactRecalled
	FactSuperseded
	FactStartUnknown
	FactMonths
	FactEducationCap
	FactShortHour
	FactNotStated
	FactOtherAgeGroup
	FactLevelContains
	FactLevelMayContain
	FactCondition
	FactClosedDay
	FactNotHeld
	FactStillMet
	FactNoLongerMet
	FactMayNotBeMet
	FactNotRecorded
	FactAbsent
	FactCancelled
	FactMakeUp
	FactClash
	FactMayClash
	FactAdded
	FactOutsideRun
	FactOverDays
	FactCertified
	FactBilled
	FactTentative
)

var factWords = [...]string{
	FactCounted:           "counted: %a",
	FactLeftOutActivity:   "left out: %a does not count under this policy",
	FactLeftOutByAuthor:   "left out: the program says %a is not clinical",
	FactCountedByAuthor:   "counted: the program says %a is clinical",
	FactBreak:             "left out: stated breaks in %a",
	FactCapped:            "left out: more than the clinical part of %a",
	FactOverlap:           "counted once: minutes shared by overlapping blocks",
	FactUnknownLength:     "unknown: the length of %a is not stated",
	FactUnknownFrequency:  "unknown: how often %a takes place is not stated",
	FactOptional:          "may be skipped: %a",
	FactAlternative:       "taken instead of another block: %a",
	FactAttendSome:        "attended on some of the days it is offered: %a",
	FactRotates:           "the slot alternates between activities: %a",
	FactPullOut:           "inside another block, adds nothing: %a",
	FactNothingDeclared:   "no block is declared for this part of the program",
	FactPolicy:            "counting policy: %n",
	FactStandardsOwnList:  "counted by the standard's own list: %n",
	FactServiceDays:       "days with countable time: %c",
	FactClaim:             "the program's claim",
	FactGross:             "gross time",
	FactCountable:         "countable time",
	FactAverageOf:         "average over %c",
	FactPossibleWeek:      "a week the program may not reach",
	FactPopulationUnknown: "the age group is not stated, so the standards for both are used",
	FactTransition:        "within the allowance for final weeks: %c",
	FactTransitionTooLong: "more final weeks under the minimum than allowed: %c",
	FactRecalled:          "recalled: nobody has read the source of this number",
	FactSuperseded:        "the standard is no longer current: %n",
	FactStartUnknown:      "the day on which the standard began is not known; treated as in force",
	FactMonths:            "months taken as %c",
	FactEducationCap:      "left out: education above the policy's share",
	FactShortHour:         "hours of %n minutes",
	FactNotStated:         "not stated: %n",
	FactOtherAgeGroup:     "the standard is for the other age group",
	FactLevelContains:     "the hours lie within %n",
	FactLevelMayContain:   "the hours may lie within %n",
	FactCondition:         "condition: %n",
	FactClosedDay:         "closed: %n",
	FactNotHeld:           "not held: %a",
	FactStillMet:          "still met: %n",
	FactNoLongerMet:       "no longer met: %n",
	FactMayNotBeMet:       "may not be met: %n",
	FactNotRecorded:       "attendance not recorded: %a",
	FactAbsent:            "not attended: %a",
	FactCancelled:         "cancelled by the program: %a",
	FactMakeUp:            "made up on another day: %a",
	FactClash:             "clashes with a commitment: %a, %n",
	FactAdded:             "counted: %a, added on this date",
	FactMayClash:          "may clash with a commitment, as its time is not stated: %a",
	FactOutsideRun:        "days of the week outside the run: %c",
	FactOverDays:          "counted over %n",
	FactCertified:         "certified need a week",
	FactBilled:            "services billed: %c",
	FactTentative:         "tentative in the calendar: %a",
}

// String words the fact.
func (f Fact) String() string {
	if int(f.Kind) >= len(factWords) {
		return ""
	}
	s := factWords[f.Kind]
	if f.Activity.IsValid() {
		s = strings.Replace(s, "%a", f.Activity.Title(), 1)
	} else {
		s = strings.Replace(s, "%a", "a block", 1)
	}
	s = strings.Replace(s, "%c", f.Count.String(), 1)
	s = strings.Replace(s, "%n", f.Name, 1)
	if f.Place != "" {
		s = fmt.Sprintf("%s (%s)", s, f.Place)
	}
	return s
}

// RemedyKind is a kind of change that would mend a finding.
type RemedyKind uint8

// The kinds of remedy.
const (
	AddMinutes RemedyKind = iota + 1
	AddMinutesToDay
	RemoveMinutes
	AddServiceDay
	AddSession
	SpreadDays
	StateLength
	StateFrequency
	StateDaysAndClock
	StateWeeks
	StateGroupSize
	StatePopulation
	NameStandard
	ReduceGroup
	LengthenSession
	LengthenProgram
	ShortenProgram
	ShortenTransition
	CorrectClaim
	CorrectLabel
	CorrectClock
	MoveBlock
	AddActivity
	DeclareBlocks
	CheckSource
	RecordReason
	OfferMakeUp
	HoldMakeUp
	LengthenOn
	OfferOther
	HoldSessions
	ReviewWeek
	TellAhead
	StateEnd
	RecordAttendance
	ReachOut
	FitCommitments
	ChooseTrack
	RenewCertification
	StateCertification
	ReviewCalendar
)

var remedyWords = [...]string{
	AddMinutes:         "add %m of countable time to the week",
	AddMinutesToDay:    "add %m of countable time to the shortest service day",
	RemoveMinutes:      "move %m of the week to the next level of care, or review the level with the client",
	AddServiceDay:      "add %d with services",
	AddSession:         "add %s",
	SpreadDays:         "spread the sessions so that no more than %d pass without a service",
	StateLength:        "state how long each block lasts",
	StateFrequency:     "state how often each block takes place",
	StateDaysAndClock:  "state the days and clock times of the sessions",
	StateWeeks:         "state how many weeks the program and its phases last",
	StateGroupSize:     "state how many people a group holds",
	StatePopulation:    "state whether the program is for adults or adolescents",
	NameStandard:       "name the standards to judge by",
	ReduceGroup:        "hold groups of no more than %p",
	LengthenSession:    "make each session at least %m long",
	LengthenProgram:    "plan for at least %d of program",
	ShortenProgram:     "plan for no more than %d, or continue at the next level of care",
	ShortenTransition:  "keep the reduced weeks to the last %w, or continue them as outpatient care",
	CorrectClaim:       "publish the hours that the schedule gives",
	CorrectLabel:       "name the level that the hours amount to, or change the hours",
	CorrectClock:       "make the stated minutes and the clock times agree",
	MoveBlock:          "move one of the overlapping blocks, or say that clients choose",
	AddActivity:        "schedule the required sessions",
	DeclareBlocks:      "publish the schedule of this part of the program",
	CheckSource:        "read the source before relying on this number",
	RecordReason:       "describe the later stage and record the reason",
	OfferMakeUp:        "offer a make-up session in the same week",
	HoldMakeUp:         "hold a session of %m on %n",
	LengthenOn:         "make the session on %n %m long",
	OfferOther:         "offer the session of another track on %n (%m)",
	HoldSessions:       "hold sessions on %n",
	ReviewWeek:         "review the week with the person: of the changes that were tried none fits it",
	TellAhead:          "tell people beforehand that this week has fewer hours, and offer a make-up",
	StateEnd:           "state whether these are the person's last weeks in the program",
	RecordAttendance:   "record who was there, so that the week can be judged",
	ReachOut:           "reach out to the person: ask what made it hard to come, and offer another time",
	FitCommitments:     "agree with the person on sessions that leave room for the commitment",
	ChooseTrack:        "offer the track %n, which leaves room for the commitments",
	RenewCertification: "renew the certification of need by %n",
	StateCertification: "state the certified need",
	ReviewCalendar:     "review what is tentative in the calendar, and state which activity each entry is and when it ends",
}

// Remedy is one way to mend a finding, worded as support. Several remedies of
// a finding are alternatives.
type Remedy struct {
	Kind   RemedyKind
	Amount Quantity
	// Name is the day and time, or the track, of a remedy that names one.
	Name string
}

// String words the remedy as a verb phrase.
func (r Remedy) String() string {
	if int(r.Kind) >= len(remedyWords) {
		return ""
	}
	s := remedyWords[r.Kind]
	for _, mark := range []string{"%m", "%d", "%s", "%p", "%w"} {
		text := r.Amount.String()
		if mark == "%m" {
			text = r.Amount.Span.Min().String()
		}
		s = strings.Replace(s, mark, text, 1)
	}
	return strings.Replace(s, "%n", r.Name, 1)
}
