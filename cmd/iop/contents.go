package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// contents is what a week's time is made of, read from the facts of a
// finding: what counts, what is left out and why, and what is not known.
type contents struct {
	read                bool // the facts speak of a week
	roster              bool // they are about a record
	nothing             bool // nothing is published for it
	counted, left, open []part
	remarks             []string
}

// part is a named piece of time.
type part struct {
	name, remark string
	minutes      iop.Span
}

// contentsOf reads the facts of a finding about a result.
func contentsOf(r *result, facts []iop.Fact) (c contents) {
	c.roster = r.roster
	for _, f := range facts {
		switch f.Kind {
		case iop.FactNothingDeclared:
			c.read, c.nothing = true, true
		case iop.FactCountable:
			c.read = true
			for i := range f.Children {
				c.add(blockNames{r}, &f.Children[i])
			}
		}
	}
	return c
}

// blockNames names the blocks that facts are about.
type blockNames struct{ *result }

// statedBlock is a block of the program, nil where a fact is about none.
type statedBlock struct{ *schedule.Block }

// missing says what of its time a block leaves out.
func (b statedBlock) missing() string {
	if b.Block == nil {
		return noLength + " and " + noFrequency
	}
	var out []string
	if !b.Minutes.IsStated() && !(b.Start.IsStated() && b.End.IsStated()) {
		out = append(out, noLength)
	}
	often := b.PerWeek.IsStated() || len(b.PerWeekByPhase) > 0 || b.TotalOccurrences.IsStated() || b.Days != (schedule.Days{})
	if !often || len(out) == 0 {
		out = append(out, noFrequency)
	}
	return strings.Join(out, " and ")
}

// block gives the block at a place such as "blocks[3]".
func (n blockNames) block(place string) statedBlock {
	digits, ok := strings.CutPrefix(place, "blocks[")
	if !ok {
		return statedBlock{}
	}
	i := 0
	for _, d := range strings.TrimSuffix(digits, "]") {
		i = i*10 + int(d-'0')
	}
	if i < 0 || i >= len(n.program.Blocks) {
		return statedBlock{}
	}
	return statedBlock{&n.program.Blocks[i]}
}

// of gives what the program calls the block of a fact, else what it is.
func (n blockNames) of(f *iop.Fact) string {
	if b := n.block(f.Place); b.Block != nil && oneLine(b.Title) != "" {
		return b.Title
	}
	if f.Activity.IsValid() {
		return f.Activity.Title()
	}
	if n.roster {
		return "a session without an activity"
	}
	return "a block without a title"
}

func (c *contents) add(names blockNames, f *iop.Fact) {
	name := names.of(f)
	switch f.Kind {
	case iop.FactCounted, iop.FactCountedByAuthor:
		c.addCounted(names, name, f)
	case iop.FactLeftOutActivity:
		c.addLeft(names, name, activityNote(name, f), f)
	case iop.FactLeftOutByAuthor:
		c.addLeft(names, name, "not clinical, the program says", f)
	case iop.FactPullOut:
		c.remarks = append(c.remarks, name+" takes place inside another block and adds nothing")
	case iop.FactOverlap:
		c.remarks = append(c.remarks, "minutes of overlapping blocks count once: "+hours(f.Minutes))
	default:
		text := f.String()
		if f.Minutes.IsKnown() {
			text += ": " + hours(f.Minutes)
		}
		c.remarks = append(c.remarks, text)
	}
}

// addLeft adds what does not count. Its time is part of the gross time, so it
// matters where it is not known.
func (c *contents) addLeft(names blockNames, name, why string, f *iop.Fact) {
	if _, ok := f.Minutes.Max(); !ok {
		missing := names.block(f.Place).missing()
		c.open = addPart(c.open, part{name, missing, iop.Span{}})
		why = strings.TrimPrefix(why+"; "+missing+" not stated", "; ")
	}
	c.left = addPart(c.left, part{name, why, f.Minutes})
}

// activityNote says what a block that does not count is, unless its name does.
func activityNote(name string, f *iop.Fact) string {
	title := f.Activity.Title()
	if !f.Activity.IsValid() || strings.EqualFold(title, name) {
		return ""
	}
	return title
}

// What a block can leave out.
const (
	noLength    = "length"
	noFrequency = "how often"
)

// partRemarks are what facts say about how a block counts.
var partRemarks = map[iop.FactKind]string{
	iop.FactCapped:      "its clinical part",
	iop.FactOptional:    "may be skipped",
	iop.FactAlternative: "taken instead of another block",
	iop.FactAttendSome:  "attended on some of the days offered",
	iop.FactRotates:     "alternates between activities",
}

// remark words how a block counts. In a roster only that may be skipped of
// which nothing is recorded, in a calendar what is tentative.
func (n blockNames) remark(k iop.FactKind) string {
	switch {
	case n.calendar != nil && k == iop.FactOptional:
		return "tentative"
	case n.roster && k == iop.FactOptional:
		return "not recorded"
	}
	return partRemarks[k]
}

func (c *contents) addCounted(names blockNames, name string, f *iop.Fact) {
	var remarks, missing []string
	for i := range f.Children {
		child := &f.Children[i]
		switch child.Kind {
		case iop.FactBreak:
			c.left = addPart(c.left, part{"stated breaks", "", child.Minutes})
		case iop.FactUnknownLength:
			missing = append(missing, noLength)
		case iop.FactUnknownFrequency:
			missing = append(missing, noFrequency)
		default:
			if r := names.remark(child.Kind); r != "" {
				remarks = append(remarks, r)
			}
		}
	}
	if len(missing) > 0 {
		c.open = addPart(c.open, part{name, strings.Join(missing, " and "), iop.Span{}})
		remarks = append(remarks, strings.Join(missing, " and ")+" not stated")
	}
	if f.Kind == iop.FactCountedByAuthor && f.Activity.IsValid() && !names.policy.Counted.Has(f.Activity) {
		remarks = append(remarks, "clinical, the program says")
	}
	c.counted = addPart(c.counted, part{name, strings.Join(remarks, "; "), f.Minutes})
}

// addPart adds a part, joined with the one of the same name if there is one.
func addPart(list []part, p part) []part {
	for i := range list {
		if list[i].name == p.name && list[i].remark == p.remark {
			list[i].minutes = list[i].minutes.Add(p.minutes)
			return list
		}
	}
	return append(list, p)
}

func (p part) String() string {
	s := p.name
	if p.minutes.IsKnown() && hours(p.minutes) != "?" {
		s += " " + hours(p.minutes)
	}
	if p.remark != "" {
		s += " (" + p.remark + ")"
	}
	return s
}

func partsText(list []part) string {
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = p.String()
	}
	return strings.Join(parts, ", ")
}

// labelled is a line of a report with its label.
type labelled struct {
	label  string
	values []string
}

// lines gives the contents as lines of a report.
func (c *contents) lines() []labelled {
	if c.nothing && c.roster {
		return []labelled{{"counts", []string{"no row is about this week"}}}
	}
	if c.nothing {
		return []labelled{{"counts", []string{"nothing is published for this part of the program"}}}
	}
	var out []labelled
	add := func(label, text string) {
		if text != "" {
			out = append(out, labelled{label, []string{text}})
		}
	}
	add("counts", partsText(c.counted))
	add("left out", partsText(c.left))
	add("also", strings.Join(c.remarks, "; "))
	if len(out) == 0 {
		add("counts", "nothing in this week")
	}
	return out
}

// wanted words what would make the contents known, block by block where they
// are few.
func (c *contents) wanted() (out []string) {
	add := func(missing, few string, many iop.RemedyKind) {
		var names []string
		for _, p := range c.open {
			if strings.Contains(p.remark, missing) && !slices.Contains(names, `"`+p.name+`"`) {
				names = append(names, `"`+p.name+`"`)
			}
		}
		switch {
		case len(names) > mostNames:
			out = append(out, iop.Remedy{Kind: many}.String())
		case len(names) > 0:
			out = append(out, few+" "+listWords(names, "and"))
		}
	}
	add(noLength, "state the length of", iop.StateLength)
	add(noFrequency, "state the days or the frequency of", iop.StateFrequency)
	return out
}

// mostNames is how many blocks a line names; more are "each block".
const mostNames = 3

func sameLines(a, b []labelled) bool {
	return slices.EqualFunc(a, b, func(x, y labelled) bool { return x.label == y.label && slices.Equal(x.values, y.values) })
}

// weekKind are weeks whose time is made of the same.
type weekKind struct {
	wheres   []iop.Where
	contents contents
}

// weekKinds are the kinds of week of a program, in the order of its rows.
type weekKinds struct {
	list   []weekKind
	of     map[iop.Where]int // the kind of a row
	byText map[string]int
}

// kindsOf reads what each week is made of from a finding about the design
// itself, of which every week has some. Weeks that share their facts are read
// once.
func kindsOf(r *result) weekKinds {
	k := weekKinds{of: map[iop.Where]int{}, byText: map[string]int{}}
	for i := range r.weeks {
		k.of[whereOf(&r.weeks[i])] = -1
	}
	read := map[*iop.Fact]int{}
	for f := range r.report.All() {
		if kind, isRow := k.of[f.Where]; !isRow || kind >= 0 || f.Standard != "" || len(f.Because) == 0 || f.Because[0].Kind != iop.FactPolicy {
			continue
		}
		i, ok := read[&f.Because[0]]
		if !ok {
			i = k.add(contentsOf(r, f.Because))
			read[&f.Because[0]] = i
		}
		k.of[f.Where] = i
		where := f.Where
		where.From = iop.Date{} // the table of the weeks has it
		k.list[i].wheres = append(k.list[i].wheres, where)
	}
	return k
}

// add gives the index of the kind with such contents.
func (k *weekKinds) add(c contents) int {
	key := fmt.Sprint(c.lines())
	i, ok := k.byText[key]
	if !ok {
		i = len(k.list)
		k.list = append(k.list, weekKind{contents: c})
		k.byText[key] = i
	}
	return i
}
