package fhir

import (
	"slices"
	"strconv"
	"strings"
)

// names are what references to an entry say: its full address, and the type
// and id of its resource; "" is no name.
func (e *BundleEntry) names() (out [2]string) {
	out[0] = e.FullURL
	if id := e.Resource.domain().ID; id != "" {
		out[1] = e.Resource.ResourceType() + "/" + id
	}
	return out
}

// named reports whether a reference points to an entry that has a resource. A
// reference to a version points to that version only, where it is stated.
func (e *BundleEntry) named(reference string) bool {
	plain, version, _ := strings.Cut(reference, "/_history/")
	has := e.Resource.domain().Meta.VersionID
	for _, name := range e.names() {
		if name != "" && (name == reference || name == plain && (has == "" || has == version)) {
			return true
		}
	}
	return false
}

// bundleIndex finds the entries of a bundle by references. Of two entries with
// the same name the first is found.
type bundleIndex struct {
	b  *Bundle
	at map[string]int
}

func newBundleIndex(b *Bundle) bundleIndex {
	x := bundleIndex{b, make(map[string]int, 2*len(b.Entry))}
	for i := range b.Entry {
		if b.Entry[i].Resource == nil {
			continue
		}
		for _, name := range b.Entry[i].names() {
			if _, twice := x.at[name]; name != "" && !twice {
				x.at[name] = i
			}
		}
	}
	return x
}

// find gives the number of the entry that a reference points to.
func (x bundleIndex) find(reference string) (entry int, ok bool) {
	if i, ok := x.at[reference]; ok {
		return i, true
	}
	plain, _, versioned := strings.Cut(reference, "/_history/")
	i, ok := x.at[plain]
	return i, versioned && ok && x.b.Entry[i].named(reference)
}

// resource gives the resource that a reference points to, nil for none.
func (x bundleIndex) resource(reference string) Resource {
	if i, ok := x.find(reference); ok {
		return x.b.Entry[i].Resource
	}
	return nil
}

// key gives the same text for every reference to the same entry, and for one
// to something that is not in the bundle the reference.
func (x bundleIndex) key(reference string) string {
	if i, ok := x.find(reference); ok {
		return entryKey(i)
	}
	return reference
}

func entryKey(entry int) string { return "#" + strconv.Itoa(entry) }

// person gives the id of a client whom a reference names by the full address
// of an entry.
func (x bundleIndex) person(client string) string {
	if r := x.resource(client); r != nil && r.domain().ID != "" {
		return r.domain().ID
	}
	return client
}

// place gives the issues of a report from number n on the entry that they are
// about, where its resource has no id to be known by.
func (r *Report) place(n int, res Resource, entry int) {
	if res == nil || res.domain().ID != "" {
		return
	}
	for i := range r.Issues[n:] {
		path := &r.Issues[n+i].Path
		if rest, ok := strings.CutPrefix(*path, res.ResourceType()); ok && (rest == "" || rest[0] == '.') {
			*path = "Bundle.entry[" + strconv.Itoa(entry) + "].resource" + rest
		}
	}
}

// once gives a bundle without the resources that stood in it before: those with
// the full address of an earlier entry, or without one with its type and id. In a
// history the first is the newest, and what was deleted is not read. Each is
// reported, so that nothing counts twice and nothing is left out in silence.
func (v *Bundle) once(report *Report) *Bundle {
	seen := make(map[string]bool, len(v.Entry))
	out := v
	for i := range v.Entry {
		e := &v.Entry[i]
		name := e.FullURL
		if e.Resource != nil && name == "" {
			name = e.names()[1]
		}
		switch deleted := e.Request != nil && e.Request.Method == "DELETE"; {
		case name == "" || e.Resource == nil && !deleted:
			continue
		case e.Resource == nil || !seen[name]:
			seen[name] = true
			continue
		}
		report.add(Warning, "Bundle.entry["+strconv.Itoa(i)+"].resource", e.Line, "stands in the bundle before, by its address; the first is read and this one left out")
		if out == v {
			copied := *v
			copied.Entry = slices.Clone(v.Entry)
			out = &copied
		}
		out.Entry[i].Resource = nil
	}
	return out
}
