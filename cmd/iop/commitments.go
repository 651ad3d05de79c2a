package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// The most that a file of commitments may hold. One person has far fewer.
const (
	maxCommitmentBytes = 1 << 20
	maxCommitments     = 200
)

const wantCommitments = `want an object such as {"commitments": [{"kind": "work", "days": ["Mon"], "start": "09:00", "end": "17:00"}]}`

// commitmentFile is the format of a file of commitments.
type commitmentFile struct {
	Commitments []careplan.Commitment `json:"commitments"`
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
		out[i] = file.Commitments[i].Value()
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
