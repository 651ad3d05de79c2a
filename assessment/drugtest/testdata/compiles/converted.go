package snippet

import "github.com/openiop/openiop/assessment/drugtest"

func f() drugtest.DefinitiveMethod { return drugtest.DefinitiveMethod(drugtest.GCMS()) }
