package fhir

// dataAbsent is HL7's extension that says why a value is not there. US Core asks
// for it where it makes an element mandatory that the sender does not know.
const dataAbsent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

// absence is what may stand beside a single value or in its place, as "_issued"
// does for "issued".
type absence struct{ Element }

func (a *absence) fields(c *codec) { a.element(c) }

// isUnknown reports whether it says that the value is unknown, and nothing else.
func (a *absence) isUnknown() bool {
	if a.ID != "" || len(a.Extensions) != 1 || len(a.Extensions[0].Extensions) > 0 {
		return false
	}
	return a.Extensions[0].URL == dataAbsent && a.Extensions[0].Value == Value(Code("unknown"))
}

// unknownValue says in the place of a single value that it is unknown; name is
// that of its element with an underscore before it. Anything else that stands
// there is reported and not kept.
func (c *codec) unknownValue(name string, v *bool) {
	var a absence
	if c.phase == writing {
		if *v {
			a.Extensions = []Extension{{URL: dataAbsent, Value: Code("unknown")}}
		}
		one(c, name, &a)
		return
	}
	at, before := c.keyAt, c.taken
	one(c, name, &a)
	if c.taken == before || c.broken {
		return
	}
	if *v = a.isUnknown(); !*v {
		c.path = append(c.path, step{name, -1})
		c.issue(Information, at, "is an id or an extension of a single value, which is not read")
		c.path = c.path[:len(c.path)-1]
	}
}
