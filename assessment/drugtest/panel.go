package drugtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Panel is what a test looks for: analytes, and classes by their name. The
// zero Panel is empty. Panels are made by [Catalog.Panel].
type Panel struct {
	x       *index
	members []member
}

// member is one analyte, or one class; the other is -1.
type member struct{ analyte, class int }

// Panel makes a panel of ids of analytes and classes, in their order and each
// once. Words that are neither are errors that name the nearest.
func (c *Catalog) Panel(ids ...string) (Panel, error) {
	p := Panel{x: c.index}
	var errs []error
	for i, id := range ids {
		m, ok := c.member(id)
		if !ok {
			errs = append(errs, &FieldError{fmt.Sprintf("panel[%d]", i), c.unknown(id, "an analyte or a class", c.Nearest(id))})
			continue
		}
		p.members = append(p.members, m)
	}
	slices.SortFunc(p.members, func(a, b member) int { return strings.Compare(c.nameOf(a), c.nameOf(b)) })
	p.members = slices.Compact(p.members)
	return p, errors.Join(errs...)
}

func (x *index) member(id string) (member, bool) {
	if i, ok := x.analyteAt[AnalyteID(id)]; ok {
		return member{i, -1}, true
	}
	i, ok := x.classAt[ClassID(id)]
	return member{-1, i}, ok
}

func (x *index) nameOf(m member) string {
	if m.class >= 0 {
		return string(x.classes[m.class].ID)
	}
	return string(x.analytes[m.analyte].ID)
}

// unknown words a name that is not known, without repeating it: it is text of
// a record.
func (x *index) unknown(_, what string, near []string) string {
	s := "is not " + what + " of the catalogue"
	if len(near) > 0 {
		s += "; did you mean " + strings.Join(near, ", ") + "?"
	} else {
		s += "; want an id such as benzoylecgonine or fentanyl"
	}
	return s
}

// Members gives the ids of the analytes and classes of the panel, sorted.
func (p Panel) Members() (ids []string) {
	for _, m := range p.members {
		ids = append(ids, p.x.nameOf(m))
	}
	return ids
}

// IsEmpty reports whether the panel names nothing.
func (p Panel) IsEmpty() bool { return len(p.members) == 0 }

// Covers reports whether a test of the panel can show an analyte: the panel
// names it, or names its class and tests of this kind see it. Class screens
// miss some members of their class.
func (p Panel) Covers(id AnalyteID, by Process) bool {
	if p.x == nil {
		return false
	}
	i, ok := p.x.analyteAt[id]
	return ok && p.covers(i, by)
}

func (p Panel) covers(analyte int, by Process) bool {
	for _, m := range p.members {
		if m.analyte == analyte || m.class == p.x.classOf[analyte] && p.x.analytes[analyte].seenBy(by) {
			return true
		}
	}
	return false
}

// seenBy reports whether a test that names the class alone shows the analyte.
func (a *Analyte) seenBy(by Process) bool {
	return a.Unseen == nil || a.Unseen.By == ByScreens && by == Definitive
}

func (p Panel) equal(q Panel) bool { return p.x == q.x && slices.Equal(p.members, q.members) }
