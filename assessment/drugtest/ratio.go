package drugtest

import (
	"math/big"
	"math/bits"

	"github.com/openiop/openiop/iop"
)

// normalized is a concentration for each unit of creatinine, as a fraction of
// whole numbers, so that ratios are compared exactly. The zero value is
// unknown.
type normalized struct{ mass, per uint64 }

func (n normalized) isKnown() bool { return n.per != 0 }

// normalize relates a concentration to the creatinine of its specimen. One
// that the laboratory has related already is taken as it is.
func normalize(q Quantity, creatinine Quantity) normalized {
	if q.Unit == NgPerMg && q.Amount.IsKnown() {
		nano, _ := q.Amount.Units(9)
		return normalized{uint64(nano), 1e15}
	}
	mass, ok := q.femtograms()
	per, perOK := creatinine.femtograms()
	if !ok || !perOK || per == 0 {
		return normalized{}
	}
	return normalized{uint64(mass), uint64(per)}
}

// ratio is later against earlier.
type ratio struct{ later, earlier normalized }

// isKnown reports whether both are, and the earlier one is not 0.
func (r ratio) isKnown() bool {
	return r.later.isKnown() && r.earlier.isKnown() && r.earlier.mass != 0
}

// compare gives -1, 0 or 1 as the ratio is less than, equal to or more than a
// limit of at most three decimals.
func (r ratio) compare(limit iop.Amount) int {
	thousandths, _ := limit.Units(3)
	a := product(r.later.mass, r.earlier.per, 1000)
	b := product(r.earlier.mass, r.later.per, uint64(thousandths))
	for i := range a {
		switch {
		case a[i] < b[i]:
			return -1
		case a[i] > b[i]:
			return 1
		}
	}
	return 0
}

// product multiplies exactly; the most significant word comes first.
func product(a, b, c uint64) [3]uint64 {
	high, low := bits.Mul64(a, b)
	middle, least := bits.Mul64(low, c)
	top, next := bits.Mul64(high, c)
	next, carry := bits.Add64(next, middle, 0)
	return [3]uint64{top + carry, next, least}
}

// amount gives the ratio rounded half up to three decimals, for people to
// read; unknown where it is out of all proportion.
func (r ratio) amount() iop.Amount {
	wide := func(n uint64) *big.Int { return new(big.Int).SetUint64(n) }
	over := new(big.Int).Mul(wide(r.later.mass), wide(r.earlier.per))
	under := new(big.Int).Mul(wide(r.earlier.mass), wide(r.later.per))
	over.Mul(over, big.NewInt(2000)).Add(over, under)
	over.Quo(over, under.Mul(under, big.NewInt(2)))
	if !over.IsInt64() || over.Int64() > 1e12 {
		return iop.Amount{}
	}
	return iop.DecimalAmount(over.Int64(), 3)
}

// opinion is what a limit says of a ratio.
type opinion uint8

const (
	undecided opinion = iota
	saysResidual
	saysNew
)

func (l *ratioLimit) says(r ratio) opinion {
	switch {
	case l.ResidualUpTo.IsKnown() && r.compare(l.ResidualUpTo.Amount) <= 0, l.ResidualBelow.IsKnown() && r.compare(l.ResidualBelow.Amount) < 0:
		return saysResidual
	case l.NewFrom.IsKnown() && r.compare(l.NewFrom.Amount) >= 0, l.NewAbove.IsKnown() && r.compare(l.NewAbove.Amount) > 0:
		return saysNew
	}
	return undecided
}

// hours is how long two collections are apart: exactly, or within two bounds.
type hours struct{ from, to int }

// apart gives the hours between two collections. Days alone leave a day on
// either side open.
func apart(earlier, later *Visit) hours {
	days := earlier.Collected.DaysUntil(later.Collected)
	if earlier.Minute.IsKnown() && later.Minute.IsKnown() {
		a, _ := earlier.Minute.Whole()
		b, _ := later.Minute.Whole()
		exact := days*24*60 + int(b-a)
		return hours{exact / 60, (exact + 59) / 60}
	}
	return hours{max(0, days-1) * 24, (days + 1) * 24}
}

// surely reports whether the limit is for the hours, maybe whether it can be.
func (l *ratioLimit) surely(h hours) bool {
	return l.FromHours <= h.from && (l.ToHours == 0 || h.to <= l.ToHours)
}

func (l *ratioLimit) maybe(h hours) bool {
	return l.FromHours < h.to && (l.ToHours == 0 || h.from < l.ToHours)
}

// judge says what the published limits make of a ratio: the narrowest limit
// that is surely for the hours decides; where none is, all that can be must
// agree. The limit that it names is the one to show.
func (t *limitTable) judge(id AnalyteID, m Matrix, h hours, r ratio) (opinion, *ratioLimit) {
	var sure, any *ratioLimit
	agreed := undecided
	for i := range t.Ratios {
		l := &t.Ratios[i]
		switch {
		case l.Analyte != id || l.Matrix != m || !l.maybe(h) && !l.surely(h):
			continue
		case any == nil:
			any, agreed = l, l.says(r)
		case agreed != l.says(r):
			agreed = undecided
		}
		if l.surely(h) && (sure == nil || sure.ToHours == 0) {
			sure = l
		}
	}
	if sure != nil {
		return sure.says(r), sure
	}
	return agreed, any
}

// compares reports whether there are ratio limits for the analyte.
func (t *limitTable) compares(id AnalyteID, m Matrix) bool {
	for i := range t.Ratios {
		if t.Ratios[i].Analyte == id && t.Ratios[i].Matrix == m {
			return true
		}
	}
	return false
}
