package fhir

import "strings"

// TargetType gives the type of the resource that a reference points to, as far
// as the reference itself says: by Type, or by an address that ends in a type
// and an id. It is "" otherwise.
func (v *Reference) TargetType() string {
	if v.Type != "" {
		return v.Type
	}
	address, _, _ := strings.Cut(v.Reference, "/_history/")
	address, _, ok := cutLast(address, "/")
	if !ok {
		return ""
	}
	if _, last, ok := cutLast(address, "/"); ok {
		address = last
	}
	if address == "" || address[0] < 'A' || address[0] > 'Z' || plainName(address) != address {
		return ""
	}
	return address
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// mayBe reports whether a reference may point to one of some types; one that
// does not say its type may.
func (v *Reference) mayBe(types string) bool {
	t := v.TargetType()
	return t == "" || strings.Contains(t, "/") || hasWord(types, t)
}

const wrongTarget = "points to a resource of a type that may not stand here; want one of "

// ref is a reference to one of some types of resources.
func (c *codec) ref(name string, v *Reference, types string) {
	if c.phase == writing {
		if one(c, name, v); !v.mayBe(types) {
			c.at1(name, wrongTarget+types)
		}
		return
	}
	if c.begin(name) {
		at := c.at
		if c.readObject(v); !v.mayBe(types) {
			c.issue(Error, at, wrongTarget+types)
		}
		c.emptied()
		c.end()
	}
}

// refs is a list of references to some types of resources.
func (c *codec) refs(name string, v *[]Reference, types string) {
	before := c.taken
	if list(c, name, v); c.phase != writing && c.taken == before {
		return
	}
	for i := range *v {
		if !(*v)[i].mayBe(types) {
			c.path = append(c.path, step{name, i})
			c.issue(Error, c.at, wrongTarget+types)
			c.path = c.path[:len(c.path)-1]
		}
	}
}
