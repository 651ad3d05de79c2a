package snippet // want: unknown field Amount in struct literal of type drugtest.Cutoff

import "github.com/openiop/openiop/assessment/drugtest"

func f(a drugtest.Assay, q drugtest.Quantity) (drugtest.Cutoff, error) {
	return drugtest.Cutoff{Amount: q}, nil
}
