package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// asCommand makes the test binary run the command instead of the tests.
const asCommand = "IOP_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestSameBytesInEveryZone runs the command by itself, in machines that stand
// in different zones.
func TestSameBytesInEveryZone(t *testing.T) {
	design := write(t, "night.json", `{"id": "night", "calledItself": "iop", "population": "adult", "weeks": 3, "timezone": "America/New_York",
	 "blocks": [{"title": "Night group", "activity": "group-therapy", "days": ["Sat", "Wed"], "start": "23:00", "end": "03:30"}]}`)
	commitments := write(t, "own.json", `{"commitments": [{"kind": "work", "days": ["Sun"], "start": "02:00", "end": "06:00"}]}`)
	roster := write(t, "roster.csv", "session_id,date,start,end,zone,modality,client_id,status\n"+
		"s1,2026-10-31,23:00,03:00,America/Chicago,process-group,c-1,attended\ns2,2026-11-04,18:00,21:00,,process-group,c-1,\n")
	for _, format := range []string{"text", "json", "sarif", "junit"} {
		t.Run(format, func(t *testing.T) {
			var first []byte
			for _, zone := range []string{"UTC", "America/New_York", "Pacific/Kiritimati"} {
				cmd := exec.Command(os.Args[0], "check", design, roster, "--start", "2026-10-28", "--holidays", "us",
					"--commitments", commitments, "--format", format, "--fail-on", "never", "--all-findings", "--standard", "va-license-2.1")
				cmd.Env = append(os.Environ(), asCommand+"=1", "TZ="+zone)
				out, err := cmd.Output()
				require.NoError(t, err)
				require.NotEmpty(t, out)
				if first == nil {
					first = out
				}
				require.Equal(t, string(first), string(out), zone)
			}
		})
	}
}
