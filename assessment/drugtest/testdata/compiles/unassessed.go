package snippet

import "github.com/openiop/openiop/assessment/drugtest"

func f(v drugtest.Visit, s drugtest.Specimen, p drugtest.Panel) {
	a, _ := s.Assess(drugtest.EmbeddedCriteria())
	_, _ = drugtest.PresumptiveResult(v, a, drugtest.Immunoassay(), p)
}
