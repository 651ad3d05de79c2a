package schedule_test

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
)

// This file works the totals of a small week out once more, from the text of
// "How minutes add up" alone: it tries every choice that a client has, one by
// one, and lays the attended blocks out on a grid of half hours. It shares no
// code and no formula with the engine, and is slow.

const (
	gridMinutes = 30
	gridDay     = 48
	gridWeek    = 7 * gridDay
)

// refBlock is a block of a small week; lengths are in half hours.
type refBlock struct {
	title    string
	days     []int // 0 is Monday; none = not published
	start    int   // half hour of the day, -1 = no clock
	low      int   // the shortest and the longest length
	high     int
	pause    int // breakMinutes
	clinical int // clinicalMinutesMax, -1 = not stated
	counts   bool
	few      int // perWeek, -1 = one for each of days
	many     int
	every2nd bool // perWeek 0.5
	attend   int  // attendDaysPerWeek, -1 = not stated
	optional bool
	within   bool
	altTo    string
}

// json writes the block in the program format.
func (b *refBlock) json() string {
	names := []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	m := map[string]any{"title": b.title, "activity": "recreation"}
	if b.counts {
		m["activity"] = "group-therapy"
	}
	if len(b.days) > 0 {
		var days []string
		for _, d := range b.days {
			days = append(days, names[d])
		}
		m["days"] = days
	}
	if b.start >= 0 {
		m["start"] = refClock(b.start)
		if b.low == b.high {
			m["end"] = refClock((b.start + b.low) % gridDay)
		}
	}
	if b.start < 0 || b.low != b.high {
		m["minutes"] = map[string]int{"min": b.low * gridMinutes, "max": b.high * gridMinutes}
	}
	if b.pause > 0 {
		m["breakMinutes"] = b.pause * gridMinutes
	}
	if b.clinical >= 0 {
		m["clinicalMinutesMax"] = b.clinical * gridMinutes
	}
	if b.few >= 0 {
		m["perWeek"] = map[string]int{"min": b.few, "max": b.many}
	}
	if b.every2nd {
		m["perWeek"] = 0.5
	}
	if b.attend >= 0 {
		m["attendDaysPerWeek"] = b.attend
	}
	if b.optional {
		m["optional"] = true
	}
	if b.within {
		m["within"] = true
	}
	if b.altTo != "" {
		m["alternativeTo"] = b.altTo
	}
	text, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func refClock(halfHour int) string { return fmt.Sprintf("%02d:%02d", halfHour/2, halfHour%2*30) }

// occurrences gives the least and the most times a week (rules 1, 2 and 4).
func (b *refBlock) occurrences() (least, most int) {
	least, most = len(b.days), len(b.days)
	switch {
	case b.every2nd:
		least, most = 0, 1
	case b.few >= 0:
		least, most = b.few, b.many
	}
	if b.attend >= 0 {
		least, most = min(least, b.attend), min(most, b.attend)
	}
	return least, most
}

// counted is how much of one occurrence of some length counts (rule 8).
func (b *refBlock) counted(length int) int {
	if !b.counts {
		return 0
	}
	n := max(0, length-b.pause)
	if b.clinical >= 0 {
		n = min(n, b.clinical)
	}
	return n
}

// attended is one occurrence that a client goes to.
type attended struct {
	block *refBlock
	day   int
	clock bool // day and clock are stated
}

// refTotals is what the enumeration finds.
type refTotals struct {
	grossLow, grossHigh, countLow, countHigh int
	daysLow, daysHigh, gapLow, gapHigh       int
	dayLow, dayHigh                          int // minutes of the shortest service day, -1 = never one
	sharedLow, sharedHigh                    int
	choices                                  int
}

// reference tries every choice of a week.
func reference(list []refBlock) refTotals {
	t := refTotals{grossLow: 1 << 30, countLow: 1 << 30, daysLow: 8, gapLow: 8, dayLow: 1 << 30, dayHigh: -1, sharedLow: 1 << 30}
	var base []*refBlock
	instead := map[string][]*refBlock{}
	for i := range list {
		switch b := &list[i]; {
		case b.within:
		case b.altTo != "":
			instead[b.altTo] = append(instead[b.altTo], b)
		default:
			base = append(base, b)
		}
	}
	var choose func(i int, chosen []attended)
	choose = func(i int, chosen []attended) {
		if i == len(base) {
			t.add(chosen)
			return
		}
		b := base[i]
		least, most := b.occurrences()
		for n := least; n <= most; n++ {
			eachReplacement(n, instead[b.title], func(replaced int, others []attended) {
				keep := n - replaced
				if b.optional {
					keep = 0 // any of what is left may be skipped
				}
				for ; keep <= n-replaced; keep++ {
					for _, own := range placements(b, n, keep) {
						choose(i+1, slices.Concat(chosen, own, others))
					}
				}
			})
		}
	}
	choose(0, nil)
	if t.dayHigh < 0 {
		t.dayLow = -1
	}
	return t
}

// placements lists the ways in which keep of n planned occurrences of a block
// fall on different days. Occurrences beyond the stated days fall on others,
// at no stated clock.
func placements(b *refBlock, n, keep int) (out [][]attended) {
	stated := 0
	for _, d := range b.days {
		stated |= 1 << d
	}
	for set := range 1 << 7 {
		outside := bits.OnesCount(uint(set &^ stated))
		room := 0
		if len(b.days) == 0 {
			room = 7
		} else if n > len(b.days) {
			room = n - len(b.days)
		}
		if bits.OnesCount(uint(set)) != keep || outside > room {
			continue
		}
		var way []attended
		for d := range 7 {
			if set&(1<<d) != 0 {
				way = append(way, attended{b, d, b.start >= 0 && stated&(1<<d) != 0})
			}
		}
		out = append(out, way)
	}
	return out
}

// eachReplacement calls f with every way to take some of n occurrences as
// alternatives, each at most as often as it is offered.
func eachReplacement(n int, alternatives []*refBlock, f func(replaced int, others []attended)) {
	var try func(i, replaced int, others []attended)
	try = func(i, replaced int, others []attended) {
		if i == len(alternatives) {
			f(replaced, others)
			return
		}
		alt := alternatives[i]
		_, offered := alt.occurrences()
		if alt.few < 0 && len(alt.days) == 0 {
			offered = 1 // taken instead of one occurrence
		}
		for k := 0; k <= min(offered, n-replaced); k++ {
			for _, way := range placements(alt, k, k) {
				try(i+1, replaced+k, slices.Concat(others, way))
			}
		}
	}
	try(0, 0, nil)
}

// add takes one choice of attended occurrences into the totals.
func (t *refTotals) add(chosen []attended) {
	t.choices++
	low, _, sharedLow := value(chosen, (*refBlock).shortest, fullLength)
	_, high, sharedHigh := value(chosen, (*refBlock).longest, fullLength)
	t.grossLow, t.grossHigh = min(t.grossLow, low), max(t.grossHigh, high)
	t.sharedLow, t.sharedHigh = min(t.sharedLow, sharedLow), max(t.sharedHigh, sharedHigh)
	low, _, _ = value(chosen, (*refBlock).shortest, (*refBlock).counted)
	_, high, _ = value(chosen, (*refBlock).longest, (*refBlock).counted)
	t.countLow, t.countHigh = min(t.countLow, low), max(t.countHigh, high)

	days := 0
	for _, a := range chosen {
		if a.block.counted(a.block.high) > 0 {
			days |= 1 << a.day
		}
	}
	n, gap := bits.OnesCount(uint(days)), freeRun(days)
	t.daysLow, t.daysHigh = min(t.daysLow, n), max(t.daysHigh, n)
	t.gapLow, t.gapHigh = min(t.gapLow, gap), max(t.gapHigh, gap)
	if n == 0 {
		return
	}
	leastLow, leastHigh := 1<<30, 1<<30
	for d := range 7 {
		if days&(1<<d) == 0 {
			continue
		}
		var on []attended
		for _, a := range chosen {
			if a.day == d {
				on = append(on, a)
			}
		}
		low, _, _ := value(on, (*refBlock).shortest, (*refBlock).counted)
		_, high, _ := value(on, (*refBlock).longest, (*refBlock).counted)
		leastLow, leastHigh = min(leastLow, low), min(leastHigh, high)
	}
	t.dayLow, t.dayHigh = min(t.dayLow, leastLow), max(t.dayHigh, leastHigh)
}

func (b *refBlock) shortest() int            { return b.low }
func (b *refBlock) longest() int             { return b.high }
func fullLength(_ *refBlock, length int) int { return length }

// freeRun is the longest run of days not in the set, around the week.
func freeRun(days int) int {
	for n := 7; n > 0; n-- {
		for from := range 7 {
			free := true
			for k := range n {
				free = free && days&(1<<((from+k)%7)) == 0
			}
			if free {
				return n
			}
		}
	}
	return 0
}

// value gives the least and the most half hours of some attended occurrences:
// those without a clock in full, those with one laid out on the week, shared
// half hours once. Where only a part of an occurrence counts, every place of
// that part inside it is tried. shared is what lies on top of one another.
func value(chosen []attended, length func(*refBlock) int, part func(*refBlock, int) int) (low, high, shared int) {
	var stays []refStay
	loose := 0
	var taken [gridWeek]int
	for _, a := range chosen {
		n := length(a.block)
		if !a.clock {
			loose += part(a.block, n)
			continue
		}
		s := refStay{part: part(a.block, n)}
		for k := range n {
			at := (a.day*gridDay + a.block.start + k) % gridWeek
			s.cells = append(s.cells, at)
			taken[at]++
		}
		stays = append(stays, s)
	}
	for _, n := range taken {
		shared += max(0, n-1)
	}
	low, high = layOut(stays)
	return loose + low, loose + high, shared
}

// refStay is an occurrence on the grid, of which part of the cells count.
type refStay struct {
	cells []int
	part  int
}

// layOut gives the fewest and the most cells that stays can cover together.
func layOut(stays []refStay) (low, high int) {
	var covered [gridWeek]int
	low, high = 1<<30, 0
	var lay func(i, n int)
	lay = func(i, n int) {
		if i == len(stays) {
			low, high = min(low, n), max(high, n)
			return
		}
		s := stays[i]
		if s.part == len(s.cells) {
			n = cover(&covered, s.cells, n, 1)
			lay(i+1, n)
			cover(&covered, s.cells, n, -1)
			return
		}
		alone := true // a part that nothing touches counts the same anywhere
		for j, other := range stays {
			alone = alone && (j == i || !slices.ContainsFunc(s.cells, func(c int) bool { return slices.Contains(other.cells, c) }))
		}
		if alone {
			lay(i+1, n+s.part)
			return
		}
		eachSubset(s.cells, s.part, nil, func(cells []int) {
			m := cover(&covered, cells, n, 1)
			lay(i+1, m)
			cover(&covered, cells, m, -1)
		})
	}
	lay(0, 0)
	return low, high
}

func cover(covered *[gridWeek]int, cells []int, n, by int) int {
	for _, c := range cells {
		if by > 0 && covered[c] == 0 {
			n++
		}
		covered[c] += by
	}
	return n
}

func eachSubset(cells []int, n int, chosen []int, f func([]int)) {
	if n == 0 {
		f(chosen)
		return
	}
	for i := 0; i+n <= len(cells); i++ {
		eachSubset(cells[i+1:], n-1, append(slices.Clone(chosen), cells[i]), f)
	}
}
