package snippet

import "github.com/openiop/openiop/assessment/drugtest"

func f(v drugtest.Visit) (drugtest.Result, error) {
	return drugtest.NotCollected(v, drugtest.Declined)
}
