package simulate

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// Design is what is simulated: a program with what goes on around it. Program
// must hold sessions and say how long it is; every other field may be left at
// its zero value.
type Design struct {
	// Name tells designs apart; the program's id if empty.
	Name    string
	Program schedule.Program
	// Track is the track that people are in; the first one if empty.
	Track string
	// Standards judge the weeks; nil takes those for what the program calls
	// itself.
	Standards []iop.Standard
	// Dates put the design on dates, the same for all people. A zero Start is
	// DefaultStart.
	Dates    schedule.Dates
	Tests    TestPlan
	MakeUps  MakeUpPlan
	Response careplan.Policy
	// RewardWeeks is for how many weeks rewards are given where Response.Rewards
	// is set; 0 is for as long as the person is there.
	RewardWeeks int
	StepDown    careplan.StepDownPolicy
	Reviews     ReviewPlan
	// Aftercare is the id of a template, "" for none.
	Aftercare string
	// Comparator adds abstinence-only discharge; nil, as it should be, does not.
	Comparator *AbstinenceOnly
	// Reference draws each person's planned length from the published stays
	// instead of the program's weeks, whose last week then repeats: for
	// calibration and validation only.
	Reference bool
}

// DefaultStart is the day of admission where a design names none.
func DefaultStart() iop.Date { return iop.MustDate(2026, time.January, 5) }

// TestPlan says when drug tests are planned. They take place at sessions: a
// person who is not there that day misses the test. The zero TestPlan is one
// definitive test a week; None leaves them out.
type TestPlan struct {
	None bool `json:"none,omitempty"`
	// PerWeek tests stand on session days of each week, spread evenly; 0 is 1.
	PerWeek int `json:"perWeek,omitempty"`
	// Days are the days of the week for tests, instead of PerWeek; a day without a
	// session has none.
	Days schedule.Days `json:"days,omitzero"`
	// EveryWeeks plans tests in the first of so many weeks only; 0 is every week.
	EveryWeeks int `json:"everyWeeks,omitempty"`
	// Presumptive says that results are screens that nobody confirms.
	Presumptive bool `json:"presumptive,omitempty"`
}

// MakeUpPlan says what is made up. The zero MakeUpPlan makes up for nothing.
type MakeUpPlan struct {
	// Closures moves sessions that closed days cost, as [schedule.Case.MakeUps]
	// proposes them: the first proposal of each short week.
	Closures bool `json:"closures,omitempty"`
	// PerWeek is how many sessions that a person missed can be made up in the
	// same week.
	PerWeek int `json:"perWeek,omitempty"`
}

// ReviewPlan says when stepping down is evaluated beside the end of the
// program. The zero ReviewPlan evaluates at the end only.
type ReviewPlan struct {
	// EveryWeeks is the time between reviews in weeks; 0 is none.
	EveryWeeks int `json:"everyWeeks,omitempty"`
	// RestMet is an assumption of the design: what is not simulated (goals,
	// scores, dimensions, relapse plan, network, housing, work, preference) is on
	// record and meets the policy. Without it that is unknown, and no evaluation
	// can answer that stepping down is supported.
	RestMet bool `json:"restMet,omitempty"`
	// Moves transfers a person to a lower level when a review before the end
	// supports it.
	Moves bool `json:"moves,omitempty"`
}

// AbstinenceOnly is a program that discharges people for positive tests: a
// comparator, never a recommendation, and impossible to express anywhere else
// in the library. ASAM's recommendations of 2024 make abstinence no condition
// of staying.
type AbstinenceOnly struct {
	// AfterPositive is the positive test after which a person is discharged, from
	// 1.
	AfterPositive int `json:"afterPositive"`
}

// ReferenceDesign is the reference of calibration and validation: an invented
// program of three evenings of three hours a week, at the nine hours from which
// level 2.1 begins, whose stays are drawn from the published ones.
func ReferenceDesign() Design {
	evening := schedule.Block{Title: "Group", Activity: iop.MustParseActivity("process-group"), Start: schedule.NewClock(18, 0), End: schedule.NewClock(21, 0)}
	evening.Days.Set = iop.Weekdays(0).With(iop.Monday).With(iop.Wednesday).With(iop.Friday)
	return Design{Name: "reference", Reference: true, Program: schedule.Program{
		ID: "reference", Title: "Reference: three evenings of three hours", CalledItself: schedule.LabelIOP, Population: iop.Adult,
		Weeks: schedule.Whole(12), Blocks: []schedule.Block{evening},
	}}
}

// ErrNoSessions is wrapped where a design has no session that a person could
// attend.
var ErrNoSessions = errors.New("has no sessions that can be put on days")

// name gives the name of a design.
func (d *Design) name() string {
	if d.Name != "" {
		return d.Name
	}
	return d.Program.ID
}

// check reports what makes a design unusable, apart from its sessions.
func (d *Design) check() error {
	var errs []error
	within := func(what string, n, low, high int) {
		if n < low || n > high {
			errs = append(errs, fmt.Errorf("%s is %d; want %d to %d", what, n, low, high))
		}
	}
	within("tests.perWeek", d.Tests.PerWeek, 0, 7)
	within("tests.everyWeeks", d.Tests.EveryWeeks, 0, 520)
	if d.Tests.PerWeek > 0 && d.Tests.Days.Set != 0 {
		errs = append(errs, errors.New("tests has perWeek and days; want one of them"))
	}
	within("makeUps.perWeek", d.MakeUps.PerWeek, 0, 7)
	within("rewardWeeks", d.RewardWeeks, 0, 520)
	within("reviews.everyWeeks", d.Reviews.EveryWeeks, 0, 520)
	if d.Comparator != nil {
		within("abstinenceOnly.afterPositive", d.Comparator.AfterPositive, 1, 1000)
		if d.Tests.None {
			errs = append(errs, errors.New("abstinenceOnly needs tests; leave out tests.none"))
		}
	}
	if d.RewardWeeks > 0 && !d.Response.Rewards {
		errs = append(errs, errors.New("rewardWeeks is stated and response.rewards is not set; set it, or leave the weeks out"))
	}
	if d.Aftercare != "" {
		if _, err := careplan.LookupAftercare(d.Aftercare); err != nil {
			errs = append(errs, fmt.Errorf("aftercare %w", err))
		}
	}
	if d.Track != "" && !slices.Contains(d.Program.Tracks(), d.Track) {
		errs = append(errs, fmt.Errorf("track is none of the program's; want one of %s", strings.Join(d.Program.Tracks(), ", ")))
	}
	if len(d.Dates.PhaseSessions) > 0 || d.Dates.Cohort.IsValid() || d.Dates.Until.IsValid() {
		errs = append(errs, errors.New("dates hold a cohort, an end or phases by sessions; a simulation takes none of them"))
	}
	return errors.Join(errs...)
}
