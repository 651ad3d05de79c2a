package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// sarifSchemaOf compiles the official schema.
func sarifSchemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/sarif-2.1.0.schema.json")
	require.NoError(t, err)
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("sarif.json", doc))
	schema, err := c.Compile("sarif.json")
	require.NoError(t, err)
	return schema
}

func validSARIF(t *testing.T, schema *jsonschema.Schema, text string) sarifLog {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	require.NoError(t, schema.Validate(doc))
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(text), &log))
	return log
}

type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct{ Rules []struct{ ID string } }
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []any
		}
		Results []struct {
			RuleID, Kind, Level string
			RuleIndex           int
			Message             struct{ Text string }
			Locations           []struct {
				LogicalLocations []struct{ FullyQualifiedName string }
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           struct{ StartLine int }
				}
			}
			PartialFingerprints map[string]string
		}
	}
}

func TestSARIFIsValid(t *testing.T) {
	schema := sarifSchemaOf(t)
	for name, args := range map[string][]string{
		"real programs":               {realPrograms},
		"real programs, all findings": {realPrograms, "--all-findings", "--standard", "va-license-2.1,ks-iop-adult,in-medicaid-iop", "--recalled"},
		"the sample":                  nil,
		"nothing readable":            {"no-such.json"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"check", "--format", "sarif"}, args...)...)
			log := validSARIF(t, schema, o.stdout)
			seen := map[string]string{}
			for _, r := range log.Runs[0].Results {
				require.Equal(t, r.RuleID, log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID)
				require.Equal(t, r.Kind == "fail", r.Level != "none", "the format allows a level for fail alone")
				name := r.Locations[0].LogicalLocations[0].FullyQualifiedName + " " + r.Message.Text
				print := r.PartialFingerprints["iop/v1"]
				require.Empty(t, seen[print], name)
				seen[print] = name
			}
		})
	}
}

func TestSARIFResults(t *testing.T) {
	schema := sarifSchemaOf(t)
	path := write(t, "two programs.json", "[\n"+nineHours+",\n"+strings.Replace(weekOf3, `"weeks": 1`, `"weeks": 3, "phases": [{"name": "Core"}]`, 1)+"]")
	o := invoke(t, "check", path, "--format", "sarif", "--standard", "va-license-2.1,asam3-2.1-adult")
	require.Equal(t, exitUnmet, o.status)
	log := validSARIF(t, schema, o.stdout)
	var got []string
	for _, r := range log.Runs[0].Results {
		loc := r.Locations[0]
		require.Equal(t, "file://"+strings.ReplaceAll(filepath.ToSlash(path), " ", "%20"), loc.PhysicalLocation.ArtifactLocation.URI)
		require.Equal(t, 4, loc.PhysicalLocation.Region.StartLine)
		require.Equal(t, "three-evenings/Core", loc.LogicalLocations[0].FullyQualifiedName)
		got = append(got, r.RuleID+" "+r.Kind+" "+r.Level)
	}
	slices.Sort(got)
	require.Equal(t, []string{
		"schedule/daily-hours-min fail error",
		"schedule/label fail warning",
		"schedule/transition open none",
		"schedule/weekly-hours-min fail error",
		"schedule/weekly-hours-min fail warning",
	}, got)
	require.True(t, log.Runs[0].Invocations[0].ExecutionSuccessful)
}

func TestSARIFOfStandardInputNamesNoFile(t *testing.T) {
	o := invokeWith(t, weekOf3, nil, "check", "-", "no-such.json", "--format", "sarif")
	log := validSARIF(t, sarifSchemaOf(t), o.stdout)
	require.Empty(t, log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)
	require.False(t, log.Runs[0].Invocations[0].ExecutionSuccessful)
	require.Len(t, log.Runs[0].Invocations[0].ToolExecutionNotifications, 1)
}

func TestFileURI(t *testing.T) {
	for name, want := range map[string]string{"a b/c.json": "a%20b/c.json", "a:b.json": "./a:b.json", "/x/y.json": "file:///x/y.json", "ä#?.json": "%C3%A4%23%3F.json"} {
		require.Equal(t, want, fileURI(name))
	}
}
