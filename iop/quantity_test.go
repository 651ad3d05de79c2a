package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestUnitsAreThoseOfTheDesign(t *testing.T) {
	want := []string{"", "minutes", "days", "hours", "weeks", "people", "sessions"}
	for i, text := range want {
		b, err := iop.Unit(i).MarshalText()
		require.NoError(t, err)
		require.Equal(t, text, string(b))
	}
	require.Empty(t, iop.Unit(len(want)).String())
}

func TestQuantity(t *testing.T) {
	tests := []struct {
		quantity iop.Quantity
		text     string
		json     string
	}{
		{iop.Quantity{}, "", `null`},
		{iop.Quantity{Span: iop.Exactly(5)}, "", `null`},
		{iop.Quantity{Unit: iop.UnitMinutes}, "not known", `{"unit":"minutes","min":null,"max":null}`},
		{iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(540)}, "9 h", `{"unit":"minutes","min":540,"max":540}`},
		{iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Between(510, 570)}, "8.5 to 9.5 h", `{"unit":"minutes","min":510,"max":570}`},
		{iop.Quantity{Unit: iop.UnitMinutes, Span: iop.AtLeast(540)}, "at least 9 h", `{"unit":"minutes","min":540,"max":null}`},
		{iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(539)}, "8.98 h", `{"unit":"minutes","min":539,"max":539}`},
		{iop.Quantity{Unit: iop.UnitHours, Span: iop.Exactly(72 * 60)}, "72 h", `{"unit":"hours","min":72,"max":72}`},
		{iop.Quantity{Unit: iop.UnitHours, Span: iop.Exactly(90)}, "1.5 h", `{"unit":"hours","min":1.5,"max":1.5}`},
		{iop.Quantity{Unit: iop.UnitDays, Span: iop.Exactly(1)}, "1 day", `{"unit":"days","min":1,"max":1}`},
		{iop.Quantity{Unit: iop.UnitDays, Span: iop.Between(2, 3)}, "2 to 3 days", `{"unit":"days","min":2,"max":3}`},
		{iop.Quantity{Unit: iop.UnitDays, Span: iop.Exactly(0)}, "0 days", `{"unit":"days","min":0,"max":0}`},
		{iop.Quantity{Unit: iop.UnitWeeks, Span: iop.AtLeast(8)}, "at least 8 weeks", `{"unit":"weeks","min":8,"max":null}`},
		{iop.Quantity{Unit: iop.UnitPeople, Span: iop.Exactly(1)}, "1 person", `{"unit":"people","min":1,"max":1}`},
		{iop.Quantity{Unit: iop.UnitPeople, Span: iop.Exactly(12)}, "12 people", `{"unit":"people","min":12,"max":12}`},
		{iop.Quantity{Unit: iop.UnitSessions, Span: iop.Exactly(1)}, "1 session", `{"unit":"sessions","min":1,"max":1}`},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			require.Equal(t, tt.text, tt.quantity.String())
			require.Equal(t, tt.json, string(mustMarshal(t, tt.quantity)))
		})
	}
}

func TestBoundSaysWhatIsRequired(t *testing.T) {
	tests := []struct {
		bound iop.Bound
		text  string
		json  string
	}{
		{iop.Bound{}, "", `null`},
		{iop.AtLeastBound(iop.UnitMinutes, 540), "at least 9 h", `{"unit":"minutes","min":540,"max":null}`},
		{iop.AtMostBound(iop.UnitMinutes, 1140), "at most 19 h", `{"unit":"minutes","min":null,"max":1140}`},
		{iop.Bound{Unit: iop.UnitMinutes, Max: 540, HasMax: true, MaxExclusive: true}, "under 9 h", `{"unit":"minutes","min":null,"max":540,"maxExclusive":true}`},
		{iop.Bound{Unit: iop.UnitMinutes, Min: 540, HasMin: true, Max: 1140, HasMax: true}, "9 to 19 h", `{"unit":"minutes","min":540,"max":1140}`},
		{iop.Bound{Unit: iop.UnitMinutes, Min: 360, HasMin: true, Max: 540, HasMax: true, MaxExclusive: true}, "at least 6 h and under 9 h", `{"unit":"minutes","min":360,"max":540,"maxExclusive":true}`},
		{iop.Bound{Unit: iop.UnitDays, Min: 3, HasMin: true, Max: 3, HasMax: true}, "3 days", `{"unit":"days","min":3,"max":3}`},
		{iop.AtLeastBound(iop.UnitDays, 0), "at least 0 days", `{"unit":"days","min":0,"max":null}`},
		{iop.AtMostBound(iop.UnitHours, 72*60), "at most 72 h", `{"unit":"hours","min":null,"max":72}`},
		{iop.AtMostBound(iop.UnitPeople, 1), "at most 1 person", `{"unit":"people","min":null,"max":1}`},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			require.Equal(t, tt.text, tt.bound.String())
			require.Equal(t, tt.json, string(mustMarshal(t, tt.bound)))
		})
	}
}
