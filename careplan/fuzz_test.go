package careplan_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// FuzzReadProgress reads any bytes as evidence: it never panics, every problem
// names the file, and what it accepts has an answer whose parts agree.
func FuzzReadProgress(f *testing.F) {
	f.Add([]byte(ready))
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"scores": [{"instrument": "phq-9", "date": "2026-09-07", "flags": {"item9": "unknown"}}], "dimensions": {"ratings": {"D1": 4}}}`))
	f.Add([]byte(`{"attendance": {"attended": 2147483647, "offered": 2147483647}, "asOf": "9999-12-31", "nextAppointment": "0001-01-01"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := careplan.ReadProgress(bytes.NewReader(data), "f.json")
		if err != nil {
			if !strings.Contains(err.Error(), "f.json") {
				t.Fatalf("no file named: %v", err)
			}
			return
		}
		out, err := careplan.StepDownPolicy{}.Evaluate(g)
		if err != nil {
			t.Fatalf("read, and no answer: %v", err)
		}
		for _, c := range out.Criteria {
			if c.State == careplan.CriterionUnknown && out.Outcome == careplan.Supported {
				t.Fatalf("supported without %s", c.ID)
			}
		}
		if b, err := json.Marshal(out); err != nil || !json.Valid(b) {
			t.Fatal(err)
		}
	})
}

// FuzzReadAftercare reads any bytes as one person's aftercare and as templates:
// neither panics, and every plan has its contacts in order and on open days.
func FuzzReadAftercare(f *testing.F) {
	f.Add([]byte(`{"lastSession": "2026-12-18", "admission": "2026-10-05", "template": "telephone-18-months", "days": ["Tue"], "closed": ["2026-12-25"], "log": [{"on": "2026-12-29", "reached": "no"}]}`))
	f.Add([]byte(`{"lastSession": "9999-12-18", "template": "checkups-4-years", "limit": 366, "target": 1}`))
	f.Add([]byte(`[{"id": "mine", "title": "Mine", "contact": "call", "stages": [{"everyDays": 366, "contacts": 520}], "source": {"locator": "handbook", "confidence": "supposed"}}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if list, err := careplan.ReadAftercare("f.json", data); err == nil {
			for i := range list {
				inOrder(t, plan(list[i].Plan(careplan.AftercareDates{LastSession: date(t, "2026-12-18")})))
			}
		}
		a, err := careplan.ReadAftercareOf(bytes.NewReader(data), "f.json")
		if err != nil {
			if !strings.Contains(err.Error(), "f.json") {
				t.Fatalf("no file named: %v", err)
			}
			return
		}
		p, err := a.Plan()
		inOrder(t, plan(p, err))
		if err == nil && a.AsOf.IsValid() {
			if _, err := p.State(a.Log, a.AsOf); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// plan takes a plan that could be made, and an empty one otherwise.
func plan(p careplan.AftercarePlan, err error) careplan.AftercarePlan {
	if err != nil {
		return careplan.AftercarePlan{}
	}
	return p
}

func inOrder(t *testing.T, p careplan.AftercarePlan) {
	t.Helper()
	for i := 1; i < len(p.Contacts); i++ {
		if !p.Contacts[i-1].On.Before(p.Contacts[i].On) {
			t.Fatalf("contact %d is not after the one before: %v", i, p.Contacts[i-1:i+1])
		}
	}
}

// FuzzReadPlan reads any bytes as a plan: it never panics, every problem names
// the file, and what it accepts can be reviewed.
func FuzzReadPlan(f *testing.F) {
	f.Add([]byte(planText))
	f.Add([]byte(`{"asOf": "0001-01-01", "plan": {"id": "p"}, "events": [{"what": "admission", "on": "0001-01-01"}]}`))
	f.Add([]byte(`{"asOf": "9999-12-31", "soon": 366, "plan": {"commitments": [{"date": "9999-12-31"}]}, "had": [{"activity": "cbt", "on": "9999-12-31"}]}`))
	standards := []iop.Standard{standard(f, "sd-iop-plan"), standard(f, "mn-nonres-plan"), standard(f, "medicare-iop")}
	program := planDesign(f, evening)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := careplan.ReadPlan(bytes.NewReader(data), "f.json")
		if err != nil {
			if !strings.Contains(err.Error(), "f.json") {
				t.Fatalf("no file named: %v", err)
			}
			return
		}
		if err := p.Plan.Validate(); err != nil {
			t.Fatalf("read, and not valid: %v", err)
		}
		for _, o := range []careplan.ReviewOptions{{Standards: standards}, {Schedule: program}} {
			r, err := p.Review(o)
			if err != nil {
				if o.Schedule == nil {
					t.Fatalf("read, and no review: %v", err)
				}
				continue // the design cannot be put on every date
			}
			if b, err := json.Marshal(r); err != nil || !json.Valid(b) {
				t.Fatal(err)
			}
		}
	})
}
