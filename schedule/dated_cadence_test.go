package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// TestSparseBlocksOnTheirWeeks puts a family group every second week, an
// education every fourth and a review every third on their weeks.
func TestSparseBlocksOnTheirWeeks(t *testing.T) {
	p := program(t, `"weeks": 8, "blocks": [
		{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "12:00"},
		{"activity": "family-therapy", "days": ["Sat"], "start": "10:00", "end": "11:00", "perWeek": 0.5},
		{"activity": "psychoeducation", "days": ["Tue"], "start": "10:00", "end": "11:30", "perWeek": 0.25},
		{"activity": "process-group", "days": ["Wed"], "start": "10:00", "end": "10:20", "perWeek": 0.333333}]`)
	d := schedule.Dates{Start: iop.MustDate(2026, 10, 5)}
	gross := func() (out []string) {
		c, err := schedule.PrepareOn(p, d, schedule.Options{})
		require.NoError(t, err)
		for _, w := range c.Weeks() {
			out = append(out, w.Gross.String())
		}
		return out
	}
	each := "180 to 350" // any of them may fall into the week
	require.Equal(t, []string{each, each, each, each, each, each, each, each}, gross())

	// Family in the second week and then every other, education in the third
	// and seventh, the review in the first, fourth and seventh.
	d.First = map[int]iop.Date{1: iop.MustDate(2026, 10, 17), 2: iop.MustDate(2026, 10, 20), 3: iop.MustDate(2026, 10, 7)}
	require.Equal(t, []string{"200", "240", "270", "260", "180", "240", "290", "240"}, gross())

	// A closed Saturday takes the family group of its week, and no other week
	// gets one for it.
	d.Closures = iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, 10, 31)})
	require.Equal(t, []string{"200", "240", "270", "200", "180", "240", "290", "240"}, gross())

	// A first week that begins later leaves the weeks before without it.
	d.Closures, d.First = iop.Closures{}, map[int]iop.Date{1: iop.MustDate(2026, 11, 7)}
	late := gross()
	require.Equal(t, []string{"180 to 290", "180 to 290", "180 to 290", "180 to 290", "240 to 350"}, late[:5])
}

// TestSessionsOfSparseBlocksAreNotCertain lists what may take place as such.
func TestSessionsOfSparseBlocksAreNotCertain(t *testing.T) {
	p := program(t, `"weeks": 2, "blocks": [{"activity": "family-therapy", "days": ["Sat"], "start": "10:00", "end": "11:00", "perWeek": 0.5}]`)
	d := schedule.Dates{Start: iop.MustDate(2026, 10, 5)}
	certain := func() (out []bool) {
		c, err := schedule.PrepareOn(p, d, schedule.Options{})
		require.NoError(t, err)
		for s := range c.Sessions() {
			out = append(out, s.Certain)
		}
		return out
	}
	require.Equal(t, []bool{false, false}, certain())
	d.First = map[int]iop.Date{0: iop.MustDate(2026, 10, 17)}
	require.Equal(t, []bool{true}, certain())
}
