package snippet // want: cannot use s (variable of struct type drugtest.Specimen) as drugtest.Assessed value

import "github.com/openiop/openiop/assessment/drugtest"

func f(v drugtest.Visit, s drugtest.Specimen, p drugtest.Panel) {
	_, _ = drugtest.PresumptiveResult(v, s, drugtest.Immunoassay(), p)
}
