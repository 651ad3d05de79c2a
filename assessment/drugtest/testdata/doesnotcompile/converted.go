package snippet // want: cannot convert drugtest.PointOfCare() (value of struct type drugtest.PresumptiveMethod) to type drugtest.DefinitiveMethod

import "github.com/openiop/openiop/assessment/drugtest"

func f() drugtest.DefinitiveMethod { return drugtest.DefinitiveMethod(drugtest.PointOfCare()) }
