package careplan

import (
	"time"

	"github.com/openiop/openiop/iop"
)

// ground is why a step is taken: guidance with its source, or program policy.
type ground uint8

const (
	byPolicy ground = iota // a default of the library that no source states
	asamPage5
	asamPage7
	asamPage8
	asamPage13
	asamPage20
	utah
	crossReactants
	opioidCDS
	buprenorphineReview
	tip47
)

// source gives the source of a ground. The pages of ASAM are those of its
// drug testing pocket guide of 2017; every one was read on 2026-11-23.
func (g ground) source() iop.Source {
	s := iop.Source{Read: iop.MustDate(2026, time.November, 23), Confidence: iop.Verified}
	pocket := func(page, url string) iop.Source {
		s.Authority, s.Locator, s.URL = "ASAM", "Appropriate Use of Drug Testing, pocket guide, page "+page, url
		return s
	}
	switch g {
	case asamPage5:
		return pocket("5", "https://eguideline.guidelinecentral.com/i/840070/4")
	case asamPage7:
		return pocket("7", "https://eguideline.guidelinecentral.com/i/840070/6")
	case asamPage8:
		return pocket("8", "https://eguideline.guidelinecentral.com/i/840070/7")
	case asamPage13:
		return pocket("13", "http://eguideline.guidelinecentral.com/i/840070-drug-testing-pocket-guide/12")
	case asamPage20:
		return pocket("20", "http://eguideline.guidelinecentral.com/i/840070-drug-testing-pocket-guide/19")
	case utah:
		s.Authority, s.Locator, s.URL = "Utah", "R523-15-5", "http://utrules.elaws.us/uac/r523-15-5"
	case crossReactants:
		s.Authority, s.Locator, s.ReadAt = "Brahm 2010", "review of false positive results, abstract", "https://studylib.net/doc/25268050/common-meds-that-can-cause-false-positives"
	case opioidCDS:
		s.Authority, s.Locator, s.URL = "cqframework/opioid-cds-r4", "commit b29bdcbf (2025-09-26)", "https://github.com/cqframework/opioid-cds-r4"
	case buprenorphineReview:
		s.Authority, s.Locator, s.URL = "Cleveland Clinic Journal of Medicine", "89(10):557, 2022", "https://www.ccjm.org/content/89/10/557.long"
	case tip47:
		s.Authority, s.Locator, s.ReadAt = "SAMHSA", "TIP 47, appendix B", "https://ncbi.nlm.nih.gov/books/n/tip47/A90362"
	default:
		return iop.Source{Authority: "openiop", Locator: "program policy; no source states it", Confidence: iop.Supposed}
	}
	return s
}

func (g ground) basis() Basis {
	if g == byPolicy {
		return ProgramPolicy
	}
	return Guidance
}
