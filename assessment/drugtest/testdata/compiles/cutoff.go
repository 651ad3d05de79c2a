package snippet

import "github.com/openiop/openiop/assessment/drugtest"

func f(a drugtest.Assay, q drugtest.Quantity) (drugtest.Cutoff, error) {
	return drugtest.NewCutoff(a, drugtest.Urine, q)
}
