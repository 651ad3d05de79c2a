package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestExplain(t *testing.T) {
	golden(t, "explain-transition.txt", invoke(t, "explain", "transition").stdout)
	require.Equal(t, invoke(t, "explain", "transition"), invoke(t, "explain", "schedule/transition"))
	list := invoke(t, "explain").stdout
	for _, r := range allRules() {
		require.Contains(t, list, string(r.ID))
		require.Equal(t, exitMet, invoke(t, "explain", string(r.ID)).status)
	}
	o := invoke(t, "explain", "transitoin")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "near it are schedule/transition")
}

// TestRulePages keeps docs/rules in step with the rules; -update writes it.
func TestRulePages(t *testing.T) {
	const dir = "../../docs/rules"
	want := map[string]string{"README.md": invoke(t, "explain", "--markdown").stdout}
	for _, r := range allRules() {
		want[ruleFile(&r)] = invoke(t, "explain", "--markdown", string(r.ID)).stdout
	}
	if *update {
		require.NoError(t, os.RemoveAll(dir))
		require.NoError(t, os.MkdirAll(dir, 0o755))
		for name, text := range want {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
		}
	}
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, len(want), "one page for each rule, and the list")
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, text, string(got), name)
	}
}
