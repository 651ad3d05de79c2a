package careplan

import (
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// ContinuityMeasure is somebody's measure of how soon care goes on after a
// discharge. No text of a measure is here, only whose it is, its days, and
// whether a discharge from an IOP belongs to it at all.
type ContinuityMeasure struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Days are the limits in days after the discharge.
	Days []int `json:"days"`
	// SameDay says whether a contact on the day of the discharge counts.
	SameDay assessment.Ternary `json:"sameDay"`
	// CoversIOP says whether a discharge from an IOP is measured.
	CoversIOP assessment.Ternary `json:"coversIOP"`
	Source    iop.Source         `json:"source"`
}

// ContinuityMeasures gives the measures that were read
// (facts/modalities-stepdown.md, section 8). Those whose days are from memory
// are left out unless recalled is true.
func ContinuityMeasures(recalled bool) []ContinuityMeasure {
	out := []ContinuityMeasure{
		{"hedis-fui", "follow-up after high-intensity care for substance use disorder", []int{7, 30}, assessment.No, assessment.No,
			ruleText("NCQA", "HEDIS FUI; a visit on another day than the discharge", "https://www.ncqa.org/report-cards/health-plans/state-of-health-care-quality-report/follow-up-after-high-intensity-care-for-substance-use-disorder-fui")},
		{"medicaid-3590", "continuity of care after inpatient or residential treatment, ages 18 to 64", []int{7, 30}, assessment.Unknown, assessment.No,
			ruleText("Partnership for Quality Measurement", "measure 3590", "https://p4qm.org/measures/3590")},
		{"va-residential", "seen after residential care, a benchmark", []int{7, 30}, assessment.Unknown, assessment.No,
			ruleText("US Department of Veterans Affairs", "HSR&D abstract 665 of 2015", "https://hsrd.research.va.gov/meetings/2015/abstract-display.cfm?RecordID=665")},
	}
	if recalled {
		out = append(out, ContinuityMeasure{"washington-circle", "continuity of care", []int{14}, assessment.Unknown, assessment.Unknown,
			iop.Source{Authority: "Washington Circle", Locator: "the measure exists; its 14 days are from memory", URL: "https://pmc.ncbi.nlm.nih.gov/articles/PMC2653590",
				Read: iop.MustDate(2026, time.November, 23), Confidence: iop.Recalled}})
	}
	return out
}

// ContinuityResult says whether a first contact lies within one limit of a
// measure.
type ContinuityResult struct {
	Measure *ContinuityMeasure
	Days    int
	Within  assessment.Ternary
}

// Continuity holds a first contact after a discharge against a measure. A
// contact that is not known is unknown, not no: nobody may have recorded it. A
// contact on the day itself is unknown where the measure was not read so far.
func (m *ContinuityMeasure) Continuity(discharge, first iop.Date) (out []ContinuityResult) {
	for _, days := range m.Days {
		r := ContinuityResult{Measure: m, Days: days}
		if discharge.IsValid() && first.IsValid() && !first.Before(discharge) {
			r.Within = m.within(discharge.DaysUntil(first), days)
		}
		out = append(out, r)
	}
	return out
}

func (m *ContinuityMeasure) within(after, limit int) assessment.Ternary {
	switch {
	case after == 0:
		return m.SameDay
	case after <= limit:
		return assessment.Yes
	}
	return assessment.No
}
