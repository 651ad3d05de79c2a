package iop_test

import (
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestZeroActivitySetIsEmpty(t *testing.T) {
	var s iop.ActivitySet
	require.Empty(t, slices.Collect(s.All()))
	for a := range iop.Activities() {
		require.False(t, s.Has(a))
	}
	require.Equal(t, iop.NewActivitySet(), s)
}

func TestInvalidActivitiesStayOutOfASet(t *testing.T) {
	s := iop.NewActivitySet(0, 50, 128, 129, 200, 255)
	require.Equal(t, iop.ActivitySet{}, s)
	all := iop.NewActivitySet(slices.Collect(iop.Activities())...)
	require.Equal(t, all, all.Without(0).Without(200))
	require.False(t, all.Has(0))
	require.False(t, all.Has(200))
}

func TestActivitySetYieldsItsMembersInOrderAndCanBeLeftEarly(t *testing.T) {
	cbt, meal, yoga := iop.MustParseActivity("cbt"), iop.MustParseActivity("meal"), iop.MustParseActivity("yoga")
	s := iop.NewActivitySet(yoga, cbt, meal)
	require.Equal(t, []iop.Activity{cbt, meal, yoga}, slices.Collect(s.All()))
	for a := range s.All() {
		require.Equal(t, cbt, a)
		break
	}
	for a := range iop.Activities() {
		require.Equal(t, "academics", a.String())
		break
	}
}

func TestActivitySetBehavesLikeASet(t *testing.T) {
	every := slices.Collect(iop.Activities())
	rapid.Check(t, func(t *rapid.T) {
		model := map[iop.Activity]bool{}
		var s iop.ActivitySet
		for _, a := range rapid.SliceOf(rapid.SampledFrom(every)).Draw(t, "activities") {
			if model[a] {
				delete(model, a)
				s = s.Without(a)
			} else {
				model[a] = true
				s = s.With(a)
			}
		}
		for _, a := range every {
			if s.Has(a) != model[a] {
				t.Fatalf("%v: in the set %v, in the model %v", a, s.Has(a), model[a])
			}
		}
		if list := slices.Collect(s.All()); len(list) != len(model) || !slices.IsSorted(list) || iop.NewActivitySet(list...) != s {
			t.Fatalf("%v does not make the same set again", list)
		}
	})
}
