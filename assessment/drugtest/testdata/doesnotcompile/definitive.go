package snippet // want: cannot use drugtest.Immunoassay() (value of struct type drugtest.PresumptiveMethod) as drugtest.DefinitiveMethod value

import "github.com/openiop/openiop/assessment/drugtest"

func f(v drugtest.Visit, s drugtest.Assessed, p drugtest.Panel) (drugtest.Result, error) {
	return drugtest.DefinitiveResult(v, s, drugtest.Immunoassay(), p)
}
