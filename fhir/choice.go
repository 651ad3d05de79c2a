package fhir

import (
	"strconv"
	"strings"
)

// Value is what stands in an element whose type is a choice, such as
// Observation.value[x]: exactly one of the types [String], [Markdown],
// [Code], [ID], [URI], [URL], [Canonical], [Boolean], [Integer], [Positive],
// [Unsigned], [Decimal], [Date], [DateTime], [Instant], [Time], [Quantity],
// [Duration], [Age], [Range], [Ratio], [Period], [Timing], [CodeableConcept],
// [Coding], [Reference], [Identifier], [Annotation] and [Raw]. A nil Value is
// not there.
type Value interface {
	// kind is what follows the name of the element.
	kind() string
}

// The values that are texts and whole numbers.
type (
	String    string
	Markdown  string
	Code      string
	ID        string
	URI       string
	URL       string
	Canonical string
	Boolean   bool
	Integer   int
	Positive  int // from 1 on
	Unsigned  int // from 0 on
)

// Duration is a length of time as a value.
type Duration Quantity

// Age is an age as a value.
type Age Quantity

// Raw is a value of a type that this package does not know, kept as it
// stands. It can be read and written, not made.
type Raw struct{ suffix, json string }

// Type gives the name of the type.
func (v Raw) Type() string { return v.suffix }

// JSON gives the value as it stood in the file, without white space.
func (v Raw) JSON() string { return v.json }

func (String) kind() string          { return "String" }
func (Markdown) kind() string        { return "Markdown" }
func (Code) kind() string            { return "Code" }
func (ID) kind() string              { return "Id" }
func (URI) kind() string             { return "Uri" }
func (URL) kind() string             { return "Url" }
func (Canonical) kind() string       { return "Canonical" }
func (Boolean) kind() string         { return "Boolean" }
func (Integer) kind() string         { return "Integer" }
func (Positive) kind() string        { return "PositiveInt" }
func (Unsigned) kind() string        { return "UnsignedInt" }
func (Decimal) kind() string         { return "Decimal" }
func (Date) kind() string            { return "Date" }
func (DateTime) kind() string        { return "DateTime" }
func (Instant) kind() string         { return "Instant" }
func (Time) kind() string            { return "Time" }
func (Quantity) kind() string        { return "Quantity" }
func (Duration) kind() string        { return "Duration" }
func (Age) kind() string             { return "Age" }
func (Range) kind() string           { return "Range" }
func (Ratio) kind() string           { return "Ratio" }
func (Period) kind() string          { return "Period" }
func (Timing) kind() string          { return "Timing" }
func (CodeableConcept) kind() string { return "CodeableConcept" }
func (Coding) kind() string          { return "Coding" }
func (Reference) kind() string       { return "Reference" }
func (Identifier) kind() string      { return "Identifier" }
func (Annotation) kind() string      { return "Annotation" }
func (v Raw) kind() string           { return v.suffix }

// allValues are the types of FHIR R4 that an extension may hold.
const allValues = "Base64Binary Boolean Canonical Code Date DateTime Decimal Id Instant Integer Markdown Oid PositiveInt String Time UnsignedInt Uri Url Uuid " +
	"Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration HumanName Identifier Money Period Quantity Range Ratio Reference " +
	"SampledData Signature Timing ContactDetail Contributor DataRequirement Expression ParameterDefinition RelatedArtifact TriggerDefinition UsageContext Dosage Meta"

// choice is an element whose type is one of a list; the list "" is every type.
func (c *codec) choice(name string, v *Value, types string) {
	if types == "" {
		types = allValues
	}
	if c.phase == writing {
		c.writeChoice(name, *v, types)
		return
	}
	c.pos++
	if c.required {
		c.needed(name)
	}
	for c.more {
		suffix, ok := strings.CutPrefix(c.key, name)
		if !ok || !hasWord(types, suffix) {
			return
		}
		c.path = append(c.path, step{c.key, -1})
		if c.seen&(1<<c.pos) != 0 {
			c.issue(Error, c.keyAt, "is a second value of "+name+"[x]; want one")
			c.taken++
			c.skip()
			c.end()
			continue
		}
		c.seen |= 1 << c.pos
		c.taken++
		if *v = c.readValue(suffix); *v == nil {
			c.lost++
		}
		c.end()
	}
}

// readValue reads a value of a type, nil for one that cannot be used.
func (c *codec) readValue(kind string) Value {
	switch kind {
	case "Quantity":
		return object[Quantity](c)
	case "CodeableConcept":
		return object[CodeableConcept](c)
	case "Coding":
		return object[Coding](c)
	case "Reference":
		return object[Reference](c)
	case "Period":
		return object[Period](c)
	case "Range":
		return object[Range](c)
	case "Ratio":
		return object[Ratio](c)
	case "Timing":
		return object[Timing](c)
	case "Identifier":
		return object[Identifier](c)
	case "Annotation":
		return object[Annotation](c)
	case "Duration":
		if q, ok := object[Quantity](c).(Quantity); ok {
			return Duration(q)
		}
		return nil
	case "Age":
		if q, ok := object[Quantity](c).(Quantity); ok {
			return Age(q)
		}
		return nil
	}
	return c.readSingle(kind)
}

// object reads an object as a value, nil for one of which nothing is kept.
func object[T Value, P interface {
	*T
	element
}](c *codec) Value {
	v := new(T)
	if !c.readObject(P(v)) || c.bare {
		return nil
	}
	return *v
}

// readSingle reads a value that is no object.
func (c *codec) readSingle(kind string) Value {
	switch kind {
	case "Boolean":
		if b, ok := c.readBoolean(); ok {
			return Boolean(b)
		}
		return nil
	case "Integer", "PositiveInt", "UnsignedInt":
		at := c.at
		n, ok := c.readInteger()
		switch {
		case !ok:
			return nil
		case kind == "Integer":
			return Integer(n)
		case kind == "PositiveInt" && n >= 1:
			return Positive(n)
		case kind == "UnsignedInt" && n >= 0:
			return Unsigned(n)
		}
		c.issue(Error, at, "is too small for its type")
		return nil
	case "Decimal":
		if s, ok := c.readNumber(); ok {
			return Decimal{s}
		}
		return nil
	}
	return c.readText(kind)
}

// readText reads a value that is a text, or one of a type that is not known.
func (c *codec) readText(kind string) (v Value) {
	bad := badText
	switch kind {
	case "String", "Markdown":
	case "Code":
		bad = badCode
	case "Id":
		bad = badID
	case "Uri", "Url", "Canonical":
		bad = badURI
	case "Date":
		bad = badDate
	case "DateTime":
		bad = badDateTime
	case "Instant":
		bad = badInstant
	case "Time":
		bad = badTime
	default:
		return c.readRaw(kind)
	}
	s := c.readChecked(bad)
	if s == "" {
		return nil
	}
	switch kind {
	case "Markdown":
		return Markdown(s)
	case "Code":
		return Code(s)
	case "Id":
		return ID(s)
	case "Uri":
		return URI(s)
	case "Url":
		return URL(s)
	case "Canonical":
		return Canonical(s)
	case "Date":
		return Date{s}
	case "DateTime":
		return DateTime{s}
	case "Instant":
		return Instant{s}
	case "Time":
		return Time{s}
	}
	return String(s)
}

// readRaw keeps a value of a type that is not known.
func (c *codec) readRaw(kind string) Value {
	c.issue(Information, c.at, "is kept as it stands; the package does not know its type")
	s := c.kept()
	if s == "" {
		return nil
	}
	return Raw{kind, s}
}

// writeChoice writes the value under the name of its type.
func (c *codec) writeChoice(name string, v Value, types string) {
	if v == nil {
		c.absent(name + "[x]")
		return
	}
	full := name + v.kind()
	if c.passes(full) {
		return
	}
	mark := c.openValue(full)
	if !hasWord(types, v.kind()) {
		c.issue(Error, 0, "is of a type that may not stand here; want one of "+types)
	}
	c.shutValue(mark, c.putValue(v))
}

func (c *codec) putValue(v Value) (written bool) {
	switch v := v.(type) {
	case Quantity:
		return c.putObject(&v)
	case Duration:
		return c.putObject((*Quantity)(&v))
	case Age:
		return c.putObject((*Quantity)(&v))
	case CodeableConcept:
		return c.putObject(&v)
	case Coding:
		return c.putObject(&v)
	case Reference:
		return c.putObject(&v)
	case Period:
		return c.putObject(&v)
	case Range:
		return c.putObject(&v)
	case Ratio:
		return c.putObject(&v)
	case Timing:
		return c.putObject(&v)
	case Identifier:
		return c.putObject(&v)
	case Annotation:
		return c.putObject(&v)
	}
	return c.putSingle(v)
}

func (c *codec) putSingle(v Value) (written bool) {
	switch v := v.(type) {
	case Boolean:
		c.out = strconv.AppendBool(c.out, bool(v))
	case Integer:
		c.putInteger(int(v), -maxInteger-1)
	case Positive:
		c.putInteger(int(v), 1)
	case Unsigned:
		c.putInteger(int(v), 0)
	case Decimal:
		c.out = append(c.out, v.text...)
		return v.text != ""
	case Raw:
		c.out = append(c.out, v.json...)
		return v.json != ""
	case String:
		return c.putText(string(v), badText)
	case Markdown:
		return c.putText(string(v), badText)
	case Code:
		return c.putText(string(v), badCode)
	case ID:
		return c.putText(string(v), badID)
	case URI:
		return c.putText(string(v), badURI)
	case URL:
		return c.putText(string(v), badURI)
	case Canonical:
		return c.putText(string(v), badURI)
	case Date:
		return c.putText(v.text, badDate)
	case DateTime:
		return c.putText(v.text, badDateTime)
	case Instant:
		return c.putText(v.text, badInstant)
	case Time:
		return c.putText(v.text, badTime)
	}
	return true
}

func (c *codec) putInteger(n, least int) {
	c.out = strconv.AppendInt(c.out, int64(n), 10)
	if n < least || n > maxInteger {
		c.issue(Error, 0, "is out of the range of its type")
	}
}

func (c *codec) putText(s string, bad func(string) string) (written bool) {
	if s == "" {
		return false
	}
	c.quote(s)
	if what := unfit(s, bad); what != "" {
		c.issue(Error, 0, what)
	}
	return true
}
