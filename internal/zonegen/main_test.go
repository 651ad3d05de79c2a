package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWrite(t *testing.T) {
	var b strings.Builder
	require.NoError(t, write(strings.NewReader(`{"supplemental": {"version": {"_cldrVersion": "48"}, "windowsZones": {"mapTimezones": [
		{"mapZone": {"_other": "Alaskan Standard Time", "_type": "America/Anchorage", "_territory": "001"}},
		{"mapZone": {"_other": "Alaskan Standard Time", "_type": "America/Anchorage America/Juneau", "_territory": "US"}}]}}}`), &b))
	require.Equal(t, `# Windows zone|IANA name. From Unicode CLDR 48, windowsZones, territory 001; Unicode License V3, see NOTICE.
# Written by internal/zonegen; do not edit.
Alaskan Standard Time|America/Anchorage
`, b.String())
	require.Error(t, write(strings.NewReader("{"), &b))
}
