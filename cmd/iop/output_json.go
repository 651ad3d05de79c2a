package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// jsonPrinter writes the pinned JSON of check piece by piece, so that a large
// report never stands in memory as text.
type jsonPrinter struct {
	app     *app
	results int
}

func newJSONPrinter(a *app) *jsonPrinter {
	a.out.WriteString("{\n  \"results\": [")
	return &jsonPrinter{app: a}
}

// weekJSON is one row: the numbers of a week side by side.
type weekJSON struct {
	Track            *string     `json:"track"`
	Phase            *string     `json:"phase"`
	Week             *int        `json:"week"`
	From             *iop.Date   `json:"from"`
	ClaimedMinutes   iop.Span    `json:"claimedMinutes"`
	GrossMinutes     iop.Span    `json:"grossMinutes"`
	CountableMinutes iop.Span    `json:"countableMinutes"`
	ServiceDays      iop.Span    `json:"serviceDays"`
	Levels           []levelJSON `json:"levels"`
}

type levelJSON struct {
	Standard iop.StandardID `json:"standard"`
	Level    string         `json:"level"`
	Certain  bool           `json:"certain"`
}

func weekOf(w *schedule.Week) weekJSON {
	j := weekJSON{
		ClaimedMinutes: w.Claimed, GrossMinutes: w.Gross, CountableMinutes: w.Countable,
		ServiceDays: w.ServiceDays, Levels: []levelJSON{},
	}
	if w.Track != "" {
		j.Track = &w.Track
	}
	if w.Phase != "" {
		j.Phase = &w.Phase
	}
	if w.Number > 0 {
		j.Week = &w.Number
	}
	if w.From.IsValid() {
		j.From = &w.From
	}
	for _, l := range w.Levels {
		j.Levels = append(j.Levels, levelJSON(l))
	}
	return j
}

func (j *jsonPrinter) result(r *result) {
	out := j.app.out
	j.comma(&j.results, "    ")
	fmt.Fprintf(out, "{\n      \"id\": %s,\n", marshal(r.id, ""))
	if p := r.calendar; p != nil {
		fmt.Fprintf(out, "      \"events\": %s,\n      \"activities\": %s,\n", marshal(p.events, "      "), marshal(p.activitiesJSON(), "      "))
		fmt.Fprintf(out, "      \"problems\": %s,\n", marshal(p.problemsJSON(), "      "))
	}
	if p := r.bundle; p != nil {
		fmt.Fprintf(out, "      \"problems\": %s,\n", marshal(p.problemsJSON(r.input.name), "      "))
	}
	out.WriteString("      \"weeks\": [")
	n := 0
	for i := range r.weeks {
		j.comma(&n, "        ")
		out.Write(marshal(weekOf(&r.weeks[i]), "        "))
	}
	j.closeList(n, "      ")
	out.WriteString(",\n      \"findings\": [")
	n = 0
	for f := range r.report.All() {
		if r.shows(f) {
			j.comma(&n, "        ")
			out.Write(marshal(f, "        "))
		}
	}
	j.closeList(n, "      ")
	out.WriteString("\n    }")
}

func (j *jsonPrinter) end(sum iop.Summary) {
	j.closeList(j.results, "  ")
	fmt.Fprintf(j.app.out, ",\n  \"summary\": %s\n}\n", marshal(sum, "  "))
}

// comma begins the next item of a list.
func (j *jsonPrinter) comma(n *int, indent string) {
	if *n > 0 {
		j.app.out.WriteByte(',')
	}
	*n++
	j.app.out.WriteString("\n" + indent)
}

func (j *jsonPrinter) closeList(n int, indent string) {
	if n > 0 {
		j.app.out.WriteString("\n" + indent)
	}
	j.app.out.WriteByte(']')
}

// marshal gives a value as JSON, its lines after the first indented.
func marshal(v any, indent string) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic("iop: a value of a report does not marshal: " + err.Error()) // no value can fail
	}
	var b bytes.Buffer
	if err := json.Indent(&b, data, indent, "  "); err != nil {
		panic("iop: a value of a report does not indent: " + err.Error())
	}
	return b.Bytes()
}
