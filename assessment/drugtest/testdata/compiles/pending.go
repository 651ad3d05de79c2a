package snippet

import "github.com/openiop/openiop/assessment/drugtest"

func f(v drugtest.Visit, s drugtest.Assessed, p drugtest.Panel) (drugtest.Result, error) {
	return drugtest.PendingResult(v, s, p)
}
