package study

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/simulate"
)

// TestOnlyAssumptionsAreTriedAtZero supposes a published cost: a week that
// costs nothing is no result to show beside the others.
func TestOnlyAssumptionsAreTriedAtZero(t *testing.T) {
	supposed, err := simulate.ReadParameters(strings.NewReader(`[
		{"id": "cost-week", "value": 600, "source": {"authority": "a program", "locator": "its budget", "confidence": "supposed"}},
		{"id": "punitive-dropout", "value": 0.2, "source": {"authority": "a program", "locator": "what if", "confidence": "supposed"}}]`), "mine.json")
	require.NoError(t, err)
	p, err := newPlan(supposed, 1, 1)
	require.NoError(t, err)
	require.Contains(t, p.zeros, "punitive-dropout")
	require.NotContains(t, p.zeros, "cost-week")
}
