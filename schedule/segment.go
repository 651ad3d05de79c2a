package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// A segment is a stretch of weeks in which the same blocks run in the same
// way; its totals are worked out once for all its weeks.
type segment struct {
	track, phase int
	declared     bool // a block is declared for the track and phase
	slots        []slot

	// away and closed are days without sessions on dates, before is the segment
	// with the closed days open (-1 for none), and lost what they cost.
	away, closed iop.Weekdays
	before       int
	lost         iop.Span
	madeUp       iop.Minutes // by changes, in the same week
	// extra are facts of the week that no slot stands for.
	extra []iop.Fact
}

// slot is a block as it stands in a week of the segment.
type slot struct {
	index  int // of the block in the program, addedSlot for none
	line   int // of the row in a record, 0 for none
	block  *Block
	often  frequency
	length length
	days   iop.Weekdays
	// gone are days on which it is not held on dates; anyDay says that days are
	// not stated, but what was left of the week.
	gone   iop.Weekdays
	anyDay bool
	// usualLow is the least number of occurrences before days were lost, where
	// a weekly total is stated for them.
	usualLow int
	// ghost says that it stands for sessions that are not held, of which others
	// may be attended instead.
	ghost bool
	// ghostOf is the slot that a ghost was made of.
	ghostOf   int
	skippable bool  // the client, or an unknown week number, may leave it out
	insteadOf []int // slots of which an occurrence may be replaced by this one
	replaced  bool  // a slot may be taken instead of this one
}

// absent reports whether a slot does not take place in the week: it is left
// out of the phase, or it is taken instead of a block that does not run.
func (sl *slot) absent() bool {
	return sl.often.high == 0 && !sl.often.open || sl.block.AlternativeTo != "" && len(sl.insteadOf) == 0
}

// length is how long one occurrence is.
type length struct {
	low, high   iop.Minutes
	open, known bool
}

// row is one track × phase × week of a design.
type row struct {
	track, phase int // phase is -1 where none is declared
	week         int // from 1; 0 = not known
	possible     bool
	segment      int
	from         iop.Date // the first day of the week; not valid without dates
	scheduled    int      // the segment with what was scheduled, in a record
}

// derivation is a program laid out in rows, before any minute is counted.
type derivation struct {
	program  *Program
	tracks   []string
	rows     []row
	segments []segment

	phaseWeeks phaseWeeks
}

// phaseWeeks gives the length of a phase of a track that begins after some
// weeks; ok is false where it is the stated one.
type phaseWeeks func(d *derivation, track, phase, after int) (n Number, ok bool)

// derive lays a program out. phaseWeeks gives the length in weeks of a track's
// phase after some weeks where it is not the stated one; nil leaves all as
// stated.
func derive(p *Program, phaseWeeks phaseWeeks) *derivation {
	d := &derivation{program: p, tracks: p.Tracks(), phaseWeeks: phaseWeeks}
	for t := range d.tracks {
		d.track(t)
	}
	return d
}

// track lays out the rows of one track: phases end to end at their longest
// stated length, and one row without a week number from the first phase on
// whose length nobody states.
func (d *derivation) track(t int) {
	week, numbered := 0, true
	for ph := range max(1, len(d.program.Phases)) {
		weeks := d.program.Weeks
		if len(d.program.Phases) == 0 {
			ph = -1
		} else {
			weeks = d.program.Phases[ph].Weeks
		}
		if d.phaseWeeks != nil && numbered {
			if n, ok := d.phaseWeeks(d, t, ph, week); ok {
				weeks = n
			}
		}
		blocks := d.blocksOf(t, ph)
		longest, stated := longestWeeks(weeks)
		if numbered = numbered && stated; !numbered {
			d.rows = append(d.rows, row{track: t, phase: ph, segment: d.segment(blocks, t, ph, 0)})
			continue
		}
		d.phase(t, ph, week, longest, shortestWeeks(weeks), blocks)
		week += longest
	}
}

// phase adds the rows of one phase that begins after the given week, with a
// new segment wherever the set of running blocks changes.
func (d *derivation) phase(t, ph, after, longest, shortest int, blocks []int) {
	changes := map[int]bool{after + 1: true}
	for _, i := range blocks {
		if w := d.program.Blocks[i].Weeks; w.IsStated() {
			changes[w.From] = true
			changes[w.To+1] = true
		}
	}
	seg := -1
	for week := after + 1; week <= after+longest; week++ {
		if changes[week] {
			running := slices.DeleteFunc(slices.Clone(blocks), func(i int) bool {
				return !d.program.Blocks[i].Weeks.Contains(week)
			})
			seg = d.segment(running, t, ph, week)
			d.segments[seg].declared = len(blocks) > 0
		}
		d.rows = append(d.rows, row{track: t, phase: ph, week: week, possible: week-after > shortest, segment: seg})
	}
}

// blocksOf lists the blocks declared for a track and phase.
func (d *derivation) blocksOf(t, ph int) []int {
	var out []int
	for i := range d.program.Blocks {
		b := &d.program.Blocks[i]
		inTrack := b.Track == "" || b.Track == d.tracks[t]
		inPhase := b.Phase == "" || ph >= 0 && b.Phase == d.program.Phases[ph].Name
		if inTrack && inPhase && !b.AfterProgram {
			out = append(out, i)
		}
	}
	return out
}

// segment adds a segment of running blocks; week 0 means that the week is not
// known, so that a block with weeks may or may not run.
func (d *derivation) segment(blocks []int, t, ph, week int) int {
	s := segment{track: t, phase: ph, declared: len(blocks) > 0}
	for _, i := range blocks {
		b := &d.program.Blocks[i]
		sl := slot{index: i, block: b, often: d.program.perWeek(b, ph), days: b.Days.Set,
			skippable: b.Optional || week == 0 && b.Weeks.IsStated()}
		if n, ok := b.length(); ok {
			low, high, open := n.bounds()
			sl.length = length{iop.Minutes(low), iop.Minutes(high), open, true}
		} else {
			sl.length.open = true
		}
		s.slots = append(s.slots, sl)
	}
	s.linkAlternatives(d.program)
	d.segments = append(d.segments, s)
	return len(d.segments) - 1
}

func (s *segment) linkAlternatives(p *Program) {
	for i := range s.slots {
		alt := &s.slots[i]
		if alt.block.AlternativeTo == "" {
			continue
		}
		for _, b := range p.replaced(alt.block) {
			for j := range s.slots {
				if s.slots[j].block == b {
					alt.insteadOf = append(alt.insteadOf, j)
					s.slots[j].replaced = true
				}
			}
		}
		if !alt.often.known {
			alt.often = frequencyOf(Whole(1)) // taken instead of one occurrence
		}
	}
}

// longestWeeks gives the longest stated length in whole weeks begun.
func longestWeeks(n Number) (weeks int, stated bool) {
	low, high, open := n.bounds()
	if open {
		high = low
		if n.low%micro != 0 {
			high++
		}
	}
	return high, n.IsStated()
}

func shortestWeeks(n Number) int {
	low, _, _ := n.bounds()
	return low
}
