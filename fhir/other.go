package fhir

import "errors"

// Other is a resource of a type that this package has no fields for, such as a
// Patient. It is kept as it stands and written back. A Bundle or Parameters within
// a bundle is read as one too; since the resources in it would have no security
// labels, it is only written without any.
type Other struct {
	DomainResource
	resourceType string
	members      []member
}

// member is a member of an object as it stood in the file.
type member struct{ name, json string }

// NewOther gives a resource of any type without elements of its own, such as
// a Patient of whom only the id is told.
func NewOther(resourceType string) (*Other, error) {
	if _, ok := newResource(resourceType).(*Other); !ok || plainName(resourceType) != resourceType || resourceType == "" {
		return nil, errors.New("is a type with fields of its own, or no name of a type")
	}
	return &Other{resourceType: resourceType}, nil
}

// ResourceType gives the name of the type.
func (o *Other) ResourceType() string { return o.resourceType }

// holdsResources reports whether resources of a type hold others beside
// contained ones.
func holdsResources(resourceType string) bool {
	return resourceType == "Bundle" || resourceType == "Parameters"
}

// Member gives an element as JSON, as it stood in the file, without white
// space.
func (o *Other) Member(name string) (json string, ok bool) {
	for _, m := range o.members {
		if m.name == name {
			return m.json, true
		}
	}
	return "", false
}

func (o *Other) fields(c *codec) {
	c.resource(&o.DomainResource, o.resourceType)
	if c.phase == writing {
		if holdsResources(o.resourceType) && len(o.members) > 0 && len(c.labels) > 0 {
			c.issue(Error, 0, "holds resources that would be written without security labels; read them one by one")
		}
		for _, m := range o.members {
			c.writeKey(m.name)
			c.out = append(c.out, m.json...)
		}
		return
	}
	if c.pos++; c.more && !otherKnows(c.key) {
		c.keep(o)
	}
}

// maxElements is the most elements of a resource of another type; FHIR has none
// with nearly as many.
const maxElements = 256

// otherKnows reports whether an element is one that all resources have.
func otherKnows(name string) bool {
	return hasWord("resourceType id meta implicitRules language text contained extension modifierExtension", name)
}

// keep keeps a member of a resource of another type.
func (c *codec) keep(o *Other) {
	if c.taken++; !c.spend() {
		return
	}
	name := c.key
	c.path = append(c.path, step{plainName(name), -1})
	_, twice := o.Member(name)
	switch {
	case twice:
		c.issue(Error, c.keyAt, "stands twice")
		c.skip()
	case len(o.members) == maxElements:
		c.syntax("has too many members")
	case plainName(name) != name || name == "":
		c.issue(Error, c.keyAt, "is no name of an element")
		c.skip()
	default:
		if json := c.kept(); json != "" {
			o.members = append(o.members, member{name, json})
		}
	}
	c.end()
}
