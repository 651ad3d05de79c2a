package snippet

import "github.com/openiop/openiop/assessment/drugtest"

func f(a drugtest.Assay, q drugtest.Quantity) { _, _ = drugtest.NewCutoff(a, drugtest.OralFluid, q) }
