package snippet // want: too many arguments in call to drugtest.NotCollected

import "github.com/openiop/openiop/assessment/drugtest"

func f(v drugtest.Visit) (drugtest.Result, error) {
	return drugtest.NotCollected(v, drugtest.Declined, drugtest.Finding{Analyte: "fentanyl", Outcome: drugtest.Positive})
}
