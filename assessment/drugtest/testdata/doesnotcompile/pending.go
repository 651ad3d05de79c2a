package snippet // want: too many arguments in call to drugtest.PendingResult

import "github.com/openiop/openiop/assessment/drugtest"

func f(v drugtest.Visit, s drugtest.Assessed, p drugtest.Panel) (drugtest.Result, error) {
	return drugtest.PendingResult(v, s, p, drugtest.Finding{Analyte: "fentanyl", Outcome: drugtest.Positive})
}
