package schedule

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/openiop/openiop/internal/strictjson"
)

// Limits bound what [ReadPrograms] accepts. A zero field takes its default.
type Limits struct {
	// Bytes is the size of a file; 64 MiB by default.
	Bytes int64
	// Blocks is the number of blocks of a program; 5000 by default.
	Blocks int
	// Depth is the nesting of the JSON; 64 by default.
	Depth int
	// Rows is the number of track × program week rows of a program; 20000 by
	// default.
	Rows int
}

// The limits that hold by default.
const (
	DefaultBytes  = 64 << 20
	DefaultBlocks = 5000
	DefaultDepth  = 64
	DefaultRows   = 20_000
)

// maxNodes bounds the values of one program, and maxPrograms the programs of a
// file, beyond what anyone writes.
const (
	maxNodes    = 2_000_000
	maxPrograms = 100_000
)

func (l Limits) strict() strictjson.Limits {
	blocks := orDefault(l.Blocks, DefaultBlocks)
	return strictjson.Limits{
		Bytes: orDefault(l.Bytes, int64(DefaultBytes)), Depth: orDefault(l.Depth, DefaultDepth), Nodes: maxNodes, Elements: maxPrograms,
		Items: map[string]int{"blocks": blocks, "phases": 1000, "days": 7, "rotates": 100},
	}
}

func orDefault[N int | int64](n, def N) N {
	if n > 0 {
		return n
	}
	return def
}

// ReadPrograms reads program designs: one object or a list of them. name is
// the file's name for error messages.
//
// The reader is strict: an unknown field or activity, a bad time or range, a
// phase that nobody declares are errors that name file, line, program and
// path. Every program without a problem is returned even where others have
// one; the error joins all problems. A file over a limit gives one error that
// names the limit.
func ReadPrograms(r io.Reader, name string, limits Limits) ([]Program, error) {
	bounds := limits.strict()
	data, err := io.ReadAll(io.LimitReader(r, bounds.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	elements, err := strictjson.Split(name, data, bounds)
	errs := []error{err}
	var out []Program
	ids := map[string]bool{}
	for _, e := range elements {
		p, problems := readProgram(name, e, bounds)
		if len(problems) == 0 && ids[p.ID] {
			problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path + ".id", Problem: "is the id of an earlier program; give each its own"}}
		}
		if len(problems) == 0 {
			if err := p.checkRows(orDefault(limits.Rows, DefaultRows)); err != nil {
				problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path, Problem: err.Error()}}
			}
		}
		if len(problems) > 0 {
			errs = append(errs, problems...)
			continue
		}
		ids[p.ID] = true
		out = append(out, p)
	}
	return out, errors.Join(errs...)
}

func readProgram(name string, e strictjson.Element, limits strictjson.Limits) (p Program, problems []error) {
	n, err := strictjson.Parse(name, e, limits)
	if err != nil {
		return p, []error{err}
	}
	problems = strictjson.Decode(name, e.Path, n, &p)
	for _, problem := range problems {
		if at, ok := errors.AsType[*strictjson.Error](problem); ok && p.ID != "" {
			at.Path = fmt.Sprintf("program %q: %s", p.ID, at.Path)
		}
	}
	return p, problems
}

func (p *Program) checkRows(limit int) error {
	weeks := 0
	for i := range max(1, len(p.Phases)) {
		n := p.Weeks
		if len(p.Phases) > 0 {
			n = p.Phases[i].Weeks
		}
		longest, _ := longestWeeks(n)
		weeks += max(1, longest)
	}
	if rows := weeks * len(p.Tracks()); rows > limit {
		return fmt.Errorf("has %d rows of track and week, more than the limit of %d", rows, limit)
	}
	return nil
}

// Check reports what is wrong with a program beyond the form of its fields.
// It is part of the strict reader.
func (p *Program) Check(c *strictjson.Context) {
	if p.ID == "" {
		c.At("id").Errorf("is missing; every program needs one")
	}
	labels := []Label{"", LabelIOP, LabelPHP, LabelOP, LabelDayTreatment, LabelStepDown, LabelAftercare}
	if !slices.Contains(labels, p.CalledItself) {
		c.At("calledItself").Errorf("is not a label of this format; want iop, php, op, day-treatment, step-down or aftercare")
	}
	upTo(c.At("claimedHoursPerWeek"), p.ClaimedHoursPerWeek, 168, fractions)
	upTo(c.At("weeks"), p.Weeks, maxWeeks, fractions)
	upTo(c.At("groupSize"), p.GroupSize, 10_000, wholes)
	phases := map[string]bool{}
	for i := range p.Phases {
		p.Phases[i].check(c.At(fmt.Sprintf("phases[%d]", i)), phases)
	}
	for i := range p.Blocks {
		p.checkBlock(c.At(fmt.Sprintf("blocks[%d]", i)), &p.Blocks[i], phases)
	}
}

// maxWeeks is the longest program that is taken for real: ten years.
const maxWeeks = 520

const (
	wholes    = false
	fractions = true
)

func upTo(c *strictjson.Context, n Number, most int64, fraction bool) {
	for _, v := range []int64{n.low, n.high} {
		if v > most*micro {
			c.Errorf("is more than %d; want a number that can be true", most)
			return
		}
		if !fraction && v%micro != 0 {
			c.Errorf("is not a whole number; want one")
			return
		}
	}
}

func (ph *Phase) check(c *strictjson.Context, declared map[string]bool) {
	switch {
	case ph.Name == "":
		c.At("name").Errorf("is missing; blocks refer to a phase by its name")
	case declared[ph.Name]:
		c.At("name").Errorf("is the name of an earlier phase; give each its own")
	}
	declared[ph.Name] = true
	upTo(c.At("weeks"), ph.Weeks, maxWeeks, fractions)
	upTo(c.At("daysPerWeek"), ph.DaysPerWeek, 7, fractions)
	upTo(c.At("claimedHoursPerWeek"), ph.ClaimedHoursPerWeek, 168, fractions)
}

func (p *Program) checkBlock(c *strictjson.Context, b *Block, phases map[string]bool) {
	upTo(c.At("minutes"), b.Minutes, 24*60, wholes)
	upTo(c.At("breakMinutes"), b.BreakMinutes, 24*60, wholes)
	upTo(c.At("clinicalMinutesMax"), b.ClinicalMinutesMax, 24*60, wholes)
	upTo(c.At("weeklyMinutes"), b.WeeklyMinutes, 7*24*60, wholes)
	upTo(c.At("perWeek"), b.PerWeek, 168, fractions)
	upTo(c.At("totalOccurrences"), b.TotalOccurrences, 10_000, wholes)
	upTo(c.At("attendDaysPerWeek"), b.AttendDaysPerWeek, 7, wholes)
	if b.Start.IsStated() && b.Start == b.End {
		c.At("end").Errorf("is the same as start; want the time at which the block ends")
	}
	if w := b.Weeks; w.From < 0 || w.To < 0 || w.To > 0 && w.To < w.From || w.From > maxWeeks || w.To > maxWeeks {
		c.At("weeks").Errorf("is not a range of program weeks; want from up to to, counted from 1")
	}
	if b.Phase != "" && !phases[b.Phase] {
		c.At("phase").Errorf("is a phase that the program does not declare; declare it under phases")
	}
	for _, name := range slices.Sorted(maps.Keys(b.PerWeekByPhase)) {
		n := b.PerWeekByPhase[name]
		at := c.At("perWeekByPhase").At(name)
		upTo(at, n, 168, fractions)
		if !phases[name] {
			at.Errorf("is a phase that the program does not declare; declare it under phases")
		}
	}
	if b.AlternativeTo != "" && len(p.replaced(b)) == 0 {
		c.At("alternativeTo").Errorf("is the title of no other block%s; write that block's title", inTrack(b.Track))
	}
	if b.Within.Title != "" && !p.bearsTitle(b, b.Within.Title) {
		c.At("within").Errorf("is the title of no other block; write that block's title, or true")
	}
}

func inTrack(track string) string {
	if track == "" {
		return ""
	}
	return " of the same track"
}

// replaced gives the blocks that an alternative may be taken instead of: those
// with the title, of the same track if the alternative has one.
func (p *Program) replaced(alt *Block) []*Block {
	var out []*Block
	for i := range p.Blocks {
		b := &p.Blocks[i]
		if b != alt && b.Title == alt.AlternativeTo && (alt.Track == "" || b.Track == "" || b.Track == alt.Track) {
			out = append(out, b)
		}
	}
	return out
}

func (p *Program) bearsTitle(not *Block, title string) bool {
	return slices.ContainsFunc(p.Blocks, func(b Block) bool { return b.Title == title }) && not.Title != title
}
