package schedule

import (
	"math/big"
	"slices"

	"github.com/openiop/openiop/iop"
)

// formatOf reports whether a block is of a format: always, maybe (its
// activity is given in several formats), or never.
func formatOf(b *Block, f iop.Format) counting {
	list := b.Rotates
	if len(list) == 0 {
		list = []iop.Activity{b.Activity}
	}
	some, all := false, true
	for _, a := range list {
		c := activityFormat(a, f)
		some, all = some || c != countsNever, all && c == countsAlways
	}
	if some && !all {
		return countsMaybe
	}
	return countsIf(all)
}

// counselingCategories are the kinds of activity of which a session can be a
// counseling session of the person.
var counselingCategories = [...]string{"core-therapy", "package", "trauma", "family"}

func activityFormat(a iop.Activity, f iop.Format) counting {
	info := a.Info()
	if f == iop.Family {
		switch {
		case info.Category != "family":
			return countsNever
		case slices.Contains(info.Formats, iop.Group):
			return countsMaybe
		}
		return countsAlways
	}
	if f == iop.Individual && !slices.Contains(counselingCategories[:], info.Category) {
		return countsNever
	}
	has := slices.Contains(info.Formats, f)
	if has && len(info.Formats) > 1 {
		return countsMaybe
	}
	return countsIf(has)
}

// formatTime adds up the countable time and the sessions of one format.
func (s *segment) formatTime(v valuation, f iop.Format) formatTime {
	minutes := total{known: true, averageLow: new(big.Rat), averageHigh: new(big.Rat)}
	count := total{known: true, averageLow: new(big.Rat), averageHigh: new(big.Rat)}
	for i := range s.slots {
		sl := &s.slots[i]
		is := formatOf(sl.block, f)
		if is == countsNever || v.cannotCount(sl) {
			continue
		}
		one := *s
		one.slots = []slot{*sl}
		block := *sl.block
		block.Within = Within{} // a pull-out is a session of its own format
		one.slots[0].block = &block
		one.slots[0].insteadOf = nil
		one.slots[0].skippable = sl.skippable || is == countsMaybe || sl.replaced || len(sl.insteadOf) > 0
		one.slots[0].replaced = false
		one.addPart(&minutes, []int{0}, v)
		one.addCount(&count)
	}
	return formatTime{minutes.span(), count.span(), newPerWeek(count.ratio()), newPerWeek(minutes.ratio())}
}

// addCount adds the occurrences of the only slot of a segment.
func (s *segment) addCount(t *total) {
	sl := &s.slots[0]
	low, averageLow := sl.often.low, sl.often.averageLow
	if sl.skippable {
		low, averageLow = 0, new(big.Rat)
	}
	t.add(iop.Minutes(low), iop.Minutes(sl.often.high), sl.often.open)
	t.addAverage(averageLow, cmpRat(sl.often.averageHigh), sl.often.open)
}

func cmpRat(r *big.Rat) *big.Rat {
	if r == nil {
		return new(big.Rat)
	}
	return r
}
