package schedule

import "math/big"

// frequency is how often a block takes place in a week: whole occurrences
// from low to high, and the exact average beside them.
type frequency struct {
	low, high int
	open      bool // no upper bound is known
	known     bool // something is stated
	// averageLow and averageHigh are exact; averageHigh is nil when open.
	averageLow, averageHigh *big.Rat
}

func unknownFrequency() frequency { return frequency{open: true, averageLow: new(big.Rat)} }

// frequencyOf turns a number of occurrences a week into whole ones: every
// second week is 0 to 1.
func frequencyOf(n Number) frequency {
	f := frequency{known: true}
	f.low, f.high, f.open = n.bounds()
	f.averageLow, f.averageHigh = n.rats()
	return f
}

// most gives the most occurrences, n where nobody says.
func (f *frequency) most(n int) int {
	if f.open {
		return max(n, f.low)
	}
	return f.high
}

// isWhole reports whether every week has the same known whole range, so that
// the average adds nothing.
func (f *frequency) isWhole() bool {
	return f.averageLow.IsInt() && (f.averageHigh == nil || f.averageHigh.IsInt())
}

// atMost caps the occurrences at the days a client attends.
func (f frequency) atMost(n Number) frequency {
	if !n.IsStated() {
		return f
	}
	low, high, open := n.bounds()
	f.low = min(f.low, low)
	if cap := big.NewRat(int64(low), 1); cap.Cmp(f.averageLow) < 0 {
		f.averageLow = cap
	}
	if cap := big.NewRat(int64(high), 1); !open && (f.open || cap.Cmp(f.averageHigh) < 0) {
		f.high, f.open, f.averageHigh = high, false, cap
	}
	return f
}

// perWeek gives how often a block takes place in a week of a phase (-1 for a
// program without phases).
func (p *Program) perWeek(b *Block, phase int) frequency {
	return p.uncappedPerWeek(b, phase).atMost(b.AttendDaysPerWeek)
}

func (p *Program) uncappedPerWeek(b *Block, phase int) frequency {
	switch {
	case b.PerWeek.IsStated():
		return frequencyOf(b.PerWeek)
	case len(b.PerWeekByPhase) > 0:
		if phase < 0 {
			return unknownFrequency()
		}
		if n, ok := b.PerWeekByPhase[p.Phases[phase].Name]; ok {
			return frequencyOf(n)
		}
		return frequencyOf(Whole(0))
	case b.TotalOccurrences.IsStated():
		return p.spread(b)
	case b.Days.Set != 0:
		return frequencyOf(Whole(b.Days.Set.Len()))
	}
	return unknownFrequency()
}

// spread divides a total evenly over the weeks in which the block runs.
func (p *Program) spread(b *Block) frequency {
	weeks := p.weeksOf(b)
	shortest, longest := weeks.rats()
	if !weeks.IsStated() || longest == nil || shortest.Sign() == 0 {
		return unknownFrequency()
	}
	low, high := b.TotalOccurrences.rats()
	f := frequency{known: true, averageLow: low.Quo(low, longest)}
	f.low = floor(f.averageLow)
	if high == nil {
		f.open = true
		return f
	}
	f.averageHigh = high.Quo(high, shortest)
	f.high = ceil(f.averageHigh)
	return f
}

// weeksOf gives the number of weeks in which a block runs: of its own range,
// else its phase, else the program. It is not stated if nobody says.
func (p *Program) weeksOf(b *Block) Number {
	whole := p.length()
	if b.Weeks.IsStated() {
		from := max(1, b.Weeks.From)
		if b.Weeks.To > 0 {
			return Whole(b.Weeks.To - from + 1)
		}
		low, high, open := whole.bounds()
		if !whole.IsStated() || open || low < from {
			return Number{}
		}
		return WholeRange(low-from+1, high-from+1)
	}
	if b.Phase != "" {
		for i := range p.Phases {
			if p.Phases[i].Name == b.Phase {
				return p.Phases[i].Weeks
			}
		}
	}
	return whole
}

// length gives the program's length in weeks: its phases laid end to end, or
// its own statement where it has none. It is not stated if a phase's is not.
func (p *Program) length() Number {
	if len(p.Phases) == 0 {
		return p.Weeks
	}
	sum := Number{hasLow: true, hasHigh: true}
	for i := range p.Phases {
		w := p.Phases[i].Weeks
		if !w.IsStated() {
			return Number{}
		}
		sum.low += w.low
		sum.high += w.high
		sum.hasHigh = sum.hasHigh && w.hasHigh
	}
	return sum
}

func floor(r *big.Rat) int { return int(new(big.Int).Div(r.Num(), r.Denom()).Int64()) }

func ceil(r *big.Rat) int {
	n := floor(r)
	if !r.IsInt() {
		n++
	}
	return n
}
