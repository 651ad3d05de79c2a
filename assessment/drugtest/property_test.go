package drugtest_test

import (
	"testing"

	"github.com/openiop/openiop/assessment/drugtest"
	"pgregory.net/rapid"
)

func TestPlaceholder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { _ = drugtest.Embedded() })
}
