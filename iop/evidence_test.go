package iop_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestUnknownAmountIsNotZero(t *testing.T) {
	require.NotEqual(t, iop.WholeAmount(0), iop.Amount{})
	require.False(t, iop.Amount{}.IsKnown())
	require.Equal(t, "unknown", iop.Amount{}.String())
	require.Equal(t, -1, iop.Amount{}.Compare(iop.WholeAmount(-5)))
	require.False(t, iop.Amount{}.Minus(iop.WholeAmount(1)).IsKnown())
	require.False(t, iop.WholeAmount(1).Minus(iop.Amount{}).IsKnown())
	require.False(t, iop.DecimalAmount(1, 10).IsKnown())
}

func TestAmountIsExact(t *testing.T) {
	require.Equal(t, iop.WholeAmount(8), iop.DecimalAmount(800, 2), "the same number is the same value")
	require.Equal(t, "53.57", iop.DecimalAmount(5357, 2).String())
	require.Equal(t, "-0.05", iop.DecimalAmount(-5, 2).String())
	require.Equal(t, "-0.05", iop.DecimalAmount(10, 2).Minus(iop.DecimalAmount(15, 2)).String())
	require.Equal(t, 1, iop.DecimalAmount(15, 1).Compare(iop.WholeAmount(1)))
	require.Equal(t, 0, iop.DecimalAmount(10, 1).Compare(iop.WholeAmount(1)))
	for units, want := range map[int64]int64{15: 1, 10: 1, -15: -2, -10: -1, 0: 0} {
		n, ok := iop.DecimalAmount(units, 1).Units(0)
		require.True(t, ok)
		require.Equal(t, want, n, "%d tenths rounded down", units)
	}
	n, whole := iop.DecimalAmount(15, 1).Whole()
	require.False(t, whole, "%d", n)
	d, ok := iop.DecimalAmount(15, 1).Decimal()
	require.True(t, ok)
	require.Equal(t, "1.5", d.StringFixed(1))
}

func TestEvidenceInJSON(t *testing.T) {
	e := iop.Evidence{Kind: iop.EvidenceScore, Of: "phq-9", Date: iop.MustDate(2026, time.July, 4),
		Value: iop.NumberValue(iop.WholeAmount(12)), Source: iop.Source{Locator: "s. 1", Read: iop.MustDate(2026, time.July, 1), Confidence: iop.Verified}}
	for want, v := range map[string]iop.Value{
		`12`: e.Value, `null`: {}, `"moderate"`: iop.WordValue("moderate"), `1.25`: iop.NumberValue(iop.DecimalAmount(125, 2)),
		`-0.5`: iop.NumberValue(iop.DecimalAmount(-5, 1)),
	} {
		e.Value = v
		data, err := json.Marshal(e)
		require.NoError(t, err)
		require.Contains(t, string(data), `"of":"phq-9","date":"2026-07-04","value":`+want+`,`)
		var back iop.Evidence
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, e, back)
		require.Equal(t, want != "null", back.Value.IsKnown())
	}
	var v iop.Value
	require.ErrorContains(t, json.Unmarshal([]byte(`true`), &v), "is not a value")
	require.Error(t, json.Unmarshal([]byte(`1e400`), &v))
	require.Error(t, json.Unmarshal([]byte(`1.0000000001`), &v))
	require.Equal(t, "unknown", iop.Value{}.String())
	require.Equal(t, "moderate", iop.WordValue("moderate").String())
	w, ok := iop.NumberValue(iop.WholeAmount(1)).Word()
	require.False(t, ok, w)
}
