package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// allLevels are the levels of care that design section 3 lists, in order.
var allLevels = []struct {
	level iop.Level
	text  string
}{
	{iop.Level05, "0.5"}, {iop.Level1, "1"}, {iop.Level15, "1.5"}, {iop.Level17, "1.7"},
	{iop.Level21, "2.1"}, {iop.Level25, "2.5"}, {iop.Level27, "2.7"},
	{iop.Level31, "3.1"}, {iop.Level33, "3.3"}, {iop.Level35, "3.5"}, {iop.Level37, "3.7"},
	{iop.Level4, "4"},
}

func TestLevelTextRoundTrips(t *testing.T) {
	for _, l := range allLevels {
		requireRoundTrip(t, l.level, l.text)
		require.Equal(t, l.text, l.level.String())
		require.True(t, l.level.IsValid())
		require.NotEmpty(t, l.level.Name())
		appended, err := l.level.AppendText([]byte("level "))
		require.NoError(t, err)
		require.Equal(t, "level "+l.text, string(appended))
	}
}

func TestLevelsAreInTheOrderOfTheirNumbers(t *testing.T) {
	for i := 1; i < len(allLevels); i++ {
		require.Less(t, allLevels[i-1].level, allLevels[i].level)
	}
}

func TestThereAreNoOtherLevels(t *testing.T) {
	n := 0
	for i := range 256 {
		if iop.Level(i).IsValid() {
			n++
		} else {
			require.Empty(t, iop.Level(i).String())
			require.Empty(t, iop.Level(i).Name())
		}
	}
	require.Len(t, allLevels, n)
}

func TestLevelOneIsAlsoWrittenWithADecimal(t *testing.T) {
	l, err := iop.ParseLevel("1.0")
	require.NoError(t, err)
	require.Equal(t, iop.Level1, l)
}

func TestZeroLevelIsInvalidAndEmpty(t *testing.T) {
	var zero iop.Level
	require.False(t, zero.IsValid())
	requireRoundTrip(t, zero, "")
}

func TestBadLevelIsRefusedWithTheLevelsThereAre(t *testing.T) {
	requireRefused[iop.Level](t, "is not a level of care; want one of 0.5, 1, 1.5, 1.7, 2.1, 2.5, 2.7, 3.1, 3.3, 3.5, 3.7, 4",
		"2", "2.2", "2.10", " 2.1", "2,1", "21", "II", "level 2.1", "4.0", "-1")
}

func TestLevelNamesAreNeutral(t *testing.T) {
	require.Equal(t, "intensive outpatient", iop.Level21.Name())
	for _, l := range allLevels {
		require.NotContains(t, l.level.Name(), "ASAM")
	}
}
