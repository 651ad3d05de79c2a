package iop_test

import (
	"os"
	"testing"

	"github.com/openiop/openiop/iop"
)

// BenchmarkEmbedded is the first use of the embedded standards: reading and
// checking all 94 files. It happens once in a process.
func BenchmarkEmbedded(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if c, err := iop.ReadEmbedded(); err != nil || c.Len() != 94 {
			b.Fatal(err)
		}
	}
}

func BenchmarkActivityTable(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := iop.ReadActivities(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadStandards(b *testing.B) {
	data, err := os.ReadFile("standards/va-medicaid-2.1-adult.json")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := iop.ReadStandards("x.json", data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	c := iop.Embedded()
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := c.Lookup("va-medicaid-2.1-adult", false); !ok {
			b.Fatal("no such standard")
		}
	}
}

func BenchmarkSelect(b *testing.B) {
	c, q := iop.Embedded(), iop.Query{Jurisdiction: "US-VA", Level: iop.Level21, On: iop.MustDate(2026, 11, 23)}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for range c.Select(q) {
			n++
		}
		if n != 3 {
			b.Fatal(n)
		}
	}
}

func BenchmarkFingerprint(b *testing.B) {
	s, _ := iop.Embedded().Lookup("va-medicaid-2.1-adult", false)
	b.ReportAllocs()
	for b.Loop() {
		sinkString = s.Fingerprint()
	}
}

func BenchmarkJudge(b *testing.B) {
	bound, span := iop.Bound{Unit: iop.UnitMinutes, Min: 540, HasMin: true, Max: 1140, HasMax: true}, iop.Between(510, 570)
	b.ReportAllocs()
	for b.Loop() {
		sinkOutcome = bound.Judge(span)
	}
}

func BenchmarkSpanAdd(b *testing.B) {
	s, t := iop.Between(510, 570), iop.AtLeast(60)
	b.ReportAllocs()
	for b.Loop() {
		sinkSpan = s.Add(t)
	}
}

func BenchmarkDate(b *testing.B) {
	d, e := iop.MustDate(2026, 7, 4), iop.MustDate(2027, 7, 4)
	b.Run("AddDays", func(b *testing.B) {
		for b.Loop() {
			sinkDate = d.AddDays(7)
		}
	})
	b.Run("DaysUntil", func(b *testing.B) {
		for b.Loop() {
			sinkInt = d.DaysUntil(e)
		}
	})
	b.Run("Weekday", func(b *testing.B) {
		for b.Loop() {
			sinkInt = int(d.Weekday())
		}
	})
	b.Run("Parse", func(b *testing.B) {
		for b.Loop() {
			sinkDate, _ = iop.ParseDate("2026-07-04")
		}
	})
	b.Run("String", func(b *testing.B) {
		for b.Loop() {
			sinkString = d.String()
		}
	})
}

func BenchmarkActivitySetHas(b *testing.B) {
	set, cbt := iop.DefaultCounting().Counted, iop.MustParseActivity("cbt")
	b.ReportAllocs()
	for b.Loop() {
		sinkBool = set.Has(cbt)
	}
}

func BenchmarkExplain(b *testing.B) {
	f := shortWeek()
	b.ReportAllocs()
	for b.Loop() {
		if err := iop.Explain(discard{}, &f); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
