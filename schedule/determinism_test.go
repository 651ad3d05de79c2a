package schedule_test

import (
	"bytes"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// fewStandards are an average, an allowance for final weeks, a list of its
// own, and rules about days, gaps, groups and the whole program.
var fewStandards = []iop.StandardID{"va-medicaid-2.1-adult", "asam3-2.1-adult", "ks-iop-adult", "wi-php-adult", "wa-court-iop"}

// everything judges the real programs by their own and by many standards and
// writes rows, findings and explanations down.
func everything(t testing.TB, options schedule.Options) []byte {
	var out bytes.Buffer
	for _, p := range realPrograms(t) {
		if p.ID == "recovering-spirit-dui" {
			continue // 220 rows of the same
		}
		writeReport(t, &out, schedule.Prepare(&p, schedule.Options{}))
		writeReport(t, &out, schedule.Prepare(&p, options))
		text, err := json.Marshal(p)
		require.NoError(t, err)
		out.Write(text)
	}
	return out.Bytes()
}

func writeReport(t testing.TB, out *bytes.Buffer, c *schedule.Case) {
	weeks, err := json.Marshal(c.Weeks())
	require.NoError(t, err)
	out.Write(weeks)
	r := c.Report()
	text, err := json.Marshal(r)
	require.NoError(t, err)
	out.Write(text)
	for f := range r.All() {
		require.NoError(t, iop.Explain(out, f))
	}
}

// "Same input, same bytes out": across runs, time zones, and the settings of
// package decimal, which belong to whoever embeds the library.
func TestSameBytes(t *testing.T) {
	o := under(t, fewStandards...)
	want := everything(t, o)
	t.Run("again", func(t *testing.T) { require.True(t, bytes.Equal(want, everything(t, o))) })
	t.Run("TZ", func(t *testing.T) {
		local := time.Local
		defer func() { time.Local = local }()
		for _, zone := range []*time.Location{time.FixedZone("half past", 9*3600+1800), time.FixedZone("far west", -12*3600)} {
			t.Setenv("TZ", zone.String())
			time.Local = zone
			require.True(t, bytes.Equal(want, everything(t, o)), zone)
		}
	})
	t.Run("globals of decimal", func(t *testing.T) {
		precision, quotes, zeros, scientific, exponent := decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation, decimal.MaxDecodeExponent
		defer func() {
			decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = precision, quotes, zeros
			decimal.UseScientificNotation, decimal.MaxDecodeExponent = scientific, exponent
		}()
		decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = 0, !quotes, !zeros
		decimal.UseScientificNotation, decimal.MaxDecodeExponent = !scientific, 1
		require.True(t, bytes.Equal(want, everything(t, o)))
	})
}

// A Case does not change: sixteen goroutines share one and get the same
// findings and verdicts. Run with -race.
func TestSharedCase(t *testing.T) {
	for _, id := range []string{"phoenix-recovery-adolescent", "recovery-road-iop", "ken-starr-php"} {
		t.Run(id, func(t *testing.T) {
			c := schedule.Prepare(realProgram(t, id), under(t, fewStandards...))
			var want bytes.Buffer
			writeReport(t, &want, c)
			verdicts := c.Verdicts(nil)
			var wg sync.WaitGroup
			got := make([]bytes.Buffer, 16)
			same := make([]bool, 16)
			for i := range 16 {
				wg.Go(func() {
					writeReport(t, &got[i], c)
					mine := c.Verdicts(make([]schedule.Verdict, 0, len(verdicts)))
					same[i] = len(mine) == len(verdicts)
					for k := range mine {
						same[i] = same[i] && mine[k] == verdicts[k] && c.RuleID(&mine[k]) == c.RuleID(&verdicts[k])
					}
				})
			}
			wg.Wait()
			for i := range 16 {
				require.True(t, bytes.Equal(want.Bytes(), got[i].Bytes()))
				require.True(t, same[i])
			}
		})
	}
}

// Preparing from many goroutines at once: the embedded tables are read once.
func TestPrepareFromManyGoroutines(t *testing.T) {
	p := realProgram(t, "truecare-adolescent-iop")
	results := make([]string, 16)
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() { results[i] = rows(p) })
	}
	wg.Wait()
	for _, r := range results {
		require.Equal(t, "?: 360 | 360 | 2", r)
	}
}

// What a caller does with the rows of a Case, with its own program or with the
// standards it handed over, does not change what the Case says.
func TestCaseKeepsItsOwn(t *testing.T) {
	o := under(t, "wi-iop-adult")
	c := schedule.Prepare(realProgram(t, "palmetto-day-iop"), o)
	var before, after bytes.Buffer
	writeReport(t, &before, c)
	c.Weeks()[0].Gross = iop.Exactly(1)
	o.Standards[0].ID = "another"
	o.Standards = nil
	writeReport(t, &after, c)
	require.Equal(t, before.String(), after.String())
}

// The findings stand in the order of the weeks, then of rules and standards,
// and verdict by verdict they are the same.
func TestReportOrder(t *testing.T) {
	for _, p := range realPrograms(t) {
		c := schedule.Prepare(&p, under(t, someStandards...))
		r := c.Report()
		last, place := map[string]int{}, 0
		for f := range r.All() {
			key := f.Where.Track + "\x00" + f.Where.Phase
			require.GreaterOrEqual(t, f.Where.Week, last[key], "%s: weeks of a track and phase in order", p.ID)
			last[key] = f.Where.Week
			place++
		}
		require.Equal(t, r.Len(), place)
		counts := map[string]int{}
		for _, v := range c.Verdicts(nil) {
			counts[string(c.RuleID(&v))+" "+string(c.StandardID(&v))+" "+v.Outcome.String()+" "+v.Severity.String()]++
		}
		for f := range r.All() {
			counts[string(f.Rule.ID)+" "+string(f.Standard)+" "+f.Outcome.String()+" "+f.Severity.String()]--
		}
		for key, n := range counts {
			require.Zero(t, n, "%s: %s", p.ID, key)
		}
	}
}
