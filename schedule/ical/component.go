package ical

import "iter"

// Component is a component of a file with everything in it, known or not:
// VCALENDAR, VEVENT, VALARM, VTODO, X-ANYTHING. The zero Component is empty.
type Component struct {
	file  *File
	index int
}

// node is a component in the order of its BEGIN.
type node struct {
	name        string
	line        int
	parent      int  // -1 for the outermost
	next        int  // the first node after it and all that is inside
	first, last int  // its lines, those of components inside included
	from, to    int  // its text as written, without its BEGIN and END
	broken      bool // a line that says when it takes place is missing
}

func (c Component) node() *node { return &c.file.nodes[c.index] }

// Name gives the name in capitals, such as VEVENT; "" for the zero Component.
func (c Component) Name() string {
	if c.file == nil {
		return ""
	}
	return c.node().name
}

// Line gives the physical line of its BEGIN, from 1.
func (c Component) Line() int {
	if c.file == nil {
		return 0
	}
	return c.node().line
}

// Properties gives the properties in the order of the file, without those of
// components inside.
func (c Component) Properties() iter.Seq[Property] {
	return func(yield func(Property) bool) {
		if c.file == nil {
			return
		}
		for p := range c.file.own(c.index) {
			if !yield(*p) {
				return
			}
		}
	}
}

// own gives the properties of a node without those of nodes inside.
func (f *File) own(index int) iter.Seq[*Property] {
	return func(yield func(*Property) bool) {
		n := &f.nodes[index]
		inside := index + 1
		for i := n.first; i < n.last; {
			if inside < n.next && f.nodes[inside].first == i {
				i, inside = f.nodes[inside].last, f.nodes[inside].next
				continue
			}
			if !yield(&f.props[i]) {
				return
			}
			i++
		}
	}
}

// Property gives the first property of a name in capitals.
func (c Component) Property(name string) (Property, bool) {
	for p := range c.Properties() {
		if p.Name == name {
			return p, true
		}
	}
	return Property{}, false
}

// Components gives the components directly inside.
func (c Component) Components() iter.Seq[Component] {
	if c.file == nil {
		return func(func(Component) bool) {}
	}
	return c.file.inside(c.index+1, c.node().next)
}

// Components gives the outermost components, usually VCALENDARs.
func (f *File) Components() iter.Seq[Component] { return f.inside(0, len(f.nodes)) }

// inside gives the outermost nodes of a stretch.
func (f *File) inside(from, to int) iter.Seq[Component] {
	return func(yield func(Component) bool) {
		for i := from; i < to; i = f.nodes[i].next {
			if !yield(Component{file: f, index: i}) {
				return
			}
		}
	}
}
