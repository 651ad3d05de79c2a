package simulate

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/openiop/openiop/careplan"
)

// FollowUpDays is how long people are followed after their discharge: 18
// months, as in the numbers on return to use (C17).
const FollowUpDays = 548

// stepKinds is the number of supportive steps, and stepDownOutcomes that of
// answers to the question of stepping down.
const (
	stepKinds        = 17
	stepDownOutcomes = 4
)

// Summary is what happened to people, in whole numbers only: counts, minutes,
// cents, and sums of squares for the Monte Carlo error. Summaries of parts of a
// run merge exactly, in any order, into the summary of the whole. Its JSON is
// the form in which shards travel.
//
// The slices belong to the summary. The zero Summary is empty and merges with
// any.
type Summary struct {
	// Run says by what it was made: a hash of design, parameters, dates,
	// standards and engine, and Seed with what seed. Only summaries that agree in
	// both merge.
	Run    string `json:"run"`
	Design string `json:"design"`
	Seed   uint64 `json:"seed"`
	// Covered are the people in it, as ranges in order, each without its end.
	Covered []Range `json:"covered"`
	People  int64   `json:"people"`
	// Exits[reason][day] counts discharges by day after admission, in the order
	// of [Reasons]. Enrolled counts those who were still there after the last.
	Exits    [reasonCount][]int64 `json:"exits"`
	Enrolled int64                `json:"enrolled"`
	// StayDays adds up the days of all stays.
	StayDays int64 `json:"stayDays"`
	// Weeks are the weeks of the program.
	Weeks []WeekSummary `json:"weeks"`
	// Offered and Attended count sessions while enrolled, make-ups left out;
	// minutes of Attended hold the make-ups too.
	Offered         int64 `json:"offered"`
	Attended        int64 `json:"attended"`
	OfferedMinutes  int64 `json:"offeredMinutes"`
	AttendedMinutes int64 `json:"attendedMinutes"`
	MakeUpsOffered  int64 `json:"makeUpsOffered"`
	MakeUpsAttended int64 `json:"makeUpsAttended"`
	// Visits are days on which a person attended something.
	Visits int64 `json:"visits"`
	// Judged counts weeks that a person was in to the end and that a standard
	// has a bound for; Met and Undetermined are parts of it.
	Judged       int64 `json:"judged"`
	Met          int64 `json:"met"`
	Undetermined int64 `json:"undetermined"`
	// Tests are planned while enrolled; Taken and Positive are parts of it.
	// Discharges by the abstinence-only comparator are counted apart, and within
	// the terminated.
	Tests                 int64 `json:"tests"`
	TestsTaken            int64 `json:"testsTaken"`
	TestsPositive         int64 `json:"testsPositive"`
	AbstinenceOnlyLeavers int64 `json:"abstinenceOnlyLeavers"`
	// EarlyTested counts people with a test in their first 28 days, EarlyPositive
	// adds up their shares of positive ones, in millionths rounded down.
	EarlyTested   int64 `json:"earlyTested"`
	EarlyPositive int64 `json:"earlyPositive"`
	// Steps counts the steps of the responses, in the order of
	// [careplan.StepKinds].
	Steps [stepKinds]int64 `json:"steps"`
	// Reviews counts the answers to the question of stepping down, by
	// [careplan.StepDownOutcome]; SteppedDown the people who moved by one.
	Reviews     [stepDownOutcomes]int64 `json:"reviews"`
	SteppedDown int64                   `json:"steppedDown"`
	// AftercarePeople got a plan, FirstInTime of them with a first contact by its
	// limit; contacts lie within the follow-up.
	AftercarePeople  int64 `json:"aftercarePeople"`
	FirstInTime      int64 `json:"firstInTime"`
	Contacts         int64 `json:"contacts"`
	ContactsAttended int64 `json:"contactsAttended"`
	// Relapses[day] and Reentries[day] count first returns to use and to
	// treatment by day after discharge, from 1 to FollowUpDays.
	Relapses  []int64 `json:"relapses"`
	Reentries []int64 `json:"reentries"`
	// CostCents and RewardCents are the program's cost without and of rewards;
	// the visits' cost to people is in ClientCents.
	CostCents   int64 `json:"costCents"`
	RewardCents int64 `json:"rewardCents"`
	ClientCents int64 `json:"clientCents"`
	// Squares are for the Monte Carlo error.
	Squares Squares `json:"squares"`
}

// WeekSummary is one week of the program, of the people who were in it on its
// first day.
type WeekSummary struct {
	People          int64 `json:"people"`
	OfferedMinutes  int64 `json:"offeredMinutes"`
	AttendedMinutes int64 `json:"attendedMinutes"`
	Judged          int64 `json:"judged"`
	Met             int64 `json:"met"`
}

// Squares are sums over people of squares and products of what a person had.
type Squares struct {
	Offered         Wide `json:"offered"`
	Attended        Wide `json:"attended"`
	OfferedAttended Wide `json:"offeredAttended"`
	Minutes         Wide `json:"minutes"`
	Stay            Wide `json:"stay"`
	MinutesStay     Wide `json:"minutesStay"`
	Judged          Wide `json:"judged"`
	Met             Wide `json:"met"`
	JudgedMet       Wide `json:"judgedMet"`
	Cost            Wide `json:"cost"`
}

func (q *Squares) list() [10]*Wide {
	return [...]*Wide{&q.Offered, &q.Attended, &q.OfferedAttended, &q.Minutes, &q.Stay, &q.MinutesStay, &q.Judged, &q.Met, &q.JudgedMet, &q.Cost}
}

// Range is people from one number up to another, without it.
type Range struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// ErrOtherRun is wrapped where summaries do not belong to one run.
var ErrOtherRun = errors.New("summary of another run")

// Merge adds another summary, which stays as it is. It is an error, and nothing
// is added, if the two are of different designs, parameters or seeds, or if
// some people are in both. The result does not depend on the order of merges.
func (s *Summary) Merge(o Summary) error {
	if o.People == 0 && len(o.Covered) == 0 {
		return nil
	}
	if s.People == 0 && len(s.Covered) == 0 && s.Run == "" {
		*s = o.Clone()
		return nil
	}
	if s.Run != o.Run || s.Seed != o.Seed {
		return fmt.Errorf("%w: design, parameters, dates or seed differ", ErrOtherRun)
	}
	if !s.sameShape(&o) {
		return fmt.Errorf("%w: its lists have other lengths", ErrOtherRun)
	}
	covered, err := join(s.Covered, o.Covered)
	if err != nil {
		return err
	}
	s.Covered = covered
	s.addCounts(&o)
	return nil
}

func (s *Summary) sameShape(o *Summary) bool {
	same := len(s.Weeks) == len(o.Weeks) && len(s.Relapses) == len(o.Relapses) && len(s.Reentries) == len(o.Reentries)
	for k := range s.Exits {
		same = same && len(s.Exits[k]) == len(o.Exits[k])
	}
	return same
}

// join gives the ranges of both lists in order, neighbors as one. It is an
// error if they overlap.
func join(a, b []Range) ([]Range, error) {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y Range) int { return cmp.Compare(x.From, y.From) })
	out := all[:0]
	for _, r := range all {
		n := len(out)
		switch {
		case n > 0 && r.From < out[n-1].To:
			return nil, fmt.Errorf("summary: people %d to %d are in both", r.From, min(r.To, out[n-1].To)-1)
		case n > 0 && r.From == out[n-1].To:
			out[n-1].To = r.To
		default:
			out = append(out, r)
		}
	}
	return slices.Clip(out), nil
}

// counters lists every count of the summary that is one number.
func (s *Summary) counters() []*int64 {
	list := []*int64{
		&s.People, &s.Enrolled, &s.StayDays, &s.Offered, &s.Attended, &s.OfferedMinutes, &s.AttendedMinutes, &s.MakeUpsOffered, &s.MakeUpsAttended,
		&s.Visits, &s.Judged, &s.Met, &s.Undetermined, &s.Tests, &s.TestsTaken, &s.TestsPositive, &s.AbstinenceOnlyLeavers, &s.EarlyTested, &s.EarlyPositive, &s.SteppedDown,
		&s.AftercarePeople, &s.FirstInTime, &s.Contacts, &s.ContactsAttended, &s.CostCents, &s.RewardCents, &s.ClientCents,
	}
	for i := range s.Steps {
		list = append(list, &s.Steps[i])
	}
	for i := range s.Reviews {
		list = append(list, &s.Reviews[i])
	}
	return list
}

// lists gives every list of counts.
func (s *Summary) lists() [][]int64 {
	out := [][]int64{s.Relapses, s.Reentries}
	for k := range s.Exits {
		out = append(out, s.Exits[k])
	}
	return out
}

func (s *Summary) addCounts(o *Summary) {
	from := o.counters()
	for i, c := range s.counters() {
		*c += *from[i]
	}
	lists := o.lists()
	for i, list := range s.lists() {
		for j := range list {
			list[j] += lists[i][j]
		}
	}
	for i := range s.Weeks {
		a, b := &s.Weeks[i], &o.Weeks[i]
		a.People += b.People
		a.OfferedMinutes += b.OfferedMinutes
		a.AttendedMinutes += b.AttendedMinutes
		a.Judged += b.Judged
		a.Met += b.Met
	}
	more := o.Squares.list()
	for i, w := range s.Squares.list() {
		w.add(*more[i])
	}
}

// Clone gives a summary of its own.
func (s *Summary) Clone() Summary {
	c := *s
	c.Covered = slices.Clone(s.Covered)
	c.Weeks = slices.Clone(s.Weeks)
	c.Relapses, c.Reentries = slices.Clone(s.Relapses), slices.Clone(s.Reentries)
	for k := range c.Exits {
		c.Exits[k] = slices.Clone(s.Exits[k])
	}
	return c
}

// StepCount gives how often the responses had a step.
func (s *Summary) StepCount(k careplan.StepKind) int64 {
	if i := slices.Index(careplan.StepKinds(), k); i >= 0 {
		return s.Steps[i]
	}
	return 0
}

// maxSummary is the largest summary that is read, in bytes.
const maxSummary = 16 << 20

// ReadSummary reads a summary as its JSON was written, as one shard hands it to
// the merge. It is an error if it holds anything else or contradicts itself.
func ReadSummary(r io.Reader) (Summary, error) {
	var s Summary
	d := json.NewDecoder(io.LimitReader(r, maxSummary))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Summary{}, fmt.Errorf("summary: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Summary{}, errors.New("summary: goes on after its end; want one object")
	}
	return s, s.check()
}

// check finds what cannot be.
func (s *Summary) check() error {
	people, exits := int64(0), s.Enrolled
	last := int64(-1)
	for _, r := range s.Covered {
		if r.From <= last || CheckPeople(r.From, r.To) != nil {
			return errors.New("summary: covered is not a list of ranges of people in order")
		}
		people, last = people+r.To-r.From, r.To
	}
	for _, c := range s.counters() {
		if *c < 0 {
			return errors.New("summary: has a count below 0")
		}
	}
	for _, list := range s.lists() {
		for _, n := range list {
			if n < 0 {
				return errors.New("summary: has a count below 0")
			}
		}
	}
	for k := range s.Exits {
		exits += total(s.Exits[k])
	}
	if people != s.People || exits != s.People {
		return errors.New("summary: the people covered, discharged and counted are not as many")
	}
	return nil
}
