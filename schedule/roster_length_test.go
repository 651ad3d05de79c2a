package schedule_test

import (
	"encoding/json"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func TestRosterLength(t *testing.T) {
	at := schedule.NewClock
	for _, tc := range []struct {
		name       string
		start, end schedule.Clock
		minutes    iop.Span
		want       iop.Span
	}{
		{"three hours", at(18, 0), at(21, 0), iop.Span{}, iop.Exactly(180)},
		{"a minute", at(18, 0), at(18, 1), iop.Span{}, iop.Exactly(1)},
		{"from midnight", at(0, 0), at(1, 0), iop.Span{}, iop.Exactly(60)},
		{"to midnight", at(23, 0), at(0, 0), iop.Span{}, iop.Exactly(60)},
		{"past midnight", at(22, 30), at(1, 15), iop.Span{}, iop.Exactly(165)},
		{"a day but a minute", at(18, 0), at(17, 59), iop.Span{}, iop.Exactly(1439)},
		{"a whole day, which no file can state", at(18, 0), at(18, 0), iop.Span{}, iop.Exactly(1440)},
		{"the stated length, not the clock", at(18, 0), at(21, 0), iop.Exactly(165), iop.Exactly(165)},
		{"the stated length alone", schedule.Clock{}, schedule.Clock{}, iop.Exactly(50), iop.Exactly(50)},
		{"a start alone", at(18, 0), schedule.Clock{}, iop.Span{}, iop.Span{}},
		{"an end alone", schedule.Clock{}, at(18, 0), iop.Span{}, iop.Span{}},
		{"nothing", schedule.Clock{}, schedule.Clock{}, iop.Span{}, iop.Span{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, tc.want, (&schedule.RosterRow{Start: tc.start, End: tc.end, Minutes: tc.minutes}).Length())
		})
	}
}

// Unknown is not zero: nothing recorded is anything up to the length, and an
// absence is exactly nothing.
func TestRosterDelivered(t *testing.T) {
	unknown, exactly := iop.Span{}, iop.Exactly
	for _, tc := range []struct {
		status           schedule.Status
		length, attended iop.Span
		want             iop.Span
	}{
		{schedule.Attended, exactly(180), unknown, exactly(180)},
		{schedule.Attended, exactly(180), exactly(150), exactly(150)},
		{schedule.Attended, exactly(180), exactly(0), exactly(0)},
		{schedule.Attended, unknown, exactly(150), exactly(150)},
		{schedule.Attended, unknown, unknown, unknown},
		{schedule.Partial, exactly(180), exactly(90), exactly(90)},
		{schedule.Partial, exactly(180), unknown, iop.Between(0, 180)},
		{schedule.Partial, unknown, unknown, iop.AtLeast(0)},
		{schedule.Late, exactly(180), exactly(165), exactly(165)},
		{schedule.Late, exactly(180), unknown, iop.Between(0, 180)},
		{schedule.Late, unknown, unknown, iop.AtLeast(0)},
		{schedule.AbsentExcused, exactly(180), unknown, exactly(0)},
		{schedule.AbsentUnexcused, exactly(180), exactly(0), exactly(0)},
		{schedule.AbsentUnexcused, unknown, unknown, exactly(0)},
		{schedule.CancelledByProgram, exactly(180), unknown, exactly(0)},
		{schedule.NotRecorded, exactly(180), unknown, iop.Between(0, 180)},
		{schedule.NotRecorded, exactly(180), exactly(0), iop.Between(0, 180)},
		{schedule.NotRecorded, unknown, unknown, iop.AtLeast(0)},
	} {
		t.Run(tc.status.String()+" "+tc.length.String()+" "+tc.attended.String(), func(t *testing.T) {
			row := schedule.RosterRow{Status: tc.status, Minutes: tc.length, MinutesAttended: tc.attended}
			require.Equal(t, tc.want, row.Delivered())
		})
	}
}

func TestStatusText(t *testing.T) {
	words := []string{"scheduled", "attended", "partial", "late", "absent_excused", "absent_unexcused", "cancelled"}
	for i, word := range words {
		s := schedule.Status(i)
		require.Equal(t, word, s.String())
		text, err := json.Marshal(s)
		require.NoError(t, err)
		require.Equal(t, `"`+word+`"`, string(text))
		var back schedule.Status
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, s, back)
	}
	s := schedule.Late
	require.NoError(t, s.UnmarshalText(nil))
	require.Equal(t, schedule.NotRecorded, s)
	for _, word := range []string{"Attended", "absent", "Status(7)", " "} {
		require.EqualError(t, s.UnmarshalText([]byte(word)), "is not a status; want scheduled, attended, partial, late, absent_excused, absent_unexcused or cancelled")
	}
	require.Equal(t, "Status(7)", schedule.Status(7).String())
}

func TestRosterClients(t *testing.T) {
	r := schedule.Roster{Rows: []schedule.RosterRow{{Client: "b"}, {}, {Client: "a"}, {Client: "b"}, {Client: "B"}}}
	require.Equal(t, []string{"b", "a", "B"}, r.Clients())
	require.Empty(t, (&schedule.Roster{}).Clients())
}
