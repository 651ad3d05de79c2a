package fhir

// A codec reads and writes. Each type describes its elements once, in a
// method fields that names them in the order in which they are written:
//
//	func (a *Slot) fields(c *codec) {
//		c.resource(&a.DomainResource, "Slot")
//		c.must()
//		c.code("status", &a.Status, "busy free")
//		list(c, "serviceType", &a.ServiceType)
//		c.unread("comment")
//	}
//
// Writing calls it once. Reading calls it until every member of the object
// has found its element: once, where the members stand in that order, which
// is why reading needs neither reflection nor a table. One more call names what
// is missing.
type codec struct {
	phase    phase
	required bool // the next element must be there

	root   string // what the path begins with
	path   []step
	report *Report

	// Reading.
	in        string
	at        int // where in is read next
	line      int // the line of the file on which in begins
	counted   int // as far as newlines are counted
	newlines  int
	depth     int
	maxDepth  int
	items     int // items of lists that may still come
	errors    int // errors so far
	broken    bool
	lenient   bool
	contained int // how many contained resources are around
	locals    []local
	bare      bool // nothing is kept of the object that was read last
	frame

	// Writing.
	out    []byte
	labels []Coding
	// without are elements of the outermost object that are not written, see
	// [mapper.unused].
	without string
	// security are the labels of the resource that is written.
	security []Coding
	nested   int // resources around: those of a bundle or contained
}

type phase uint8

const (
	reading phase = iota
	checking
	writing
)

// frame is the object that is being read.
type frame struct {
	key   string // the member whose value comes next
	keyAt int
	more  bool   // there is such a member
	pos   uint   // the element that fields is at
	seen  uint64 // the elements that were there, by position
	need  uint64 // those that have to be there
	taken int    // members that an element took
	lost  int    // those of them of which nothing is kept
	again bool   // a rule came before all members were read
	ruled bool   // the rules were checked
	fails int    // errors before the object
}

// step is one part of a path; index is -1 for what is no list.
type step struct {
	name  string
	index int
}

// element is a type that describes its elements.
type element interface{ fields(c *codec) }

// must says that the next element has to be there.
func (c *codec) must() { c.required = true }

// complete reports whether all elements are there, so that rules can be
// checked.
func (c *codec) complete() bool {
	if c.phase != reading {
		return c.phase == writing || !c.ruled
	}
	if c.more || c.broken || c.again {
		c.again = true
		return false
	}
	return true
}

// begin reports whether the value of the named element is to be read now. Its
// caller reads it and calls end.
func (c *codec) begin(name string) bool {
	c.pos++
	if c.required {
		c.needed(name)
	}
	if c.key != name || !c.more {
		return false
	}
	c.enter(name)
	return true
}

// needed takes down that the element at the current position has to be there,
// and reports it missing once everything is read.
func (c *codec) needed(name string) {
	c.required = false
	c.need |= 1 << c.pos
	if c.phase == checking && c.seen&(1<<c.pos) == 0 {
		c.missing(name)
	}
}

// enter takes the member that is next as the element at the current position.
func (c *codec) enter(name string) {
	c.path = append(c.path, step{name, -1})
	if c.seen&(1<<c.pos) != 0 {
		c.issue(Error, c.keyAt, "stands twice")
	}
	c.seen |= 1 << c.pos
	c.taken++
}

func (c *codec) end() {
	c.path = c.path[:len(c.path)-1]
	c.member()
}

func (c *codec) missing(name string) {
	c.path = append(c.path, step{name, -1})
	c.issue(Error, c.at, "is missing")
	c.path = c.path[:len(c.path)-1]
}

// readObject reads an object into e; ok is false if there was none.
func (c *codec) readObject(e element) (ok bool) {
	outer := c.frame
	c.frame = frame{fails: c.errors}
	if c.openObject() {
		ok = c.more
		for c.more {
			before := c.taken
			c.pos, c.again = 0, false
			e.fields(c)
			if c.taken == before {
				c.unknown()
			}
		}
		if !c.broken && (c.need&^c.seen != 0 || c.again) {
			c.phase, c.pos = checking, 0
			e.fields(c)
			c.phase = reading
		}
	}
	c.frame, c.bare = outer, c.taken == c.lost
	return ok && !c.broken
}

// emptied counts an object that was read if nothing of it is kept.
func (c *codec) emptied() {
	if c.bare {
		c.lost++
	}
}

// openObject passes the brace of an object and its first name.
func (c *codec) openObject() bool {
	if !c.want('{', "an object") {
		return false
	}
	c.at++
	if c.depth++; c.depth > c.maxDepth {
		c.syntax("is nested too deep")
		return false
	}
	if c.space(); c.peek() == '}' {
		c.at++
		c.depth--
		c.issue(Error, c.at, "is an empty object; leave it out instead")
		return true
	}
	c.name()
	return true
}

// member passes what follows the value of a member: the name of the next one
// or the end of the object.
func (c *codec) member() {
	c.more = false
	if c.broken {
		return
	}
	switch c.space(); c.peek() {
	case ',':
		c.at++
		c.space()
		c.name()
	case '}':
		c.at++
		c.depth--
	default:
		c.syntax("is followed by something that is no JSON; want , or }")
	}
}

// name passes the name of a member and its colon.
func (c *codec) name() {
	c.more, c.keyAt = false, c.at
	if c.peek() != '"' {
		c.syntax("holds something that is no JSON; want a name in quotes")
		return
	}
	key, ok := c.quoted()
	if !ok {
		return
	}
	if c.space(); c.peek() != ':' {
		c.syntax("has a name without a colon")
		return
	}
	c.at++
	c.space()
	c.key, c.more = key, true
}

// spend counts a value against the limit of items; ok is false beyond it.
func (c *codec) spend() (ok bool) {
	if c.items--; c.items < 0 {
		c.syntax("has too many items")
		return false
	}
	return true
}

// unknown passes a member that no element took.
func (c *codec) unknown() {
	if !c.spend() {
		return
	}
	name := c.key
	known := name != "" && len(name) <= 64
	if !known {
		name = "?"
	}
	c.path = append(c.path, step{plainName(name), -1})
	switch {
	case name == "modifierExtension":
		c.refuse(c.keyAt, "can change the meaning of all that stands beside it, and is not known here")
	case name[0] == '_':
		c.issue(Information, c.keyAt, "is an id or an extension of a single value, which is not read")
	default:
		c.issue(Error, c.keyAt, "is no element of FHIR R4 here")
	}
	c.skip()
	c.end()
}

// unread passes elements of FHIR R4 that this package has no field for, and
// says so in the report.
func (c *codec) unread(names ...string) {
	c.pos++
	for again := true; again && c.more; {
		again = false
		for _, name := range names {
			if c.more && c.key == name {
				c.path = append(c.path, step{name, -1})
				c.taken++
				c.lost++
				c.issue(Information, c.keyAt, "is not read; the package has no field for it")
				c.skip()
				c.end()
				again = true
			}
		}
	}
}

// list is an element that may stand several times.
func list[T any, P interface {
	*T
	element
}](c *codec, name string, v *[]T) {
	if c.phase == writing {
		if c.passes(name) {
			return
		}
		mark := c.mark()
		mark.required = c.required
		if !c.openList(name, len(*v)) {
			return
		}
		written := false
		for i := range *v {
			before := len(c.out)
			if c.item(i, written); c.putObject(P(&(*v)[i])) {
				written = true
			} else {
				c.out = c.out[:before]
			}
		}
		c.shutObjects(mark, written)
		return
	}
	if !c.begin(name) {
		return
	}
	for n := c.startList(); n >= 0; n = c.nextItem(n) {
		*v = append(*v, *new(T))
		if !c.readObject(P(&(*v)[len(*v)-1])) {
			*v = (*v)[:len(*v)-1]
		}
	}
	c.end()
}

// one is an element that is an object; the zero value is one that is not
// there.
func one[T any, P interface {
	*T
	element
}](c *codec, name string, v *T) {
	if c.phase == writing {
		if c.passes(name) {
			return
		}
		mark := c.openValue(name)
		c.shutValue(mark, c.putObject(P(v)))
		return
	}
	if c.begin(name) {
		c.readObject(P(v))
		c.emptied()
		c.end()
	}
}

// maybe is an element that is an object; nil is one that is not there.
func maybe[T any, P interface {
	*T
	element
}](c *codec, name string, v **T) {
	if c.phase == writing {
		if *v == nil {
			c.absent(name)
			return
		}
		if c.passes(name) {
			return
		}
		mark := c.openValue(name)
		c.shutValue(mark, c.putObject(P(*v)))
		return
	}
	if c.begin(name) {
		if made := new(T); c.readObject(P(made)) {
			*v = made
		}
		c.emptied()
		c.end()
	}
}
