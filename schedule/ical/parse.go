package ical

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// parser builds the tree of components of a file.
type parser struct {
	file   *File
	lines  *lines
	limits Limits
	report *report
	open   []int // nodes that have not ended
	// refused counts the components inside each other that are over a limit;
	// their lines are passed over.
	refused int
	lineAt  int // where the current line begins
	stray   bool
}

// parse reads all lines. It goes on after everything that is wrong.
func (p *parser) parse() {
	for {
		p.lineAt = p.lines.at
		line, number, err := p.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p.tooLong(line, number)
			continue
		}
		if prop, ok := parseLine(line, number); ok {
			p.property(prop)
		} else if p.refused == 0 {
			p.report.add(BadLine, iop.Warning, number, "the line is no content line and is passed over; want NAME:value, and a space at the start of a line that continues the one before")
		}
	}
	if len(p.open) > 0 {
		p.report.add(BadStructure, iop.Error, p.file.nodes[p.open[0]].line, "the file ends inside the %s that begins here; something may be cut off. Want its END", shown(p.file.nodes[p.open[0]].name))
	}
	p.closeTo(0)
}

// tooLong notes a line over the limit; if it is one that says when an event
// takes place, the event is not usable.
func (p *parser) tooLong(start string, number int) {
	p.report.add(OverLimit, iop.Error, number, "the line is longer than the limit of %d bytes and is passed over; shorten it, or raise Limits.Line", p.limits.Line)
	prop, _ := parseLine(start+":", number)
	if when := prop.Name == "RRULE" || prop.Name == "RDATE" || prop.Name == "EXDATE" || prop.Name == "EXRULE"; when && len(p.open) > 0 && p.refused == 0 {
		p.file.nodes[p.open[len(p.open)-1]].broken = true
	}
}

func (p *parser) property(prop Property) {
	switch {
	case prop.Name == "BEGIN":
		p.begin(upper(strings.TrimSpace(prop.Value)), prop.Line)
	case prop.Name == "END":
		p.end(upper(strings.TrimSpace(prop.Value)), prop.Line)
	case p.refused > 0:
	case len(p.open) == 0:
		if !p.stray {
			p.stray = true
			p.report.add(BadStructure, iop.Warning, prop.Line, "the line stands outside every component and is passed over; want it between BEGIN and END")
		}
	default:
		p.file.props = append(p.file.props, prop)
	}
}

// begin opens a component. One that cannot be inside an open one ends that
// first: its END is missing.
func (p *parser) begin(name string, line int) {
	if name == "VCALENDAR" {
		p.refused = 0
	}
	if name == "VEVENT" {
		p.file.Read++
	}
	if p.refused > 0 {
		p.refused++
		p.skipEvent(name)
		return
	}
	if at := p.outranked(name); at >= 0 {
		inner := p.file.nodes[p.open[at]]
		p.report.add(BadStructure, iop.Warning, line, "the component begins inside the %s of line %d, which is taken to end here; want its END before this line", shown(inner.name), inner.line)
		p.closeTo(at)
	}
	if why := p.overLimit(name); why != "" {
		p.report.add(OverLimit, iop.Error, line, "the component is over the limit of %s; it is left out with all that is inside", why)
		p.refused = 1
		p.skipEvent(name)
		return
	}
	parent := -1
	if len(p.open) > 0 {
		parent = p.open[len(p.open)-1]
	}
	n := len(p.file.props)
	p.open = append(p.open, len(p.file.nodes))
	p.file.nodes = append(p.file.nodes, node{name: name, line: line, parent: parent, first: n, last: n, from: p.lines.at})
}

func (p *parser) skipEvent(name string) {
	if name == "VEVENT" {
		p.file.Skipped++
	}
}

// overLimit names the limit that one more component would break.
func (p *parser) overLimit(name string) string {
	switch {
	case len(p.open) >= p.limits.Depth:
		return numbered(p.limits.Depth, "components inside each other, Limits.Depth")
	case len(p.file.nodes) >= p.limits.Components:
		return numbered(p.limits.Components, "components, Limits.Components")
	case name == "VEVENT" && p.file.Read > p.limits.Events:
		return numbered(p.limits.Events, "events, Limits.Events")
	}
	return ""
}

// outranked gives the place of the outermost open component that cannot hold
// one of a name, -1 if none.
func (p *parser) outranked(name string) int {
	if name == "VCALENDAR" {
		return min(0, len(p.open)-1)
	}
	if !isTopic(name) {
		return -1
	}
	return slices.IndexFunc(p.open, func(i int) bool { return isTopic(p.file.nodes[i].name) })
}

// isTopic reports whether a component stands directly in a calendar.
func isTopic(name string) bool {
	switch name {
	case "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE":
		return true
	}
	return false
}

// end closes a component, and what inside it was left open.
func (p *parser) end(name string, line int) {
	if p.refused > 0 && name != "VCALENDAR" {
		p.refused--
		return
	}
	p.refused = 0
	at := len(p.open) - 1
	for at >= 0 && p.file.nodes[p.open[at]].name != name {
		at--
	}
	if at < 0 {
		p.report.add(BadStructure, iop.Warning, line, "the line ends a component that has not begun; want BEGIN before it")
		return
	}
	if at < len(p.open)-1 {
		inner := p.file.nodes[p.open[len(p.open)-1]]
		p.report.add(BadStructure, iop.Warning, line, "the line ends a component while the %s of line %d is open; want its END before this line", shown(inner.name), inner.line)
	}
	p.closeTo(at)
}

// closeTo ends all open components from a place on.
func (p *parser) closeTo(at int) {
	for _, i := range p.open[max(at, 0):] {
		n := &p.file.nodes[i]
		n.last, n.next, n.to = len(p.file.props), len(p.file.nodes), p.lineAt
	}
	p.open = p.open[:max(at, 0)]
}
