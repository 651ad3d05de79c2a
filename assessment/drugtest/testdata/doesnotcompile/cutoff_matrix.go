package snippet // want: not enough arguments in call to drugtest.NewCutoff

import "github.com/openiop/openiop/assessment/drugtest"

func f(a drugtest.Assay, q drugtest.Quantity) { _, _ = drugtest.NewCutoff(a, q) }
