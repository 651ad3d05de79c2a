package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzBundle checks and imports any text: whatever stands in it, the command
// answers with one of its statuses, says on standard error why something is
// unusable, and reads what it writes.
func FuzzBundle(f *testing.F) {
	visits, err := os.ReadFile(visitsFile)
	require.NoError(f, err)
	f.Add(string(visits))
	f.Add(`{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "PlanDefinition", "id": "p", "status": "active", "action": [{"title": "x"}]}}]}`)
	f.Add(`{"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p1"}, "period": {"start": "2026-11-02"}}` + "\n" + `{"resourceType": "Slot"}`)
	f.Add(`{"resourceType": "QuestionnaireResponse", "questionnaire": "https://openiop.org/fhir/Questionnaire/phq-9|2001", "status": "completed", "subject": {"reference": "Patient/c"}, "item": [{"linkId": "1", "answer": [{"valueInteger": 1}]}]}`)
	f.Add(`{"entry": [{}], "resourceType": "Bundle"}`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			return
		}
		for _, args := range [][]string{{"check", "-"}, {"fhir", "import", "-"}} {
			o := invokeWith(t, text, nil, args...)
			if o.status == exitUnusable {
				require.NotEmpty(t, o.stderr)
			}
		}
		o := invokeWith(t, text, nil, "fhir", "import", "-", "--what", "roster")
		if o.stdout != "" {
			again := invokeWith(t, o.stdout, nil, "check", "-")
			require.NotContains(t, again.stderr, "is not a field of this format")
		}
	})
}
