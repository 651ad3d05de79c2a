package assessment

import (
	"time"

	"github.com/openiop/openiop/iop"
)

// The rules of DSM-5-TR that are facts: counts, months, exemptions. The
// criteria's own wording is copyrighted and not here. What was read are
// published restatements; the manual is the authority.

func dsm(locator, readAt string, c iop.Confidence) iop.Source {
	return iop.Source{
		Authority: "American Psychiatric Association, DSM-5-TR", Locator: locator, ReadAt: readAt,
		Read: iop.MustDate(2026, time.November, 23), AsOf: "DSM-5-TR", Confidence: c,
	}
}

const (
	criteriaTable = "https://pmc.ncbi.nlm.nih.gov/articles/PMC7993020/table/T14-0005"
	hasin2013     = "Hasin et al. 2013, excerpt"
)

func severitySource() iop.Source {
	return dsm("substance use disorders: 11 criteria in 12 months; 2-3 mild, 4-5 moderate, 6 or more severe", criteriaTable, iop.Verified)
}

func supervisionSource() iop.Source {
	return dsm("substance use disorders: tolerance and withdrawal under medical supervision", criteriaTable, iop.Verified)
}

func remissionSource() iop.Source {
	return dsm("substance use disorders: early and sustained remission, craving exempt, specifiers", hasin2013, iop.Verified)
}
