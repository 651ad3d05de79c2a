package careplan

import (
	"time"

	"github.com/openiop/openiop/iop"
)

// ContentItem is something that a plan of aftercare holds by a rule. The words
// are ours; the rule has its own.
type ContentItem struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// When limits it, as in "if needed"; "" for always.
	When string `json:"when,omitempty"`
	// Attempts and Months ask for a number of attempts at contact; 0 for none.
	Attempts int `json:"attempts,omitempty"`
	Months   int `json:"months,omitempty"`
	// WithinDays is a deadline for the summary; 0 for none.
	WithinDays int        `json:"withinDays,omitempty"`
	Source     iop.Source `json:"source"`
}

// AftercareContents gives what a plan of aftercare holds by the rules of a
// jurisdiction, such as "US-IL"; nothing where no rule was read, which does not
// mean that there is none. The contents are those of facts/modalities-stepdown.md,
// section 9: Illinois, Michigan, the District of Columbia and Massachusetts.
func AftercareContents(jurisdiction string) []ContentItem {
	switch jurisdiction {
	case "US-IL":
		return illinoisContents()
	case "US-MI":
		return michiganContents()
	case "US-DC":
		return dcContents()
	case "US-MA":
		return massachusettsContents()
	}
	return nil
}

func ruleText(authority, locator, url string) iop.Source {
	return iop.Source{Authority: authority, Locator: locator, URL: url, Read: iop.MustDate(2026, time.November, 23), Confidence: iop.Verified}
}

const (
	personTakesPart = "the person takes part in writing the plan"
	community       = "community and recovery supports"
)

func illinoisContents() []ContentItem {
	s := ruleText("Illinois", "77 Ill. Adm. Code 2060.480", "https://ilga.gov/ftp/JCAR/AdminCode/077/077020600D04800R.html")
	return []ContentItem{
		{ID: "participation", Title: personTakesPart, Source: s},
		{ID: "strategies", Title: "strategies against a return to use, and how to re-engage", Source: s},
		{ID: "own-activities", Title: "the program's own support activities", Source: s},
		{ID: "reporting-duties", Title: "reporting duties to a court, probation or a licensing body", Source: s},
		{ID: "community", Title: community, Source: s},
		{ID: "housing", Title: "referral for housing", When: "if needed", Source: s},
		{ID: "summary", Title: "the summary", WithinDays: 15, Source: s},
	}
}

func michiganContents() []ContentItem {
	s := ruleText("Michigan", "R 325.14909", "http://mirules.elaws.us/rule/r325.14909")
	return []ContentItem{
		{ID: "participation", Title: personTakesPart, Source: s},
		{ID: "strategies", Title: "how to make contact again, above all in a crisis", Source: s},
		{ID: "own-activities", Title: "services during aftercare", Source: s},
		{ID: "objectives", Title: "objectives for a stated period", Source: s},
		{ID: "follow-up", Title: "how often there is follow-up", Source: s},
		{ID: "medication", Title: "no abrupt loss of prescribed medication", Source: s},
		{ID: "summary", Title: "the summary", WithinDays: 14, Source: s},
		{ID: "log", Title: "contacts are logged, also those that reached nobody", Source: s},
	}
}

func dcContents() []ContentItem {
	s := ruleText("District of Columbia", "29 DCMR 2351", "http://dcrules.elaws.us/dcmr/29-2351")
	return []ContentItem{
		{ID: "participation", Title: personTakesPart + "; absence is documented", Source: s},
		{ID: "own-activities", Title: "planned activities", Source: s},
		{ID: "follow-up", Title: "attempts at follow-up", Attempts: 3, Months: 4, Source: s},
		{ID: "community", Title: community, Source: s},
		{ID: "log", Title: "contacts are logged, also those that reached nobody, with kind, date, reason, progress and what comes next", Source: s},
	}
}

func massachusettsContents() []ContentItem {
	s := ruleText("Massachusetts", "M.G.L. c. 17, s. 19", "https://malegislature.gov/Laws/GeneralLaws/PartI/TitleII/Chapter17/Section19")
	return []ContentItem{
		{ID: "participation", Title: "the person is engaged", Source: s},
		{ID: "strategies", Title: "watching the risk of a return to use", Source: s},
		{ID: "community", Title: community, Source: s},
		{ID: "housing", Title: "certified sober housing only", When: "if housing is part of it", Source: s},
		{ID: "work-family", Title: "resources for work and family", Source: s},
		{ID: "medication", Title: "medication options are explained, with informed consent at admission", Source: s},
	}
}

// MissingContents gives the items of a jurisdiction that a plan does not hold.
// has says what it holds, by item id.
func MissingContents(jurisdiction string, has map[string]bool) (out []ContentItem) {
	for _, item := range AftercareContents(jurisdiction) {
		if !has[item.ID] {
			out = append(out, item)
		}
	}
	return out
}
