package drugtest_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/stretchr/testify/require"
)

const (
	screen     = drugtest.Presumptive
	definitive = drugtest.Definitive
)

// readings are cases worked out from facts/drug-testing.md and the research
// table; basis says where. The last sample is the one that is read.
var readings = []struct {
	name, basis string
	meds        string
	samples     []sample
	want        string
	says        string // the facts of the first row hold this
}{
	{"negative without a medication", "section 4, negative expected", "",
		[]sample{{by: screen, panel: "cocaine", found: "benzoylecgonine-"}}, "benzoylecgonine negative-expected", "does not exclude use"},
	{"positive without a medication, screened", "section 4 and 1.7", "",
		[]sample{{by: screen, panel: "cocaine", found: "benzoylecgonine+410"}}, "benzoylecgonine positive-unexpected", "presumptive"},
	{"positive without a medication, confirmed", "section 4", "",
		[]sample{{by: definitive, panel: "cocaine", found: "benzoylecgonine+410"}}, "benzoylecgonine positive-unexpected", "found by a definitive method"},
	{"panel member without a finding", "issue 5", "",
		[]sample{{by: screen, panel: "cocaine fentanyl opiate", found: "benzoylecgonine-"}},
		"benzoylecgonine negative-expected\nfentanyl indeterminate\nopiate indeterminate", ""},
	{"medication that the panel cannot show", "issue 5; not on panel is not negative", "buprenorphine",
		[]sample{{by: screen, panel: "cocaine", found: "benzoylecgonine-"}}, "benzoylecgonine negative-expected\nbuprenorphine not-tested", ""},
	{"reported as indeterminate", "issue 5", "", []sample{{by: screen, panel: "fentanyl", found: "fentanyl?"}}, "fentanyl indeterminate", "laboratory"},

	{"poppy seeds or morphine, low", "section 2: to about 2,000 ng/mL", "",
		[]sample{{by: definitive, panel: "morphine codeine 6mam", found: "morphine+600 codeine- 6mam-"}},
		"6mam negative-expected\ncodeine negative-expected\nmorphine indeterminate", "about 8 hours"},
	{"morphine at 2,000", "section 2", "", []sample{{by: definitive, panel: "morphine", found: "morphine+2000"}}, "morphine indeterminate", "poppy seeds"},
	{"morphine above 2,000", "section 2", "", []sample{{by: definitive, panel: "morphine", found: "morphine+2000.1"}}, "morphine positive-unexpected", "poppy seeds"},
	{"morphine prescribed", "metabolite map", "morphine", []sample{{by: definitive, panel: "morphine", found: "morphine+5000"}}, "morphine positive-expected", "morphine was in force"},
	{"heroin with 6-MAM", "section 2: heroin to 6-MAM to morphine", "",
		[]sample{{by: definitive, panel: "morphine 6mam", found: "morphine+1500 6mam+20"}},
		"6mam positive-unexpected\nmorphine positive-unexpected", "specific marker: heroin"},
	{"6-MAM is not explained by morphine", "section 2: 6-MAM comes of heroin", "morphine",
		[]sample{{by: definitive, panel: "morphine 6mam", found: "morphine+1500 6mam+20"}},
		"6mam positive-unexpected\nmorphine positive-expected", ""},
	{"codeine with morphine and minor hydrocodone", "metabolite map", "codeine",
		[]sample{{by: definitive, panel: "codeine morphine hydrocodone hydromorphone", found: "codeine+3000 morphine+500 hydrocodone+60 hydromorphone+30"}},
		"codeine positive-expected\nhydrocodone positive-expected\nhydromorphone positive-expected\nmorphine positive-expected", "codeine within about 24 hours"},
	{"hydrocodone to hydromorphone", "metabolite map", "hydrocodone",
		[]sample{{by: definitive, panel: "opioid", found: "hydrocodone+400 hydromorphone+80"}}, "hydrocodone positive-expected\nhydromorphone positive-expected", ""},
	{"hydromorphone does not explain hydrocodone", "metabolite map", "hydromorphone",
		[]sample{{by: definitive, panel: "opioid", found: "hydrocodone+400 hydromorphone+80"}}, "hydrocodone positive-unexpected\nhydromorphone positive-expected", ""},
	{"oxycodone shown, oxymorphone below the cut-off", "metabolite map", "oxycodone",
		[]sample{{by: definitive, panel: "opioid", found: "oxycodone+400 oxymorphone-"}}, "oxycodone positive-expected\noxymorphone negative-expected", ""},
	{"oxycodone is not seen by opiates", "oxycodone, note", "oxycodone",
		[]sample{{by: screen, panel: "opiate", found: "morphine-"}}, "morphine negative-expected\noxycodone not-tested", ""},
	{"methamphetamine to amphetamine", "metabolite map", "",
		[]sample{{by: definitive, panel: "stimulant", found: "methamphetamine+2000 amphetamine+300"}},
		"amphetamine positive-unexpected\nmethamphetamine positive-unexpected", "the body makes it of methamphetamine"},
	{"prescribed amphetamine", "explained by", "amphetamine_salts",
		[]sample{{by: definitive, panel: "stimulant", found: "amphetamine+3000 methamphetamine-"}}, "amphetamine positive-expected\nmethamphetamine negative-expected", ""},
	{"lisdexamfetamine", "metabolite map", "lisdexamfetamine", []sample{{by: screen, panel: "stimulant", found: "amphetamine+"}}, "amphetamine positive-expected", ""},
	{"amphetamine does not explain methamphetamine", "metabolite map", "amphetamine_salts",
		[]sample{{by: definitive, panel: "stimulant", found: "amphetamine+3000 methamphetamine+900"}}, "amphetamine positive-expected\nmethamphetamine positive-unexpected", ""},
	{"prescribed methamphetamine gives amphetamine", "metabolite map", "methamphetamine_rx",
		[]sample{{by: definitive, panel: "stimulant", found: "amphetamine+300 methamphetamine+900"}}, "amphetamine positive-expected\nmethamphetamine positive-expected", ""},
	{"methylphenidate needs its own assay", "methylphenidate, note", "methylphenidate",
		[]sample{{by: screen, panel: "stimulant", found: "amphetamine-"}}, "amphetamine negative-expected\nmethylphenidate not-tested", ""},
	{"cross-reaction is named first", "section 4: check cross-reactants", "bupropion",
		[]sample{{by: screen, panel: "stimulant", found: "amphetamine+"}}, "amphetamine positive-unexpected\nbupropion not-tested", "possible cross-reaction: bupropion"},

	{"buprenorphine with norbuprenorphine", "section 2, ratio", "buprenorphine",
		[]sample{{by: definitive, panel: "opioid_moud", found: "buprenorphine+60 norbuprenorphine+120"}},
		"buprenorphine positive-expected\nnorbuprenorphine positive-expected", "recent dosing of at least some buprenorphine"},
	{"buprenorphine without norbuprenorphine", "ratio_rules nb_ratio", "buprenorphine",
		[]sample{{by: definitive, panel: "opioid_moud", found: "buprenorphine+900 norbuprenorphine-"}},
		"buprenorphine positive-expected\nnorbuprenorphine negative-unexpected", "never a verdict"},
	{"norbuprenorphine alone shows buprenorphine", "metabolite map", "buprenorphine",
		[]sample{{by: definitive, panel: "opioid_moud", found: "buprenorphine- norbuprenorphine+30"}},
		"buprenorphine negative-expected\nnorbuprenorphine positive-expected", ""},
	{"both absent", "section 4, negative unexpected", "buprenorphine",
		[]sample{{by: definitive, panel: "opioid_moud", found: "buprenorphine- norbuprenorphine-"}},
		"buprenorphine negative-unexpected\nnorbuprenorphine negative-unexpected", "explore timing"},
	{"with naloxone in one product", "medication names", "buprenorphine_naloxone",
		[]sample{{by: definitive, panel: "buprenorphine naloxone", found: "buprenorphine+60 naloxone-"}},
		"buprenorphine positive-expected\nnaloxone negative-expected", ""},
	{"methadone without EDDP", "methadone, note", "methadone",
		[]sample{{by: definitive, panel: "methadone eddp", found: "methadone+900 eddp-"}}, "eddp negative-unexpected\nmethadone positive-expected", "beside methadone"},
	{"medication that began today", "CQL: at least a day before", "methadone:0",
		[]sample{{by: screen, panel: "methadone", found: "methadone-"}}, "methadone negative-expected", "began on the day"},
	{"medication that began yesterday", "CQL: at least a day before", "methadone:-1",
		[]sample{{by: screen, panel: "methadone", found: "methadone-"}}, "methadone negative-unexpected", ""},
	{"medication that ends today", "in force on its last day", "tramadol:-9-0", []sample{{by: screen, panel: "opioid", found: "tramadol+"}}, "tramadol positive-expected", ""},
	{"medication that ended within the window", "tramadol 1 to 4 days", "tramadol:-9--4", []sample{{by: screen, panel: "opioid", found: "tramadol+"}}, "tramadol indeterminate", "ended 4 d before"},
	{"medication that ended before the window", "tramadol 1 to 4 days", "tramadol:-9--5", []sample{{by: screen, panel: "opioid", found: "tramadol+"}}, "tramadol positive-unexpected", ""},
	{"medication that begins tomorrow", "in force", "tramadol:1", []sample{{by: screen, panel: "opioid", found: "tramadol+"}}, "tramadol positive-unexpected", ""},

	{"diazepam and its metabolites", "metabolite map", "diazepam",
		[]sample{{by: definitive, panel: "benzodiazepine", found: "nordiazepam+200 oxazepam+300 temazepam+90"}},
		"nordiazepam positive-expected\noxazepam positive-expected\ntemazepam positive-expected", ""},
	{"clonazepam may be missed by a class screen", "benzodiazepine_class, note", "clonazepam",
		[]sample{{by: screen, panel: "benzodiazepine", found: "benzodiazepine_class-"}},
		"benzodiazepine_class negative-expected\n7_aminoclonazepam not-tested", ""},
	{"alprazolam explains a class screen all the same", "class", "alprazolam",
		[]sample{{by: screen, panel: "benzodiazepine", found: "benzodiazepine_class+"}}, "benzodiazepine_class positive-expected", ""},
	{"diazepam should show in a class screen", "class", "diazepam",
		[]sample{{by: screen, panel: "benzodiazepine", found: "benzodiazepine_class-"}}, "benzodiazepine_class negative-unexpected", ""},
	{"zolpidem does not explain carisoprodol", "explained by", "zolpidem",
		[]sample{{by: screen, panel: "carisoprodol_meprobamate zolpidem", found: "carisoprodol_meprobamate+ zolpidem+"}},
		"carisoprodol_meprobamate positive-unexpected\nzolpidem positive-expected", ""},

	{"dilute with a positive", "section 4: positive usable", "",
		[]sample{{by: screen, panel: "cocaine fentanyl", found: "benzoylecgonine+ fentanyl-", specimen: withCreatinine("15", "1.0025")}},
		"benzoylecgonine positive-unexpected\nfentanyl indeterminate", ""},
	{"substituted with findings", "issue 5", "",
		[]sample{{by: screen, panel: "cocaine fentanyl", found: "benzoylecgonine+ fentanyl-", specimen: withCreatinine("1.9", "1.0005")}},
		"benzoylecgonine unusable\nfentanyl unusable", "substituted"},
	{"substituted without findings", "issue 5", "buprenorphine",
		[]sample{{by: screen, panel: "cocaine", specimen: withCreatinine("1.9", "1.0205")}}, "unusable", "substituted"},

	{"EtG from hand sanitizer", "section 2: 100 to 500 may be extraneous", "",
		[]sample{{by: definitive, panel: "ethyl_glucuronide", found: "ethyl_glucuronide+320"}}, "ethyl_glucuronide indeterminate", "hand sanitizer"},
	{"EtG above the band", "section 2", "",
		[]sample{{by: definitive, panel: "ethyl_glucuronide", found: "ethyl_glucuronide+500.5"}}, "ethyl_glucuronide positive-unexpected", "hand sanitizer"},

	{"fentanyl 7 days after", "section 2: seen to 19 days", "",
		[]sample{{by: screen, panel: "fentanyl", found: "fentanyl+"}, {day: 7, by: screen, panel: "fentanyl", found: "fentanyl+"}}, "fentanyl indeterminate", "up to 19 days"},
	{"fentanyl 19 days after", "section 2", "",
		[]sample{{by: screen, panel: "fentanyl", found: "fentanyl+"}, {day: 19, by: screen, panel: "fentanyl", found: "fentanyl+"}}, "fentanyl indeterminate", "this is day 19"},
	{"fentanyl 20 days after", "section 2", "",
		[]sample{{by: definitive, panel: "opioid_synthetic", found: "fentanyl+9 norfentanyl+40"}, {day: 20, by: definitive, panel: "opioid_synthetic", found: "fentanyl+1 norfentanyl+9"}},
		"fentanyl positive-unexpected\nnorfentanyl residual", "beyond"},
	{"norfentanyl 27 days after", "section 2: seen to 26 days", "",
		[]sample{{by: definitive, panel: "opioid_synthetic", found: "norfentanyl+40"}, {day: 27, by: definitive, panel: "opioid_synthetic", found: "norfentanyl+2"}}, "norfentanyl positive-unexpected", "beyond"},
	{"fentanyl after a negative", "a use in between", "",
		[]sample{{by: screen, panel: "fentanyl", found: "fentanyl+"}, {day: 5, by: screen, panel: "fentanyl", found: "fentanyl-"}, {day: 9, by: screen, panel: "fentanyl", found: "fentanyl+"}},
		"fentanyl positive-unexpected", ""},
	{"left-overs do not begin a new count", "the use was on day 0", "",
		[]sample{{by: screen, panel: "fentanyl", found: "fentanyl+"}, {day: 10, by: screen, panel: "fentanyl", found: "fentanyl+"}, {day: 20, by: screen, panel: "fentanyl", found: "fentanyl+"}},
		"fentanyl positive-unexpected", "day 20"},
	{"falling fentanyl", "section 4, residual", "",
		[]sample{{by: definitive, panel: "fentanyl", found: "fentanyl+20"}, {day: 7, by: definitive, panel: "fentanyl", found: "fentanyl+4"}}, "fentanyl residual", "fell to 0.2"},
}

func withCreatinine(mgPerDL, gravity string) *drugtest.Specimen {
	t := failing{}
	s := good(t)
	s.Creatinine, s.SpecificGravity = quantity(t, mgPerDL+" mg/dL"), amount(gravity)
	return &s
}

// failing stands for a test where tables are made.
type failing struct{}

func (failing) Helper()                           {}
func (failing) Fatalf(format string, args ...any) { panic(format) }

func TestReadingsFromTheSources(t *testing.T) {
	for _, c := range readings {
		t.Run(c.name, func(t *testing.T) {
			in := interpreted(t, c.meds, c.samples...)
			require.Equal(t, c.want, short(in), c.basis)
			if c.says != "" {
				var all strings.Builder
				for _, f := range in.Rows[0].Because {
					all.WriteString(f.String() + "\n")
				}
				require.Contains(t, all.String(), c.says)
			}
		})
	}
	require.GreaterOrEqual(t, len(readings), 40)
}

// TestFallingRatios follows the THC ratios of facts/drug-testing.md, section
// 2, in steps of days: the first specimen has 200 ng/mL at creatinine 100.
func TestFallingRatios(t *testing.T) {
	after := func(days int, found string) []sample {
		return []sample{{by: definitive, panel: "cannabinoid", found: "thc_cooh+200"}, {day: days, by: definitive, panel: "cannabinoid", found: "thc_cooh+" + found}}
	}
	at := func(minute string, s []sample) []sample {
		s[0].minute, s[1].minute = "0", minute
		return s
	}
	for _, c := range []struct {
		name    string
		samples []sample
		want    drugtest.Reading
	}{
		{"2 days, 0.495", after(2, "99"), drugtest.Residual},
		{"2 days, 0.5", after(2, "100"), drugtest.IndeterminateReading},
		{"2 days, 0.995", after(2, "199"), drugtest.IndeterminateReading},
		{"2 days, 1", after(2, "200"), drugtest.IndeterminateReading},
		{"2 days, 1.495", after(2, "299"), drugtest.IndeterminateReading},
		{"2 days, 1.5", after(2, "300"), drugtest.PositiveUnexpected},
		{"1 day, 1.5: may be under 24 hours", after(1, "300"), drugtest.IndeterminateReading},
		{"1 day, 3.05", after(1, "610"), drugtest.IndeterminateReading},
		{"1 day, 3.055", after(1, "611"), drugtest.PositiveUnexpected},
		{"1 day, 0.495", after(1, "99"), drugtest.Residual},
		{"20 hours, 1.59", at("0", []sample{{by: definitive, panel: "cannabinoid", found: "thc_cooh+200"}, {day: 1, by: definitive, panel: "cannabinoid", found: "thc_cooh+318"}}), drugtest.Residual},
		{"24 hours and a minute, 1.59", at("1", []sample{{by: definitive, panel: "cannabinoid", found: "thc_cooh+200"}, {day: 1, by: definitive, panel: "cannabinoid", found: "thc_cooh+318"}}), drugtest.PositiveUnexpected},
		{"100 hours, 0.135", at("240", after(4, "27")), drugtest.Residual},
		{"100 hours, 0.14", at("240", after(4, "28")), drugtest.IndeterminateReading},
		{"4 days without clocks, 0.14", after(4, "28"), drugtest.Residual},
		{"70 days, no ratio under 1", after(70, "400"), drugtest.PositiveUnexpected},
		{"71 days, beyond any window and falling", after(71, "20"), drugtest.IndeterminateReading},
		{"71 days, not falling", after(71, "200"), drugtest.PositiveUnexpected},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := interpreted(t, "", c.samples...)
			require.Equal(t, c.want.String(), in.Rows[0].Reading.String(), facts(t, in, "thc_cooh"))
		})
	}
	t.Run("falling for the second time", func(t *testing.T) {
		in := interpreted(t, "", append(after(7, "150"), sample{day: 14, by: definitive, panel: "cannabinoid", found: "thc_cooh+100"})...)
		require.Equal(t, drugtest.Residual, in.Rows[0].Reading)
		require.Contains(t, facts(t, in, "thc_cooh"), "fell the time before too")
	})
	t.Run("a dilute specimen does not look like a fall", func(t *testing.T) {
		s := after(7, "60")
		s[1].specimen = withCreatinine("25", "1.004") // 60 at 25 is 240 at 100
		in := interpreted(t, "", s...)
		require.Equal(t, drugtest.IndeterminateReading, in.Rows[0].Reading)
	})
	t.Run("without creatinine nothing is compared", func(t *testing.T) {
		s := after(7, "60")
		s[1].specimen = &drugtest.Specimen{Matrix: drugtest.Urine}
		in := interpreted(t, "", s...)
		require.Equal(t, drugtest.IndeterminateReading, in.Rows[0].Reading)
		require.Contains(t, facts(t, in, "thc_cooh"), "no creatinine-normalized comparison")
	})
	t.Run("a screen is not compared with a definitive method", func(t *testing.T) {
		s := after(7, "20")
		s[1].by = screen
		require.Equal(t, drugtest.IndeterminateReading, interpreted(t, "", s...).Rows[0].Reading)
	})
}

func TestResultsWithoutAReportGiveNoRows(t *testing.T) {
	for _, s := range []sample{
		{day: 3, collect: drugtest.Declined}, {day: 3, collect: drugtest.Unable}, {day: 3, collect: drugtest.MissedExcused}, {day: 3, collect: drugtest.MissedUnexcused},
		{day: 3, by: drugtest.Pending, panel: "fentanyl"}, {day: 3, by: drugtest.Cancelled, panel: "fentanyl"},
	} {
		in := interpreted(t, "buprenorphine", sample{by: screen, panel: "fentanyl", found: "fentanyl+"}, s)
		r, ok := in.Newest()
		require.True(t, ok)
		require.Empty(t, in.Rows, r.Collection().String()+r.Process().String())
		require.Len(t, in.Episodes, 1)
		require.Equal(t, drugtest.NotTested, r.Outcome("fentanyl"))
	}
	in := must1(drugtest.Interpret(&drugtest.History{}, drugtest.Embedded()))(t)
	_, ok := in.Newest()
	require.False(t, ok)
	require.Empty(t, in.Rows)
}

func TestEpisodes(t *testing.T) {
	for _, c := range []struct {
		name    string
		samples []sample
		want    int
	}{
		{"2 days apart", []sample{{by: screen, panel: "cocaine", found: "benzoylecgonine+"}, {day: 2, by: screen, panel: "cocaine", found: "benzoylecgonine+"}}, 1},
		{"3 days apart", []sample{{by: screen, panel: "cocaine", found: "benzoylecgonine+"}, {day: 3, by: screen, panel: "cocaine", found: "benzoylecgonine+"}}, 2},
		{"each 2 days after the one before", []sample{{by: screen, panel: "cocaine", found: "benzoylecgonine+"}, {day: 2, by: screen, panel: "cocaine", found: "benzoylecgonine+"}, {day: 4, by: screen, panel: "cocaine", found: "benzoylecgonine+"}}, 1},
		{"a screen and its confirmation", []sample{{id: "a", by: screen, panel: "cocaine", found: "benzoylecgonine+"}, {id: "b", by: definitive, panel: "cocaine", found: "benzoylecgonine+"}}, 1},
		{"a screen that a definitive method did not confirm", []sample{{id: "a", by: screen, panel: "cocaine", found: "benzoylecgonine+"}, {id: "b", by: definitive, panel: "cocaine", found: "benzoylecgonine-"}}, 0},
		{"a drug and its metabolite", []sample{{by: definitive, panel: "stimulant", found: "methamphetamine+ amphetamine+"}}, 1},
		{"two markers of alcohol", []sample{{by: definitive, panel: "alcohol", found: "ethyl_glucuronide+900 ethyl_sulfate+200"}}, 1},
		{"two substances", []sample{{by: definitive, panel: "stimulant fentanyl", found: "methamphetamine+ fentanyl+"}}, 2},
		{"the metabolite alone, a day later", []sample{{by: definitive, panel: "stimulant", found: "methamphetamine+ amphetamine+"}, {day: 1, by: definitive, panel: "stimulant", found: "amphetamine+"}}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := interpreted(t, "", c.samples...)
			require.Len(t, in.Episodes, c.want)
		})
	}
	in := interpreted(t, "", sample{by: definitive, panel: "stimulant", found: "methamphetamine+ amphetamine+"})
	require.Equal(t, drugtest.AnalyteID("methamphetamine"), in.Episodes[0].Analyte, "the one that the other is made of")
	require.Equal(t, 0, in.Rows[0].Episode)
	require.Equal(t, 0, in.Rows[1].Episode)

	in = interpreted(t, "", sample{by: screen, panel: "cocaine", found: "benzoylecgonine+!"}, sample{day: 10, by: screen, panel: "fentanyl", found: "fentanyl+"}, sample{day: 20, by: definitive, panel: "cocaine", found: "benzoylecgonine+"})
	require.Equal(t, 3, in.Count(day(20), 30, false))
	require.Equal(t, 2, in.Count(day(20), 30, true), "confirmed or reported")
	require.Equal(t, 2, in.Count(day(20), 20, false), "21 days hold day 0")
	require.Equal(t, 3, in.Count(day(20), 21, false))
	require.Equal(t, 1, in.Count(day(5), 30, false))
}
