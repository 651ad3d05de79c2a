package teds_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/explore"
	"github.com/openiop/openiop/simulate/teds"
)

// All rows here are made up; no row of a real file is part of the library.

const numbers = `CASEID,DISYR,AGE,SERVICES,SERVICES_D,REASON,LOS,SUB1
1,2019,5,7,6,1,37,2
2,2019,2,6,6,2,14,4
3,2019,12,6,6,4,31,10
4,2019,3,6,7,1,20,2
5,2019,4,6,6,3,9,5
6,2019,4,6,6,5,30,5
7,2019,4,6,6,6,1,5
8,2019,4,6,6,7,36,5
9,2019,4,6,6,-9,12,5
10,2019,4,6,6,1,-9,5
`

const labels = "\xef\xbb\xbf" + `"CASEID","DISYR","AGE","SERVICES","SERVICES_D","REASON","LOS","SUB1"` + "\r\n" +
	`"1","2021","25–29 years old","Ambulatory, non-intensive outpatient","Ambulatory, intensive outpatient","Treatment completed","More than a year","Alcohol"` + "\r\n" +
	`"2","2021","15–17 years old","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","Dropped out of treatment","14","Marijuana/hashish"` + "\r\n" +
	`"3","2021","65 years and older","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","Transferred to another treatment program/facility","31 to 45 days","None"` + "\r\n" +
	`"4","2021","18–20 years old","Ambulatory, intensive outpatient","Ambulatory, non-intensive outpatient","Treatment completed","20","Alcohol"` + "\r\n" +
	`"5","2021","21–24 years old","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","Terminated by facility","9 days","Heroin"` + "\r\n" +
	`"6","2021","21–24 years old","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","Incarcerated","30","Heroin"` + "\r\n" +
	`"7","2021","21–24 years old","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","Death","1 day","Heroin"` + "\r\n" +
	`"8","2021","21–24 years old","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","Other","181 to 365 days","Heroin"` + "\r\n" +
	`"9","2021","21–24 years old","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","","12","Heroin"` + "\r\n" +
	`"10","2021","21–24 years old","Ambulatory, intensive outpatient","Ambulatory, intensive outpatient","Treatment completed","Missing/unknown/not collected/invalid","Heroin"`

// TestBothForms: the same ten discharges in both forms of the files.
func TestBothForms(t *testing.T) {
	want := []teds.Discharge{
		{2, careplan.TEDSCompleted, simulate.Completed, teds.OverAYear}, {3, careplan.TEDSDroppedOut, simulate.DroppedOut, 14},
		{4, careplan.TEDSTransferred, simulate.Transferred, teds.Days31To45}, {6, careplan.TEDSTerminated, simulate.Terminated, 9},
		{7, careplan.TEDSIncarcerated, simulate.OtherEnd, 30}, {8, careplan.TEDSDeath, simulate.OtherEnd, 1},
		{9, careplan.TEDSOther, simulate.OtherEnd, teds.Days181To365}, {10, careplan.TEDSMissing, 0, 12}, {11, careplan.TEDSCompleted, simulate.Completed, 0},
	}
	for name, file := range map[string]string{"numbers": numbers, "labels": labels, "tabs": strings.ReplaceAll(numbers, ",", "\t"), "decimals": strings.ReplaceAll(numbers, ",6,", ",6.0,")} {
		t.Run(name, func(t *testing.T) {
			var got []teds.Discharge
			for d, err := range teds.Rows(strings.NewReader(file), "file.csv", teds.Filter{}) {
				require.NoError(t, err)
				got = append(got, d)
			}
			require.Equal(t, want, got)

			table, err := teds.Read(strings.NewReader(file), "file.csv", teds.Filter{})
			require.NoError(t, err)
			require.Equal(t, int64(9), table.Rows)
			require.Equal(t, int64(2), table.Missing)
			require.Equal(t, int64(1), table.Of(simulate.Completed))
			require.Equal(t, int64(3), table.Of(simulate.OtherEnd))
			require.Equal(t, int64(1), table.Counts[simulate.DroppedOut-1][14])

			adults, err := teds.Read(strings.NewReader(file), "file.csv", teds.Filter{Adults: true})
			require.NoError(t, err)
			require.Equal(t, int64(8), adults.Rows)
			require.Zero(t, adults.Of(simulate.DroppedOut))
		})
	}
}

func TestFilters(t *testing.T) {
	read := func(f teds.Filter) teds.Table {
		table, err := teds.Read(strings.NewReader(numbers), "file.csv", f)
		require.NoError(t, err)
		return table
	}
	require.Equal(t, int64(1), read(teds.Filter{Services: []teds.Service{teds.Outpatient}}).Rows)
	require.Equal(t, int64(10), read(teds.Filter{Services: []teds.Service{teds.Outpatient, teds.IntensiveOutpatient}}).Rows)
	require.Equal(t, int64(2), read(teds.Filter{Where: []teds.Where{{"sub1", []string{"2", "10"}}}}).Rows)
	require.Zero(t, read(teds.Filter{Where: []teds.Where{{"SUB1", []string{"2"}}, {"DISYR", []string{"2018"}}}}).Rows)
	inLabels, err := teds.Read(strings.NewReader(labels), "file.csv", teds.Filter{Where: []teds.Where{{"Sub1", []string{"HEROIN", "none"}}}})
	require.NoError(t, err)
	require.Equal(t, int64(7), inLabels.Rows, "the literal word None is a value")
}

// TestOlderFiles name the service SERVSETD, or have only that at admission.
func TestOlderFiles(t *testing.T) {
	for _, column := range []string{"SERVSETD", "SERVICES"} {
		table, err := teds.Read(strings.NewReader("los,Reason,"+column+"\n3,1,6\n4,2,7\n\n5,2,6\n"), "f", teds.Filter{})
		require.NoError(t, err)
		require.Equal(t, int64(2), table.Rows)
	}
}

func TestProblemsNameThePlace(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"empty":            {"", "f.csv:1: has no header"},
		"no stay":          {"REASON,SERVICES\n", "f.csv:1: has no column LOS"},
		"no service":       {"REASON,LOS\n", "has no column SERVICES_D, SERVSETD, SERVICES"},
		"no reason":        {"LOS,SERVICES\n", "has no column REASON"},
		"two":              {"LOS,REASON,SERVICES,LOS\n", `two columns "LOS"`},
		"open header":      {"LOS,\"REASON,SERVICES\n", "a quote that is not closed"},
		"unknown stay":     {"LOS,REASON,SERVICES\n38,1,6\n", "f.csv:2: LOS: is not a length of stay; want 1 to 37"},
		"stay 0":           {"LOS,REASON,SERVICES\n0,1,6\n", "f.csv:2: LOS: is not a length of stay"},
		"unknown reason":   {"LOS,REASON,SERVICES\n\n3,8,6\n", "f.csv:3: REASON: is not a reason of TEDS-D"},
		"unknown service":  {"LOS,REASON,SERVICES\n3,1,9\n", "f.csv:2: SERVICES: is not a service; want 1 to 8"},
		"words":            {"LOS,REASON,SERVICES\n3,1,Day hospital\n", "f.csv:2: SERVICES: is not a service"},
		"short row":        {"LOS,REASON,SERVICES\n3,1\n", "f.csv:2: has 2 cells; the header has 3"},
		"long row":         {"LOS,REASON,SERVICES\n3,1,6,7\n", "f.csv:2: has 4 cells"},
		"open quote":       {"LOS,REASON,SERVICES\n3,1,\"6\n", "f.csv:2: has a quote that is not closed"},
		"text after quote": {"LOS,REASON,SERVICES\n3,1,\"6\"7\n", "f.csv:2: has a quote that is not closed"},
		"very long":        {"LOS,REASON,SERVICES\n" + strings.Repeat("3", 70_000) + ",1,6\n", "f.csv:2: is longer than 65536 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := teds.Read(strings.NewReader(c.file), "f.csv", teds.Filter{})
			require.ErrorContains(t, err, c.want)
		})
	}
	_, err := teds.Read(strings.NewReader("LOS,REASON,SERVICES\n"), "f", teds.Filter{Adults: true})
	require.ErrorContains(t, err, "has no column AGE")
	_, err = teds.Read(strings.NewReader("LOS,REASON,SERVICES\n"), "f", teds.Filter{Where: []teds.Where{{Column: "STFIPS"}}})
	require.ErrorContains(t, err, `has no column "STFIPS"`)
	for _, age := range []string{"13", "0", "old", "9 years", "100 years"} {
		_, err = teds.Read(strings.NewReader("AGE,LOS,REASON,SERVICES\n"+age+",3,1,6\n"), "f", teds.Filter{Adults: true})
		require.ErrorContains(t, err, "f:2: AGE: is not a group of ages")
	}
	_, err = teds.Read(io.MultiReader(strings.NewReader("LOS,REASON,SERVICES\n3,1,6\n"), broken{}), "f", teds.Filter{})
	require.ErrorContains(t, err, "f:3: disk gone")
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("disk gone") }

// TestOtherRowsAreKept: rows with problems do not cost the others, the count is
// right though not all are listed, and no cell is repeated in a message.
func TestOtherRowsAreKept(t *testing.T) {
	var b strings.Builder
	b.WriteString("LOS,REASON,SERVICES\n")
	for range 250 {
		b.WriteString("secret,1,6\n5,1,6\n")
	}
	b.WriteString("3,1,\"6\n7,2,6")
	table, err := teds.Read(strings.NewReader(b.String()), "f", teds.Filter{})
	require.Equal(t, int64(251), table.Rows)
	require.Equal(t, int64(251), table.Bad)
	require.Equal(t, int64(250), table.Counts[simulate.Completed-1][5])
	require.Equal(t, int64(1), table.Counts[simulate.DroppedOut-1][7])
	require.ErrorContains(t, err, "f: 151 problems more")
	require.Equal(t, 101, strings.Count(err.Error(), "\n")+1)
	require.NotContains(t, err.Error(), "secret")

	long, err := teds.Read(strings.NewReader("LOS,REASON,SERVICES\n"+strings.Repeat("x", 200_000)+"\n4,1,6\n"), "f", teds.Filter{})
	require.ErrorContains(t, err, "f:2: is longer")
	require.Equal(t, int64(1), long.Rows)
}

func TestStopping(t *testing.T) {
	n := 0
	for range teds.Rows(strings.NewReader(numbers), "f", teds.Filter{}) {
		if n++; n == 2 {
			break
		}
	}
	require.Equal(t, 2, n)
}

func TestStays(t *testing.T) {
	for days, want := range map[int]teds.Stay{-1: 0, 0: 1, 1: 1, 30: 30, 31: 31, 45: 31, 46: 32, 60: 32, 61: 33, 90: 33, 91: 34, 120: 34, 121: 35, 180: 35, 181: 36, 365: 36, 366: 37, 4000: 37} {
		require.Equal(t, want, teds.StayOf(days), "%d days", days)
	}
	for s := teds.Stay(1); s <= teds.OverAYear; s++ {
		first, last := s.Days()
		require.Equal(t, s, teds.StayOf(first))
		if last > 0 {
			require.Equal(t, s, teds.StayOf(last))
			require.NotEqual(t, s, teds.StayOf(last+1))
		}
		require.NotEmpty(t, s.String())
	}
	first, last := teds.Stay(38).Days()
	require.Zero(t, first+last)
	require.Empty(t, teds.Stay(0).String())
	require.Empty(t, teds.Service(0).String())
	require.Equal(t, "Ambulatory, intensive outpatient", teds.IntensiveOutpatient.String())
}

// d01 is the clock that the library ships: D01 of the calibration data.
var d01 = []struct {
	reason                simulate.Reason
	weight, median, sigma float64
}{
	{simulate.Completed, 0.373, 50, 0.945}, {simulate.Transferred, 0.183, 42, 1.15}, {simulate.DroppedOut, 0.24, 26, 1.24},
	{simulate.Terminated, 0.139, 36, 1.04}, {simulate.OtherEnd, 0.065, 36, 1.28},
}

// planted makes n discharges from the clock: the quantiles of each stay, in
// whole days.
func planted(t *testing.T, n int) (table teds.Table) {
	t.Helper()
	for _, e := range d01 {
		d, err := explore.NewLognormal(e.median, e.sigma)
		require.NoError(t, err)
		of := int(math.Round(e.weight * float64(n)))
		for i := range of {
			days := int(math.Round(d.Quantile((float64(i) + 0.5) / float64(of))))
			require.NoError(t, table.Add(e.reason, teds.StayOf(days), 1))
		}
	}
	return table
}

func TestFitRecoversTheClock(t *testing.T) {
	clock, err := teds.Fit(planted(t, 100_000))
	require.NoError(t, err)
	require.Equal(t, int64(100_000), clock.Discharges)
	for i, want := range d01 {
		e := clock.Exits[i]
		require.Equal(t, want.reason, e.Reason)
		require.InDelta(t, want.weight, e.Weight, 1e-9)
		require.InEpsilon(t, want.median, e.MedianDays, 0.002, "%s", e.Reason)
		require.InEpsilon(t, want.sigma, e.Sigma, 0.002, "%s", e.Reason)
		require.Less(t, e.Gap, 0.002)
		// with every stay known to the day the errors would be median·sigma/sqrt(n) and
		// sigma/sqrt(2n); grouping loses some
		n := float64(e.Count)
		require.Greater(t, e.MedianSE, want.median*want.sigma/math.Sqrt(n)*0.99)
		require.Less(t, e.MedianSE, want.median*want.sigma/math.Sqrt(n)*1.15)
		require.Greater(t, e.SigmaSE, want.sigma/math.Sqrt(2*n)*0.99)
		require.Less(t, e.SigmaSE, want.sigma/math.Sqrt(2*n)*1.25)
		require.InDelta(t, math.Sqrt(want.weight*(1-want.weight)/100_000), e.WeightSE, 1e-9)
	}
	// D01 itself says what it implies: 0.82 at 14 days, 0.60 at 30, 0.35 at 60, 0.23 at 90
	for day, want := range map[float64]float64{14: 0.82, 30: 0.60, 60: 0.35, 90: 0.23, 0: 1, -3: 1} {
		require.InDelta(t, want, clock.Share(day), 0.006, "day %v", day)
	}
	require.Contains(t, clock.String(), "100000 discharges\nreason         share   median  sigma    gap\ncompleted     0.3730     50.0  0.945")
}

// TestFitIsTheMaximum: no neighbor of the fitted values has a higher
// likelihood, on tables that no lognormal made.
func TestFitIsTheMaximum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table teds.Table
		for _, r := range simulate.Reasons() {
			for s := teds.Stay(1); s <= teds.OverAYear; s++ {
				require.NoError(t, table.Add(r, s, rapid.Int64Range(1, 60).Draw(t, "n")))
			}
		}
		clock, err := teds.Fit(table)
		require.NoError(t, err)
		for i, e := range clock.Exits {
			best := likelihood(&table.Counts[i], math.Log(e.MedianDays), e.Sigma)
			for _, step := range [][2]float64{{0.01, 0}, {-0.01, 0}, {0, 0.01}, {0, -0.01}} {
				require.Less(t, likelihood(&table.Counts[i], math.Log(e.MedianDays)+step[0], e.Sigma+step[1]), best)
			}
		}
	})
}

func likelihood(counts *[38]int64, mu, sigma float64) (sum float64) {
	cdf := func(days float64) float64 { return math.Erfc((mu-math.Log(days))/(sigma*math.Sqrt2)) / 2 }
	for s := teds.Stay(1); s <= teds.OverAYear; s++ {
		first, last := s.Days()
		low, high := 0.0, 1.0
		if first > 1 {
			low = cdf(float64(first) - 0.5)
		}
		if last > 0 {
			high = cdf(float64(last) + 0.5)
		}
		sum += float64(counts[s]) * math.Log(high-low)
	}
	return sum
}

// TestExtremeTables: fits end, with an error or with numbers.
func TestExtremeTables(t *testing.T) {
	_, err := teds.Fit(teds.Table{})
	require.ErrorContains(t, err, "0 discharges with the reason completed; want at least 20")
	var one teds.Table
	for _, r := range simulate.Reasons() {
		require.NoError(t, one.Add(r, 7, 1000))
	}
	_, err = teds.Fit(one)
	require.ErrorContains(t, err, "reason completed: all stays have one code")
	for _, pair := range [][2]teds.Stay{{1, teds.OverAYear}, {1, 2}, {teds.Days181To365, teds.OverAYear}, {29, 30}} {
		var two teds.Table
		for _, r := range simulate.Reasons() {
			require.NoError(t, two.Add(r, pair[0], 500))
			require.NoError(t, two.Add(r, pair[1], 500))
		}
		clock, err := teds.Fit(two)
		if err != nil {
			continue
		}
		for _, e := range clock.Exits {
			for _, x := range []float64{e.MedianDays, e.MedianSE, e.Sigma, e.SigmaSE, e.Gap} {
				require.False(t, math.IsNaN(x) || math.IsInf(x, 0), "%v", pair)
			}
		}
	}
}

func TestMerge(t *testing.T) {
	all, err := teds.Read(strings.NewReader(numbers), "f", teds.Filter{})
	require.NoError(t, err)
	var sum teds.Table
	lines := strings.SplitAfter(numbers, "\n")
	for _, part := range [][]string{lines[1:4], lines[4:9], lines[9:]} {
		table, err := teds.Read(strings.NewReader(lines[0]+strings.Join(part, "")), "f", teds.Filter{})
		require.NoError(t, err)
		sum.Merge(table)
	}
	require.Equal(t, all, sum)
	require.Error(t, sum.Add(0, 3, 1))
	require.Error(t, sum.Add(simulate.Completed, 38, 1))
	require.Error(t, sum.Add(simulate.Completed, 3, -1))
	require.Zero(t, sum.Of(0))
}

// TestParameters puts a clock in the place of the library's own.
func TestParameters(t *testing.T) {
	clock, err := teds.Fit(planted(t, 50_000))
	require.NoError(t, err)
	p, err := clock.Parameters(simulate.DefaultParameters())
	require.NoError(t, err)
	for _, c := range []struct {
		id   string
		want float64
	}{
		{"exit-weight-completed", clock.Exits[0].Weight}, {"exit-median-dropped-out", clock.Exits[2].MedianDays}, {"exit-sigma-other", clock.Exits[4].Sigma},
	} {
		got, err := p.Lookup(c.id)
		require.NoError(t, err)
		require.InDelta(t, c.want, got.Value, 1e-9)
		require.True(t, got.Changed)
	}
	_, err = teds.Clock{Exits: make([]teds.Exit, 1)}.Parameters(p)
	require.ErrorContains(t, err, "without a reason")
}

func FuzzRows(f *testing.F) {
	f.Add([]byte(numbers))
	f.Add([]byte(labels))
	f.Add([]byte("LOS\tREASON\tSERVICES\n3\t1\t6\n"))
	f.Add([]byte("AGE,LOS,REASON,SERVICES\n\"18\"\"\",3,1,6\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := 0
		for d, err := range teds.Rows(bytes.NewReader(data), "f", teds.Filter{}) {
			if lines++; err != nil {
				continue
			}
			require.True(t, d.Line > 1 && (d.Stay == 0 || d.Stay.IsValid()))
			require.Equal(t, d.Code == careplan.TEDSMissing, d.Reason == 0)
		}
		require.LessOrEqual(t, lines, bytes.Count(data, []byte("\n"))+1)
		if table, err := teds.Read(bytes.NewReader(data), "f", teds.Filter{Adults: true}); err == nil {
			require.Zero(t, table.Bad)
		}
	})
}

// file makes a file of n rows with as many columns as the real ones.
func file(n int) []byte {
	var b bytes.Buffer
	b.WriteString("DISYR,CASEID,STFIPS,AGE")
	for i := range 66 {
		fmt.Fprintf(&b, ",C%d", i)
	}
	b.WriteString(",SERVICES,SERVICES_D,REASON,LOS,SUB1,REGION\n")
	filler := slices.Repeat([]byte(",-9,2"), 33)
	for i := range n {
		fmt.Fprintf(&b, "2019,2019%07d,51,%d%s,6,%d,%d,%d,2,3\n", i, 1+i%12, filler, 6+i%2, 1+i%7, 1+i%37)
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	data := file(10_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := teds.Read(bytes.NewReader(data), "f", teds.Filter{Adults: true}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEncodingCSV is what encoding/csv takes for the same file, with
// nothing done to the cells.
func BenchmarkEncodingCSV(b *testing.B) {
	data := file(10_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(data))
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkFit(b *testing.B) {
	var table teds.Table
	for i, e := range d01 {
		d, err := explore.NewLognormal(e.median, e.sigma)
		if err != nil {
			b.Fatal(err)
		}
		for j := range 1000 * (i + 1) {
			if err := table.Add(e.reason, teds.StayOf(int(d.Quantile((float64(j)+0.5)/float64(1000*(i+1))))), 1); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := teds.Fit(table); err != nil {
			b.Fatal(err)
		}
	}
}
