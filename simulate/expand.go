package simulate

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// referenceWeeks is how long the program of a reference design goes on: five
// years, after which fewer than 3 in 10,000 of the published stays go on.
const referenceWeeks = 261

// supposedWeeks is the length of a program that states none: an assumption, that
// of the reference design. Phases without a length share it evenly.
const supposedWeeks = 12

// maxLaid and maxSessions bound what a design can take up.
const (
	maxLaid     = 20_000
	maxSessions = 200_000
)

// micro is the fineness of the program format's numbers.
const micro = 1_000_000

// outline is a program read as one client of a track has it: whole numbers in
// the place of ranges, every occurrence on a day.
type outline struct {
	program schedule.Program
	// readings say what was supposed where the design leaves something open.
	readings []string
}

// outlineOf reads a program for simulation.
//
// A range is taken at its middle, rounded down to whole minutes, weeks and
// occurrences, and at its lower end where it has no upper one. Occurrences
// without days are spread over Monday to Friday, and those with more days than
// occurrences over their days: n of m days are those with the indexes
// floor((i+1/2)·m/n), which gives Wednesday for one, Tuesday and Thursday for
// two, Monday, Wednesday and Friday for three. A frequency that is no whole
// number gives whole occurrences week by week that add up to it. What a client
// may leave out, takes instead of another, or has within another session is
// left out. A program that states no length is supposed to go on for 12 weeks,
// and a session without one for as long as is usual for its activity.
func outlineOf(d *Design) (outline, error) {
	o := outline{program: d.Program}
	o.program.Phases, o.program.Blocks = nil, nil
	track := d.Track
	if tracks := d.Program.Tracks(); track == "" {
		track = tracks[0]
		if len(tracks) > 1 {
			o.note("the program has %d tracks; people are in the first", len(tracks))
		}
	}
	stretches, err := o.stretches(d)
	if err != nil {
		return o, err
	}
	for i := range d.Program.Blocks {
		b := &d.Program.Blocks[i]
		if b.Track != "" && b.Track != track {
			continue
		}
		if why := leftOut(b); why != "" {
			o.note("block %d is left out: %s", i+1, why)
			continue
		}
		if o.lay(d, i, stretches); len(o.program.Blocks) > maxLaid {
			return o, fmt.Errorf("has more than %d blocks when laid on weeks; a simulation takes no more", maxLaid)
		}
	}
	if len(o.program.Blocks) == 0 {
		return o, o.without()
	}
	return o, nil
}

// without says why there are no sessions.
func (o *outline) without() error {
	if len(o.readings) == 0 {
		return ErrNoSessions
	}
	return fmt.Errorf("%w: %s", ErrNoSessions, strings.Join(o.readings, "; "))
}

// note adds a reading, each once.
func (o *outline) note(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(o.readings, text) {
		o.readings = append(o.readings, text)
	}
}

func leftOut(b *schedule.Block) string {
	switch {
	case b.AfterProgram:
		return "it takes place after the program"
	case b.Optional:
		return "it is optional"
	case b.AlternativeTo != "":
		return "it is taken instead of another"
	case b.Within.Set:
		return "it takes place within another"
	}
	return ""
}

// stretch is a phase laid on program weeks; the whole program where it has no
// phases.
type stretch struct {
	name        string
	first, last int
}

func (o *outline) stretches(d *Design) (out []stretch, err error) {
	phases := d.Program.Phases
	if len(phases) == 0 {
		phases = []schedule.Phase{{Weeks: d.Program.Weeks}}
	}
	week := 0
	for i := range phases {
		weeks := o.length(phases[i].Weeks, len(phases))
		if weeks == 0 {
			return nil, errors.New("is 0 weeks long, or has a phase that is; want at least 1, or leave the length out if nobody knows it")
		}
		out = append(out, stretch{phases[i].Name, week + 1, week + weeks})
		week += weeks
	}
	if week > 520 {
		return nil, fmt.Errorf("is %d weeks long; want at most 520", week)
	}
	if d.Reference && week < referenceWeeks {
		out[len(out)-1].last = referenceWeeks
		week = referenceWeeks
	}
	o.program.Weeks = schedule.Whole(week)
	return out, nil
}

// length gives the weeks of a phase, one of some; 0 if that is what the program
// says.
func (o *outline) length(n schedule.Number, phases int) int {
	weeks, ok := o.whole(n, "a length of %d weeks stands for a range")
	if !ok {
		weeks = max(1, supposedWeeks/phases)
		o.note("%d weeks are supposed where nobody says how long the program, or a phase, goes on", weeks)
	}
	if _, high, bounded := n.Bounds(); ok && weeks == 0 && (!bounded || high > 0) {
		weeks = 1
		o.note("less than a week is taken as one")
	}
	return weeks
}

// whole gives one whole number for a number that may be a range; ok is false
// if none is stated.
func (o *outline) whole(n schedule.Number, words string) (int, bool) {
	low, high, bounded := n.Bounds()
	if !n.IsStated() {
		return 0, false
	}
	m := low
	if bounded {
		m = (low + high) / 2
	}
	if words != "" && (!bounded || low != high) {
		o.note(words, m/micro)
	}
	return int(m / micro), true
}

// lay puts a block on days, stretch by stretch.
func (o *outline) lay(d *Design, index int, stretches []stretch) {
	b := &d.Program.Blocks[index]
	for _, s := range stretches {
		if b.Phase != "" && b.Phase != s.name {
			continue
		}
		if b.Weeks.IsStated() {
			s.first = max(s.first, b.Weeks.From)
			if b.Weeks.To > 0 {
				s.last = min(s.last, b.Weeks.To)
			}
		}
		if s.last < s.first {
			continue
		}
		rate, ok := o.rate(d, b, s, stretches)
		if !ok {
			o.note("block %d is left out: nobody says how often it takes place", index+1)
			return
		}
		if !o.layStretch(b, s, rate, index) {
			o.note("block %d is left out: nobody says how long it is", index+1)
			return
		}
	}
}

// rate gives how often a block takes place in a week of a stretch, in
// millionths, by the order in which the program format reads it.
func (o *outline) rate(d *Design, b *schedule.Block, s stretch, stretches []stretch) (int64, bool) {
	rate, ok := int64(0), true
	byPhase, inPhase := b.PerWeekByPhase[s.name]
	switch {
	case b.PerWeek.IsStated():
		rate = middle(b.PerWeek)
	case len(b.PerWeekByPhase) > 0:
		if inPhase {
			rate = middle(byPhase)
		}
	case b.TotalOccurrences.IsStated():
		rate = middle(b.TotalOccurrences) / int64(weeksOf(b, stretches, d))
	case b.Days.Set != 0:
		rate = int64(b.Days.Set.Len()) * micro
	case b.WeeklyMinutes.IsStated():
		rate = micro
		if each := minutesOf(b); each > 0 {
			rate = middle(b.WeeklyMinutes) / int64(each)
		}
	default:
		ok = false
	}
	if b.AttendDaysPerWeek.IsStated() {
		rate = min(rate, middle(b.AttendDaysPerWeek))
	}
	return rate, ok
}

// weeksOf counts the weeks in which a block runs.
func weeksOf(b *schedule.Block, stretches []stretch, d *Design) (n int) {
	for _, s := range stretches {
		if b.Phase != "" && b.Phase != s.name {
			continue
		}
		for w := s.first; w <= s.last; w++ {
			if b.Weeks.Contains(w) {
				n++
			}
		}
	}
	if d.Reference && b.Phase == "" && !b.Weeks.IsStated() {
		n = int(middle(d.Program.Weeks) / micro) // as designed, before it was made longer
	}
	return max(1, n)
}

func middle(n schedule.Number) int64 {
	low, high, bounded := n.Bounds()
	if !bounded {
		return low
	}
	return (low + high) / 2
}

// minutesOf gives the length of one occurrence; 0 if nobody says.
func minutesOf(b *schedule.Block) int {
	if b.Minutes.IsStated() {
		return int(middle(b.Minutes) / micro)
	}
	if b.Start.IsStated() && b.End.IsStated() {
		m := int(b.End.Minutes() - b.Start.Minutes())
		if m < 0 {
			m += 24 * 60
		}
		return m
	}
	return 0
}

// layStretch adds a block for every run of weeks with as many occurrences; ok
// is false if its length is not known.
func (o *outline) layStretch(b *schedule.Block, s stretch, rate int64, index int) bool {
	occurrences := func(week int) int {
		k := int64(week - s.first + 1)
		return int(rate*k/micro - rate*(k-1)/micro)
	}
	for week := s.first; week <= s.last; {
		n, end := occurrences(week), week
		for end < s.last && occurrences(end+1) == n {
			end++
		}
		if !o.add(b, n, schedule.WeekRange{From: week, To: end}, index) {
			return false
		}
		week = end + 1
	}
	return true
}

// add adds n occurrences a week of a block in some weeks, as one or several
// blocks on days.
func (o *outline) add(b *schedule.Block, n int, weeks schedule.WeekRange, index int) bool {
	minutes := minutesOf(b)
	if minutes == 0 && b.WeeklyMinutes.IsStated() && n > 0 {
		minutes = min(24*60, int(middle(b.WeeklyMinutes)/micro)/n)
	}
	if minutes == 0 && n > 0 {
		if minutes = usualMinutes(b); minutes > 0 {
			o.note("block %d is supposed to take %d minutes, as is usual for it", index+1, minutes)
		}
	}
	if minutes < 1 {
		return n == 0
	}
	days := b.Days.Set
	if days == 0 {
		for w := iop.Monday; w <= iop.Friday; w++ {
			days = days.With(w)
		}
	}
	for n > 0 {
		now := min(n, days.Len())
		c := schedule.Block{
			Title: b.Title, Activity: b.Activity, Start: b.Start, End: b.End, Rotates: b.Rotates,
			CountsAsClinical: b.CountsAsClinical, Weeks: weeks, Minutes: schedule.Whole(minutes),
		}
		c.Days.Set = spread(days, now)
		if m, ok := o.whole(b.BreakMinutes, ""); ok {
			c.BreakMinutes = schedule.Whole(m)
		}
		if m, ok := o.whole(b.ClinicalMinutesMax, ""); ok {
			c.ClinicalMinutesMax = schedule.Whole(m)
		}
		o.program.Blocks = append(o.program.Blocks, c)
		n -= now
	}
	return true
}

// usualMinutes gives the usual length of a block's activity, the middle of a
// range, and 0 where the table of activities has none.
func usualMinutes(b *schedule.Block) int {
	usual := b.Activity.Info().SessionMinutes
	if usual.Typical > 0 {
		return usual.Typical
	}
	return (usual.Min + usual.Max) / 2
}

// spread gives n of the days of a set, evenly.
func spread(days iop.Weekdays, n int) (out iop.Weekdays) {
	var list []iop.Weekday
	for w := iop.Monday; w <= iop.Sunday; w++ {
		if days.Has(w) {
			list = append(list, w)
		}
	}
	for i := range n {
		out = out.With(list[(2*i+1)*len(list)/(2*n)])
	}
	return out
}

// doublings gives how many times a number of hours is twice another.
func doublings(hours, than float64) float64 {
	if hours <= 0 || than <= 0 {
		return 0
	}
	return math.Log2(hours / than)
}
