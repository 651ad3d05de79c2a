package fhir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// expanded puts a design on dates around the change of the clocks of November
// 2026, with Thanksgiving closed.
func expanded(t testing.TB, p *schedule.Program) []schedule.Session {
	t.Helper()
	c, err := schedule.PrepareOn(p, schedule.Dates{Start: iop.MustDate(2026, 10, 26), Until: iop.MustDate(2026, 12, 7), Zone: newYork(t),
		Closures: iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, 11, 26), Reason: "Thanksgiving"})}, schedule.Options{})
	require.NoError(t, err)
	return slices.Collect(c.Sessions())
}

func TestDatedSessionsThereAndBack(t *testing.T) {
	written := 0
	for _, p := range realPrograms(t) {
		want := slices.DeleteFunc(expanded(t, &p), func(s schedule.Session) bool { return s.Starts.IsZero() || s.Ends.IsZero() })
		for _, client := range []string{"", "p1"} {
			resources, report := fhir.Sessions{Zone: zones}.Offered(client, slices.Values(want))
			require.Empty(t, report.Issues, report.String())
			text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(resources...))
			require.NoError(t, err)
			requireR4(t, text)
			b, report, err := fhir.ReadBundle(strings.NewReader(string(text)), "b.json", fhir.ReadOptions{})
			require.NoError(t, err)
			require.Empty(t, report.Issues, report.String())
			got, report := fhir.Sessions{Zone: zones}.ReadOffered(b)
			require.Empty(t, report.Issues, report.String())
			require.Len(t, got, len(want), p.ID)
			for i := range want {
				require.True(t, want[i].Starts.Equal(got[i].Starts) && want[i].Ends.Equal(got[i].Ends))
				require.Equal(t, want[i].Starts.Format("2006-01-02 15:04 MST"), got[i].Starts.Format("2006-01-02 15:04 MST"))
				got[i].Starts, got[i].Ends = want[i].Starts, want[i].Ends
			}
			require.Equal(t, want, got)
			written += len(want)
		}
	}
	require.Greater(t, written, 500)
}

func TestOfferedInFHIR(t *testing.T) {
	p, err := schedule.ReadPrograms(strings.NewReader(`{"id":"x","calledItself":"iop","weeks":6,"blocks":[{"title":"Group","activity":"process-group","days":["Thu"],"start":"09:00","end":"12:00"},{"title":"Yoga","activity":"yoga","days":["Thu"],"start":"13:00","end":"14:00","optional":true}]}`), "x.json", schedule.Limits{})
	require.NoError(t, err)
	sessions := slices.DeleteFunc(expanded(t, &p[0]), func(s schedule.Session) bool {
		return s.Date != iop.MustDate(2026, 11, 26) && s.Date != iop.MustDate(2026, 12, 3)
	})
	sessions = append(sessions, schedule.Session{ID: "x/b2/2026-12-03", Date: iop.MustDate(2026, 12, 3)})
	resources, report := fhir.Sessions{Zone: zones}.Offered("p1", slices.Values(sessions))
	require.Equal(t, "sessions[4] has no start and end that are known; it is not written (warning)\n", report.String())
	var got []string
	for _, r := range resources {
		a := r.(*fhir.Appointment)
		got = append(got, a.Status+" "+a.Start.String()+" "+a.Identifier[0].Value)
	}
	require.Equal(t, []string{
		"cancelled 2026-11-26T09:00:00-05:00 x/b0/2026-11-26",
		"cancelled 2026-11-26T13:00:00-05:00 x/b1/2026-11-26",
		"booked 2026-12-03T09:00:00-05:00 x/b0/2026-12-03",
		"proposed 2026-12-03T13:00:00-05:00 x/b1/2026-12-03",
	}, got)
}
