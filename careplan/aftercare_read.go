package careplan

import (
	"fmt"
	"io"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// Aftercare is what a file says of one person's aftercare: the dates, the
// template, what the plan holds, and the log of contacts. Every field but
// LastSession may be absent.
type Aftercare struct {
	LastSession iop.Date `json:"lastSession"`
	Admission   iop.Date `json:"admission,omitzero"`
	// AsOf is the day to look at the plan; without it there is no state.
	AsOf iop.Date `json:"asOf,omitzero"`
	// Template is the id of one; the weekly group of 12 weeks if absent.
	Template string `json:"template,omitempty"`
	// Days are the days of the week for contacts; Monday to Friday if absent.
	Days []iop.Weekday `json:"days,omitempty"`
	// Closed are days without contacts.
	Closed []iop.Date `json:"closed,omitempty"`
	// Target and Limit are those of [AftercareDates].
	Target int `json:"target,omitempty"`
	Limit  int `json:"limit,omitempty"`
	// Jurisdiction is as in "US-IL"; Contents says what the plan holds, by the
	// ids of [AftercareContents].
	Jurisdiction string           `json:"jurisdiction,omitempty"`
	Contents     map[string]bool  `json:"contents,omitempty"`
	Log          []ContactAttempt `json:"log,omitempty"`
}

// defaultAftercare is the template of a file that names none.
const defaultAftercare = "weekly-group-12-weeks"

// Check reports what the file lacks. It is part of the strict reader.
func (a *Aftercare) Check(c *strictjson.Context) {
	if !a.LastSession.IsValid() {
		c.At("lastSession").Errorf("is missing; want the day of the last session")
	}
	if a.Template == "" {
		a.Template = defaultAftercare
	}
	if _, err := LookupAftercare(a.Template); err != nil {
		c.At("template").Errorf("%v", err)
	}
	for i, x := range a.Log {
		if !x.On.IsValid() {
			c.At(fmt.Sprintf("log[%d]", i)).At("on").Errorf("is missing; want the day of the attempt")
		}
	}
}

var aftercareInput = strictjson.Limits{Bytes: 4 << 20, Depth: 8, Nodes: 100_000}

// ReadAftercareOf reads one person's aftercare: an object with the fields of
// [Aftercare]. name is the file's name for error messages, which name file,
// line, path and what would be right.
func ReadAftercareOf(r io.Reader, name string) (Aftercare, error) {
	var a Aftercare
	if err := readObject(r, name, aftercareInput, &a); err != nil {
		return Aftercare{}, err
	}
	return a, nil
}

// Plan gives the dated plan of the file.
func (a *Aftercare) Plan() (AftercarePlan, error) {
	t, err := LookupAftercare(a.Template)
	if err != nil {
		return AftercarePlan{}, fmt.Errorf("template: %w", err)
	}
	d := AftercareDates{LastSession: a.LastSession, Admission: a.Admission, Target: a.Target, Limit: a.Limit}
	for _, w := range a.Days {
		d.Days = d.Days.With(w)
	}
	for _, day := range a.Closed {
		d.Closures = d.Closures.With(iop.Closure{Date: day})
	}
	return t.Plan(d)
}
