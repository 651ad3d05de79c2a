package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestMinutesInWords(t *testing.T) {
	tests := map[iop.Minutes]string{
		0: "0 min", 1: "1 min", 59: "59 min", 60: "1 h", 65: "1 h 05 min", 810: "13 h 30 min", -90: "-1 h 30 min", 1140: "19 h",
	}
	for m, want := range tests {
		require.Equal(t, want, m.String())
	}
}

func TestMinutesAsDecimalHours(t *testing.T) {
	tests := []struct {
		minutes iop.Minutes
		hours   string
	}{
		{540, "9"}, {330, "5.5"}, {1194, "19.9"}, {0, "0"}, {-60, "-1"},
		{20, "0.3333"}, {40, "0.6667"}, {1, "0.0167"}, // four places, half away from zero
	}
	for _, tt := range tests {
		require.True(t, decimal.RequireFromString(tt.hours).Equal(tt.minutes.Hours()), "%d minutes", int(tt.minutes))
	}
}

func TestMinutesFromHours(t *testing.T) {
	for hours, want := range map[string]iop.Minutes{"9": 540, "5.5": 330, "19.9": 1194, "0.05": 3, "0": 0, "-1": -60} {
		got, err := iop.MinutesFromHours(decimal.RequireFromString(hours))
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, hours := range []string{"1.33", "0.001", "1e300", "99999999999"} {
		_, err := iop.MinutesFromHours(decimal.RequireFromString(hours))
		require.EqualError(t, err, "is not a whole number of minutes; want hours such as 9 or 5.5")
	}
}

func TestHoursTextRoundTripsForEveryMinuteOfAWeek(t *testing.T) {
	for m := range 7*24*60 + 1 {
		h, err := iop.ParseHours(iop.Hours(m).String())
		require.NoError(t, err, "%d minutes", m)
		require.Equal(t, iop.Hours(m), h)
	}
}

func TestHoursJSONRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := iop.Hours(rapid.IntRange(0, 100_000*60).Draw(t, "minutes"))
		b, err := h.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		var back iop.Hours
		if err := back.UnmarshalJSON(b); err != nil || back != h {
			t.Fatalf("%s reads back as %d, not %d: %v", b, back, h, err)
		}
	})
}

func TestHoursOfFiles(t *testing.T) {
	for text, want := range map[string]iop.Hours{"9": 540, "5.5": 330, "19.9": 1194, "3.5": 210, "0": 0, "100000": 6_000_000, "0.333333": 20} {
		got, err := iop.ParseHours(text)
		require.NoError(t, err)
		require.Equal(t, want, got, text)
	}
}

func TestBadHoursAreRefused(t *testing.T) {
	for _, text := range []string{
		"", "x", "NaN", "Inf", "-1", "+9", "1.33", "5.3333", "9h", "9,5", " 9", "1e2", "1E400", "1e20000000",
		"100000.1", "1000000", "9.0000000000000000000001", "0x10", "1_000",
	} {
		_, err := iop.ParseHours(text)
		require.EqualError(t, err, "is not a number of hours; want one such as 9 or 5.5, a whole number of minutes", "%q", text)
	}
}

func TestHoursDoNotDependOnTheGlobalsOfDecimal(t *testing.T) {
	write := func() string {
		return iop.Hours(1194).String() + " " + iop.Hours(100).String() + " " + iop.Minutes(20).Hours().StringFixed(6) + " " +
			iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(100)}.String()
	}
	want := write()
	precision, bare, trim, scientific := decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation
	t.Cleanup(func() {
		decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes = precision, bare
		decimal.TrimTrailingZeros, decimal.UseScientificNotation = trim, scientific
	})
	decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes = 1, !bare
	decimal.TrimTrailingZeros, decimal.UseScientificNotation = !trim, !scientific
	require.Equal(t, want, write())
	require.Equal(t, "19.9 1.666667 0.333300 1.67 h", want)
}
