package snippet

import "github.com/openiop/openiop/assessment/drugtest"

func f(r drugtest.Result) drugtest.Validity { return r.Validity() }
