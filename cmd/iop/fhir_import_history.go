package main

import (
	"fmt"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

// historyOf gives the drug tests of a person as iop respond reads them.
func historyOf(p *importedPerson, day iop.Date) *drugtest.Document {
	d := &drugtest.Document{AsOf: day}
	for i := range p.Tests {
		d.Results = append(d.Results, resultEntry(&p.Tests[i].Result))
	}
	return d
}

// resultEntry gives a result as a file holds it.
func resultEntry(r *drugtest.Result) drugtest.ResultEntry {
	v := r.Visit()
	e := drugtest.ResultEntry{
		ID: v.ID, Collected: v.Collected, Reported: v.Reported, Acknowledged: v.Acknowledged,
		Collection: r.Collection(), Matrix: r.Matrix(), Process: r.Process(), Method: r.Method(), Panel: r.Panel().Members(),
		Specimen: specimenEntry(r.Specimen().Specimen()),
	}
	if minute, ok := v.Minute.Whole(); ok && v.Minute.IsKnown() {
		e.Time = fmt.Sprintf("%02d:%02d", minute/60, minute%60)
	}
	for f := range r.Findings() {
		if f.Outcome == drugtest.Unusable { // again, by the specimen
			f.Outcome = drugtest.Indeterminate
		}
		e.Findings = append(e.Findings, drugtest.FindingEntry{
			Analyte: f.Analyte, Result: f.Outcome, Quantity: quantityEntry(f.Quantity), Cutoff: quantityEntry(f.Cutoff.At()), Acknowledged: f.Acknowledged,
		})
	}
	return e
}

// specimenEntry gives what was measured, nil for nothing.
func specimenEntry(s drugtest.Specimen) *drugtest.SpecimenEntry {
	e := drugtest.SpecimenEntry{
		Creatinine: quantityEntry(s.Creatinine), SpecificGravity: drugtest.Number{Amount: s.SpecificGravity}, PH: drugtest.Number{Amount: s.PH},
		Nitrite: quantityEntry(s.Nitrite), Temperature: quantityEntry(s.Temperature), TemperatureAfter: drugtest.Number{Amount: s.TemperatureAfter}, Status: s.Status,
	}
	if e == (drugtest.SpecimenEntry{}) {
		return nil
	}
	return &e
}

func quantityEntry(q drugtest.Quantity) *drugtest.QuantityEntry {
	if !q.IsStated() {
		return nil
	}
	return &drugtest.QuantityEntry{Value: drugtest.Number{Amount: q.Amount}, Unit: q.Unit}
}
