package drugtest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// research is the part of testdata/drug-testing.json, the research table as
// it was gathered, that the catalogue ships.
type research struct {
	Sources map[string]struct {
		Title, Confidence string
		URL               *string
	}
	Analytes []struct {
		ID, Name, Class, Kind string
		LOINC                 map[string]struct{ Code string } `json:"loinc_urine"`
		Screen                []researchCutoff                 `json:"urine_screen_cutoff"`
		Confirm               []researchCutoff                 `json:"urine_confirm_cutoff"`
		Oral                  *struct {
			Initial    json.Number `json:"initial_ng_ml"`
			Confirm    json.Number `json:"confirm_ng_ml"`
			Basis, Src string
		} `json:"oral_fluid_cutoff"`
		Windows              map[string][]map[string]any `json:"detection_window"`
		Parents, Metabolites []string
		Cross                []struct{ Agent, Src string } `json:"cross_reactants_on_immunoassay"`
		ExplainedBy          []string                      `json:"explained_by_prescribed"`
		Safety               []string
		Note                 string
	}
	Ratios   []map[string]any `json:"ratio_rules"`
	Residual []map[string]any `json:"residual_rules"`
}

type researchCutoff struct {
	NgML       json.Number `json:"ng_ml"`
	Value      json.Number
	Unit       string
	Basis, Src string
}

func researched(t testing.TB) (r research) {
	t.Helper()
	data, err := os.ReadFile("testdata/drug-testing.json")
	require.NoError(t, err)
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&r))
	require.Len(t, r.Analytes, 43)
	return r
}

// added are values of the catalogue that the table does not list in that
// place, each with the reason.
var added = map[string]string{
	"barbiturate_class explainedBy butalbital":    "the table's windows (AAP) name it among what the screen shows",
	"barbiturate_class explainedBy phenobarbital": "the table's windows (AAP) name it among what the screen shows",
}

func TestCatalogueHoldsTheResearchTable(t *testing.T) {
	c := drugtest.Embedded()
	n := 0
	for _, want := range researched(t).Analytes {
		n++
		t.Run(want.ID, func(t *testing.T) {
			got, ok := c.Analyte(drugtest.AnalyteID(want.ID))
			require.True(t, ok)
			require.Equal(t, want.Name, got.Name)
			require.Equal(t, want.Class, string(got.Class()))
			require.Equal(t, strings.ReplaceAll(want.Kind, "_", "-"), string(got.Kind))
			if !strings.Contains(want.Note, "_rules") { // the note names a part of the table
				require.Equal(t, want.Note, got.Note)
			}
			codes := map[string]string{}
			for test, l := range want.LOINC {
				codes[strings.ReplaceAll(test, "_", "-")] = l.Code
			}
			for _, l := range got.LOINC {
				require.Equal(t, codes[l.Test], l.Code)
				delete(codes, l.Test)
			}
			require.Empty(t, codes, "codes that are not shipped")
			relations := func(list []drugtest.Relation) (out []string) {
				for _, r := range list {
					s := string(r.ID)
					if r.Minor {
						s += " (minor)"
					}
					out = append(out, s)
				}
				return out
			}
			require.Equal(t, want.Parents, relations(got.Parents))
			require.Equal(t, want.Metabolites, relations(got.Metabolites))
			var explained []string
			for _, e := range got.ExplainedBy {
				key := fmt.Sprintf("%s explainedBy %s", got.ID, e.Medication)
				if added[key] == "" {
					explained = append(explained, string(e.Medication))
				}
			}
			require.Equal(t, len(want.ExplainedBy), len(explained))
			for i, e := range want.ExplainedBy {
				require.Equal(t, regexp.MustCompile(` \(.*\)`).ReplaceAllString(e, ""), explained[i])
			}
			for _, s := range want.Safety {
				require.True(t, got.Safety.Has(tagFor[s]), s)
			}
		})
	}
	require.Equal(t, 43, n)
	all := 0
	for range c.Analytes() {
		all++
	}
	require.Equal(t, 43, all)
}

var tagFor = map[string]drugtest.Tag{
	"ask_about_fentanyl_contamination": drugtest.FentanylContaminationTag, "naloxone": drugtest.NaloxoneTag,
	"naloxone_still_indicated": drugtest.NaloxoneTag, "overdose_education": drugtest.OverdoseEducationTag,
	"offer_moud": drugtest.OfferMedicationTag, "residual_possible": drugtest.ResidualPossibleTag,
	"sedative_opioid_coingestion": drugtest.SedativeWithOpioidTag, "alcohol_withdrawal_screen": drugtest.WithdrawalScreenTag,
	"wound_care": drugtest.WoundCareTag, "sedation_education": drugtest.SedationEducationTag,
}

// TestCutoffsAreThoseOfTheTable compares every cut-off, and that there is none
// for fentanyl in oral fluid, where published sources conflict.
func TestCutoffsAreThoseOfTheTable(t *testing.T) {
	n := 0
	for _, want := range researched(t).Analytes {
		got, _ := drugtest.Embedded().Analyte(drugtest.AnalyteID(want.ID))
		var lines, have []string
		line := func(matrix, process, assay string, value json.Number, unit, source string) {
			lines = append(lines, fmt.Sprintf("%s %s %q %s %s %s", matrix, process, assay, value, unit, source))
		}
		for process, list := range map[string][]researchCutoff{"presumptive": want.Screen, "definitive": want.Confirm} {
			for _, k := range list {
				if k.NgML != "" {
					k.Value, k.Unit = k.NgML, "ng/mL"
				}
				line("urine", process, k.Basis, k.Value, k.Unit, k.Src)
			}
		}
		if o := want.Oral; o != nil {
			line("oral-fluid", "presumptive", o.Basis+" initial", o.Initial, "ng/mL", o.Src)
			line("oral-fluid", "definitive", o.Basis+" confirmatory", o.Confirm, "ng/mL", o.Src)
		}
		for _, k := range got.Cutoffs {
			have = append(have, fmt.Sprintf("%s %s %q %s %s %s", k.Matrix, k.Process, k.Assay, k.Value.Amount, k.Unit, k.From))
			require.NotNil(t, k.Source(), want.ID)
			require.True(t, k.Cutoff().IsSet(), want.ID)
			require.False(t, want.ID == "fentanyl" && k.Matrix == drugtest.OralFluid)
			n++
		}
		slices.Sort(lines)
		slices.Sort(have)
		require.Equal(t, lines, have, want.ID)
	}
	require.Equal(t, 88, n) // counted in the table: 60 in urine, and 14 analytes with two each in oral fluid
}

func TestWindowsAreThoseOfTheTable(t *testing.T) {
	for _, want := range researched(t).Analytes {
		got, _ := drugtest.Embedded().Analyte(drugtest.AnalyteID(want.ID))
		var lines, have []string
		for matrix, list := range want.Windows {
			for _, w := range list {
				var line strings.Builder
				line.WriteString(strings.ReplaceAll(matrix, "_", "-"))
				for _, k := range []string{"use", "min", "max", "mean", "sd", "max_observed", "n", "unit", "src"} {
					if w[k] != nil {
						fmt.Fprintf(&line, " %s=%v", k, w[k])
					}
				}
				lines = append(lines, line.String())
			}
		}
		for _, w := range got.Windows {
			var line strings.Builder
			line.WriteString(w.Matrix.String() + " use=" + w.Use)
			for _, p := range []struct {
				key string
				drugtest.Number
			}{{"min", w.Min}, {"max", w.Max}, {"mean", w.Mean}, {"sd", w.SD}, {"max_observed", w.Observed}} {
				if p.IsKnown() {
					fmt.Fprintf(&line, " %s=%s", p.key, p.Amount)
				}
			}
			if w.People > 0 {
				fmt.Fprintf(&line, " n=%d", w.People)
			}
			have = append(have, line.String()+fmt.Sprintf(" unit=%s src=%s", w.Unit, w.From))
		}
		slices.Sort(lines)
		slices.Sort(have)
		require.Equal(t, lines, have, want.ID)
	}
}

// TestMimicsAreThoseOfTheTable compares the agents by their first word and
// source, and that each mapping that the table calls recalled is off.
func TestMimicsAreThoseOfTheTable(t *testing.T) {
	renamed := map[string]string{"l-methamphetamine": "nasal", "trazodone/m-CPP": "trazodone"}
	n := 0
	for _, want := range researched(t).Analytes {
		got, _ := drugtest.Embedded().Analyte(drugtest.AnalyteID(want.ID))
		require.Len(t, got.Mimics, len(want.Cross), want.ID)
		for i, k := range want.Cross {
			first, _, _ := strings.Cut(k.Agent, " ")
			if renamed[first] != "" {
				first = renamed[first]
			}
			m := got.Mimics[i]
			require.True(t, strings.HasPrefix(m.Agent, first), "%s: %s", k.Agent, m.Agent)
			require.Equal(t, k.Src, m.From)
			require.Equal(t, strings.Contains(k.Agent, "recalled") || k.Src == "RECALL", m.Recalled(), k.Agent)
			n++
		}
	}
	require.Greater(t, n, 45)
}

// TestSourcesAreThoseOfTheTable compares confidence and address of every
// source.
func TestSourcesAreThoseOfTheTable(t *testing.T) {
	table := researched(t).Sources
	data, err := os.ReadFile("sources.json")
	require.NoError(t, err)
	var have map[string]iop.Source
	require.NoError(t, json.Unmarshal(data, &have))
	own := []string{"CATALOG", "L39981", "L35006", "MED207154", "MP566", "OK450"} // from the text of facts/drug-testing.md, sections 1 and 5, and our own
	for key, s := range have {
		if slices.Contains(own, key) {
			continue
		}
		want, ok := table[key]
		require.True(t, ok, key)
		require.Equal(t, want.Confidence, s.Confidence.String(), key)
		if want.URL != nil {
			address, _, _ := strings.Cut(*want.URL, " ")
			at, _, _ := strings.Cut(s.URL+s.ReadAt, " ")
			require.Equal(t, address, at, key)
		}
	}
	for key := range table {
		require.Contains(t, have, key)
	}
}
