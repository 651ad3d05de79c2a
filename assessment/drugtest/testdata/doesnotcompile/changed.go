package snippet // want: r.process undefined (type drugtest.Result has no field or method process

import "github.com/openiop/openiop/assessment/drugtest"

func f(r drugtest.Result) { r.process = drugtest.Definitive }
