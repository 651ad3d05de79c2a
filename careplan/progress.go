package careplan

import (
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Progress is a person's dated evidence for the question whether a lower level
// of care is supported. What is absent is unknown: never zero, never no.
//
// The zero Progress knows nothing.
type Progress struct {
	// AsOf is the day of the question, Level the level of care now.
	AsOf  iop.Date  `json:"asOf,omitzero"`
	Level iop.Level `json:"level,omitzero"`
	// Attendance are sessions, Goals those of the plan.
	Attendance *AttendanceShare `json:"attendance,omitempty"`
	Goals      *GoalShare       `json:"goals,omitempty"`
	// Scores are totals of instruments on their days, in any order.
	Scores []ScoreOn `json:"scores,omitempty"`
	// Dimensions are ratings of the third edition of the ASAM Criteria.
	Dimensions *DimensionReview `json:"dimensions,omitempty"`
	// Tests are readings of drug tests. They are information: none of them
	// changes an outcome.
	Tests []TestOn `json:"tests,omitempty"`
	// RelapsePlan says that the relapse prevention plan is complete,
	// SupportNetwork that there is one, Housing and Work that they are stable.
	RelapsePlan    *bool `json:"relapsePlan,omitempty"`
	SupportNetwork *bool `json:"supportNetwork,omitempty"`
	Housing        *bool `json:"housing,omitempty"`
	Work           *bool `json:"work,omitempty"`
	// NextAppointment is the first one after the step.
	NextAppointment iop.Date `json:"nextAppointment,omitzero"`
	// Preference is what the person wants.
	Preference Preference `json:"preference,omitempty"`
}

// AttendanceShare counts sessions since the last review.
type AttendanceShare struct {
	Attended *int `json:"attended,omitempty"`
	Offered  *int `json:"offered,omitempty"`
}

// GoalShare counts the goals of the plan.
type GoalShare struct {
	Met   *int `json:"met,omitempty"`
	Total *int `json:"total,omitempty"`
}

// ScoreOn is the total of an instrument of one day.
type ScoreOn struct {
	Instrument string   `json:"instrument"`
	Date       iop.Date `json:"date"`
	Total      *int     `json:"total,omitempty"`
	// Flags are those of the instrument that were answered, as in
	// {"item9": "no"}.
	Flags map[string]assessment.Ternary `json:"flags,omitempty"`
}

// DimensionReview are the ratings of a review, and of the one before.
type DimensionReview struct {
	Date     iop.Date                     `json:"date,omitzero"`
	Ratings  map[assessment.Dimension]int `json:"ratings"`
	Previous map[assessment.Dimension]int `json:"previous,omitempty"`
}

// TestOn is what a drug test was read as.
type TestOn struct {
	Date    iop.Date `json:"date"`
	Analyte string   `json:"analyte,omitempty"`
	Finding string   `json:"finding"`
}

// Preference is a word for what the person wants.
type Preference string

// The preferences.
const (
	PrefersStepDown Preference = "step-down"
	PrefersToStay   Preference = "stay"
	PrefersStepUp   Preference = "step-up"
)
