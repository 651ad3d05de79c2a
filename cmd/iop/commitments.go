package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// The most that a file of commitments may hold. One person has far fewer.
const (
	maxCommitmentBytes = 1 << 20
	maxCommitments     = 200
)

const wantCommitments = `want an object such as {"commitments": [{"kind": "work", "days": ["Mon"], "start": "09:00", "end": "17:00"}]}`

// commitmentFile is the format of a file of commitments.
type commitmentFile struct {
	Commitments []commitment `json:"commitments"`
}

// commitment is one as it is written.
type commitment struct {
	Kind   commitmentKind `json:"kind"`
	Days   schedule.Days  `json:"days"`
	Date   iop.Date       `json:"date"`
	Start  schedule.Clock `json:"start"`
	End    schedule.Clock `json:"end"`
	From   iop.Date       `json:"from"`
	Until  iop.Date       `json:"until"`
	Travel int            `json:"travelMinutes"`
}

// commitmentKind is a kind that is checked when it is read.
type commitmentKind iop.CommitmentKind

// UnmarshalText takes one of the kinds.
func (k *commitmentKind) UnmarshalText(b []byte) error {
	kinds := []iop.CommitmentKind{iop.Work, iop.School, iop.Caring, iop.Appointment, iop.OtherObligation}
	if !slices.Contains(kinds, iop.CommitmentKind(b)) {
		return errors.New("is not a kind of commitment; want work, school, caring, appointment or other")
	}
	*k = commitmentKind(b)
	return nil
}

// Check reports a time without its other end, and what does not fit together.
func (k *commitment) Check(c *strictjson.Context) {
	switch {
	case k.Start.IsStated() != k.End.IsStated():
		c.Errorf("has a start without an end, or an end without a start; want both, or neither for the whole day")
	case k.Start.IsStated() && k.Start == k.End:
		c.Errorf("has an end that is its start; want another end, or neither of them for the whole day")
	case k.From.IsValid() && k.Until.IsValid() && !k.From.Before(k.Until):
		c.Errorf("has an until that is not after its from; want the first day that is free again")
	default:
		value := k.value()
		if err := value.Check(); err != nil {
			c.Errorf("%v", err)
		}
	}
}

// value gives the commitment as the library takes it.
func (k *commitment) value() iop.Commitment {
	out := iop.Commitment{
		Kind: iop.CommitmentKind(k.Kind), Days: k.Days.Set, On: k.Date,
		Period: iop.Period{From: k.From, Until: k.Until}, Travel: iop.Minutes(k.Travel),
	}
	if k.Start.IsStated() {
		out.Start, out.End = minuteOf(k.Start), minuteOf(k.End)
		if out.End <= out.Start {
			out.End += 24 * 60
		}
	}
	return out
}

// minuteOf gives the minutes from midnight to a time.
func minuteOf(k schedule.Clock) iop.Minutes {
	var hour, minute int
	if _, err := fmt.Sscanf(k.String(), "%d:%d", &hour, &minute); err != nil {
		panic("iop: a time does not read back: " + err.Error()) // it is written as HH:MM
	}
	return iop.Minutes(hour*60 + minute)
}

// readCommitments reads a file of commitments. Any problem is an error: with
// one left out, a session would seem to fit that does not.
func (a *app) readCommitments(name string) ([]iop.Commitment, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxCommitmentBytes+1))
	switch {
	case err != nil:
		return nil, fileError(name, err)
	case len(data) > maxCommitmentBytes:
		return nil, fmt.Errorf("%s: larger than the limit of %d bytes", name, maxCommitmentBytes)
	}
	return parseCommitments(name, data)
}

func parseCommitments(name string, data []byte) ([]iop.Commitment, error) {
	limits := strictjson.Limits{Depth: 8, Nodes: 40 * maxCommitments, Elements: maxCommitments}
	elements, err := strictjson.Split(name, data, limits)
	if err != nil {
		return nil, err
	}
	if len(elements) != 1 || strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(string(data), "\xef\xbb\xbf"), " \t\r\n"), "[") {
		return nil, fmt.Errorf("%s:1: is a list; %s", name, wantCommitments)
	}
	n, err := strictjson.Parse(name, elements[0], limits)
	if err != nil {
		return nil, err
	}
	var file commitmentFile
	if errs := strictjson.Decode(name, "", n, &file); len(errs) > 0 {
		return nil, errors.Join(withoutNames(errs)...)
	}
	if len(file.Commitments) == 0 {
		return nil, fmt.Errorf("%s: holds no commitments; %s", name, wantCommitments)
	}
	if len(file.Commitments) > maxCommitments {
		return nil, fmt.Errorf("%s: holds more than %d commitments; a file is for one person", name, maxCommitments)
	}
	out := make([]iop.Commitment, len(file.Commitments))
	for i := range file.Commitments {
		out[i] = file.Commitments[i].value()
	}
	return out, nil
}

// withoutNames says of names and remarks why they are not taken.
func withoutNames(errs []error) []error {
	for _, err := range errs {
		at, ok := errors.AsType[*strictjson.Error](err)
		if !ok {
			continue
		}
		field := at.Path[strings.LastIndexByte(at.Path, '.')+1:]
		if slices.Contains([]string{"title", "name", "note", "notes", "description"}, field) {
			at.Problem = "is not taken: reports hold no free text about a person; kind, days and times say enough"
		}
	}
	return errs
}

// commitmentText words a commitment.
func commitmentText(k *iop.Commitment) string {
	text := string(k.Kind)
	if text == "" {
		text = "a commitment"
	}
	if k.On.IsValid() {
		text += " on " + dayText(k.On)
	} else {
		text += " " + k.Days.String()
	}
	if k.Start != 0 || k.End != 0 {
		text += " " + minuteText(k.Start) + "-" + minuteText(k.End)
	} else {
		text += " all day"
	}
	if k.Travel > 0 {
		text += " and " + k.Travel.String() + " of travel each way"
	}
	if k.Period.From.IsValid() {
		text += " from " + dateText(k.Period.From)
	}
	if k.Period.Until.IsValid() {
		text += " until before " + dateText(k.Period.Until)
	}
	return text
}

// minuteText words a minute of the day as HH:MM.
func minuteText(m iop.Minutes) string { return fmt.Sprintf("%02d:%02d", m/60%24, m%60) }

// dateText words a date for people: "26 Nov 2026".
func dateText(d iop.Date) string {
	return fmt.Sprintf("%d"+hard+"%.3s"+hard+"%d", d.Day(), d.Month(), d.Year())
}

// dayText words a date with its weekday: "Thu 26 Nov 2026".
func dayText(d iop.Date) string { return d.Weekday().String() + hard + dateText(d) }
