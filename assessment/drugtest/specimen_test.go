package drugtest_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/stretchr/testify/require"
)

// measured makes a specimen of urine from words such as "creatinine=19.9
// gravity=1.0029 pH=6 nitrite=499 status=dilute celsius=31.9 after=5".
func measured(t fatal, words string) drugtest.Specimen {
	t.Helper()
	s := drugtest.Specimen{Matrix: drugtest.Urine}
	for word := range strings.FieldsSeq(words) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "creatinine":
			s.Creatinine = quantity(t, value+" mg/dL")
		case "grams":
			s.Creatinine = quantity(t, value+" g/L")
		case "gravity":
			s.SpecificGravity = amount(value)
		case "pH":
			s.PH = amount(value)
		case "nitrite":
			s.Nitrite = quantity(t, value+" ug/mL")
		case "celsius":
			s.Temperature = quantity(t, value+" degC")
		case "after":
			s.TemperatureAfter = amount(value)
		case "status":
			if err := s.Status.UnmarshalText([]byte(value)); err != nil {
				t.Fatalf("%v", err)
			}
		default:
			t.Fatalf("no measurement %s", name)
		}
	}
	return s
}

// TestValidityAtTheBounds tries each number of facts/drug-testing.md, section
// 3, at and beside its bound.
func TestValidityAtTheBounds(t *testing.T) {
	for _, c := range []struct {
		specimen string
		want     drugtest.Validity
	}{
		{"", drugtest.NotAssessed},
		{"creatinine=85 gravity=1.012 pH=6.1", drugtest.Acceptable},
		{"creatinine=1.9 gravity=1.001 pH=6", drugtest.Substituted},
		{"creatinine=1.9 gravity=1.0011 pH=6", drugtest.Invalid},
		{"creatinine=1.9 gravity=1.0199 pH=6", drugtest.Invalid},
		{"creatinine=1.9 gravity=1.02 pH=6", drugtest.Substituted},
		{"creatinine=2 gravity=1.02 pH=6", drugtest.Acceptable},
		{"grams=0.019 gravity=1.02 pH=6", drugtest.Substituted}, // 1.9 mg/dL
		{"creatinine=2 gravity=1.0029 pH=6", drugtest.Dilute},
		{"creatinine=19.9 gravity=1.0029 pH=6", drugtest.Dilute},
		{"creatinine=19.9 gravity=1.003 pH=6", drugtest.Acceptable},
		{"creatinine=20 gravity=1.0029 pH=6", drugtest.Acceptable},
		{"creatinine=19.9", drugtest.Dilute}, // clinical text: creatinine alone
		{"creatinine=20", drugtest.Acceptable},
		{"creatinine=85 gravity=1.012 pH=3.9", drugtest.Adulterated},
		{"creatinine=85 gravity=1.012 pH=4", drugtest.Acceptable}, // 4 to 4.5 is recalled, and off
		{"creatinine=85 gravity=1.012 pH=8.9", drugtest.Acceptable},
		{"creatinine=85 gravity=1.012 pH=9", drugtest.Invalid},
		{"creatinine=85 gravity=1.012 pH=10.9", drugtest.Invalid},
		{"creatinine=85 gravity=1.012 pH=11", drugtest.Adulterated},
		{"creatinine=85 gravity=1.012 pH=6 nitrite=499", drugtest.Acceptable}, // 200 to 499 is recalled, and off
		{"creatinine=85 gravity=1.012 pH=6 nitrite=500", drugtest.Adulterated},
		{"creatinine=1 gravity=1.0005 pH=3", drugtest.Substituted}, // the first of the order
		{"creatinine=10 gravity=1.002 pH=9.5", drugtest.Invalid},   // before dilute

		// The laboratory's own verdict.
		{"status=dilute", drugtest.Dilute},
		{"status=acceptable", drugtest.Acceptable},
		{"creatinine=85 gravity=1.012 pH=6 status=dilute", drugtest.Acceptable},
		{"creatinine=85 gravity=1.012 pH=6 status=substituted", drugtest.Acceptable},
		{"creatinine=1.9 gravity=1.001 pH=6 status=acceptable", drugtest.Substituted},
		{"creatinine=10 gravity=1.002 pH=6 status=acceptable", drugtest.Dilute},
		{"creatinine=85 status=adulterated", drugtest.Adulterated}, // no pH, so that the number does not decide
	} {
		t.Run(c.specimen, func(t *testing.T) {
			got, because := measured(t, c.specimen).Validity(drugtest.EmbeddedCriteria())
			require.Equal(t, c.want.String(), got.String())
			require.Equal(t, got <= drugtest.Dilute, got.IsUsable())
			for _, f := range because {
				require.NotEmpty(t, f.String())
			}
		})
	}
}

func TestRecalledCriteriaAreOffByDefault(t *testing.T) {
	for specimen, want := range map[string]drugtest.Validity{ // any order: each alone
		"creatinine=85 gravity=1.012 pH=4": drugtest.Invalid, "creatinine=85 gravity=1.012 pH=4.5": drugtest.Acceptable,
		"creatinine=85 gravity=1.012 pH=6 nitrite=200": drugtest.Invalid, "creatinine=85 gravity=1.012 pH=6 nitrite=199": drugtest.Acceptable,
		"creatinine=2 gravity=1.001 pH=6": drugtest.Invalid,
	} {
		all := drugtest.EmbeddedCriteria().WithRecalled()
		got, because := measured(t, specimen).Validity(all)
		require.Equal(t, want, got, specimen)
		if want == drugtest.Invalid {
			require.Contains(t, because[0].Basis(), "recalled")
			got, _ = measured(t, specimen).Validity(drugtest.EmbeddedCriteria())
			require.NotEqual(t, drugtest.Invalid, got)
		}
	}
}

func TestWhatTheNumbersSayIsTold(t *testing.T) {
	says := func(specimen, want string) {
		t.Helper()
		_, facts := measured(t, specimen).Validity(drugtest.EmbeddedCriteria())
		var all []string
		for _, f := range facts {
			all = append(all, f.String())
		}
		require.Contains(t, strings.Join(all, "\n"), want)
	}
	says("creatinine=85 gravity=1.012 pH=6 status=dilute", "the laboratory calls the specimen dilute; the measurements say otherwise")
	says("status=invalid", "the measurements do not decide")
	says("creatinine=10 gravity=1.002 pH=6", "dilute: creatinine below 20 mg/dL, specific gravity below 1.003")
	says("creatinine=85 gravity=1.031 pH=6", "specific gravity outside 1.003 to 1.030")
	says("creatinine=85 gravity=1.012 pH=8.1", "infection or diet can explain it")
	says("creatinine=85", "not measured: pH")
	says("creatinine=85 gravity=1.012 pH=6 celsius=31.9", "temperature outside 32 to 38")
	_, late := measured(t, "creatinine=85 gravity=1.012 pH=6 celsius=31.9 after=5").Validity(drugtest.EmbeddedCriteria())
	require.Empty(t, late, "a temperature read after 4 minutes says nothing")
}

func TestSpecimensThatCannotBe(t *testing.T) {
	for _, c := range []struct {
		change func(*drugtest.Specimen)
		want   string
	}{
		{func(s *drugtest.Specimen) { s.Matrix = 0 }, "matrix is missing"},
		{func(s *drugtest.Specimen) { s.Creatinine = quantity(t, "37 degC") }, "creatinine has no unit of concentration"},
		{func(s *drugtest.Specimen) { s.Temperature = quantity(t, "37 mg/dL") }, "temperature has no unit of temperature"},
		{func(s *drugtest.Specimen) { s.SpecificGravity = amount("1012") }, "specificGravity is not between 0.9 and 1.2"},
		{func(s *drugtest.Specimen) { s.PH = amount("14.1") }, "pH is not between 0 and 14"},
		{func(s *drugtest.Specimen) { s.TemperatureAfter = amount("-1") }, "temperatureAfter is less than 0"},
	} {
		s := good(t)
		c.change(&s)
		_, err := s.Assess(drugtest.EmbeddedCriteria())
		require.ErrorContains(t, err, c.want)
	}
}

func TestReadCriteria(t *testing.T) {
	own, err := drugtest.ReadCriteria("own.json", []byte(`[{"id": "dilute-30", "matrix": "urine", "status": "dilute", "when": [{"of": "creatinine", "below": 30, "unit": "mg/dL"}], "source": "CATALOG"}]`))
	require.NoError(t, err)
	got, _ := measured(t, "creatinine=29 gravity=1.012 pH=6").Validity(own)
	require.Equal(t, drugtest.Dilute, got)
	for text, want := range map[string]string{ // any order: each alone
		`[{"id": "x", "matrix": "urine", "status": "dilute", "source": "CATALOG"}]`:                                                      "is neither a state with its conditions nor a flag",
		`[{"id": "x", "matrix": "urine", "status": "dilute", "when": [{"of": "creatinine", "below": 30}], "source": "CATALOG"}]`:         "own.json:1: [0].when[0].unit: is missing",
		`[{"id": "x", "matrix": "urine", "status": "dilute", "when": [{"of": "creatinine"}], "source": "CATALOG"}]`:                      "bounds nothing",
		`[{"id": "x", "matrix": "urine", "status": "acceptable", "when": [{"of": "pH", "below": 30}], "source": "CATALOG"}]`:             "is not a state that is looked for",
		`[{"id": "x", "matrix": "urine", "status": "dilute", "when": [{"of": "pH", "below": 30}], "source": "NOBODY"}]`:                  "is no key of the sources",
		`[{"id": "x", "status": "dilute", "when": [{"of": "pH", "below": 3}], "source": "CATALOG"}, {"id": "x", "nonsense": "CATALOG"}]`: "[0].matrix: is missing",
	} {
		_, err := drugtest.ReadCriteria("own.json", []byte(text))
		require.ErrorContains(t, err, want)
	}
}
