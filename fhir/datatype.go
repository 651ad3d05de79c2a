package fhir

// Element is what every object of FHIR may have. Extensions are kept as they
// stand, whether they are known here or not, and written back in their order.
type Element struct {
	ID         string
	Extensions []Extension
}

func (e *Element) element(c *codec) {
	c.checked("id", &e.ID, badElementID)
	list(c, "extension", &e.Extensions)
}

// Extension holds what FHIR has no element for: a value, or further
// extensions, never both.
type Extension struct {
	Element
	URL   string
	Value Value
}

func (e *Extension) fields(c *codec) {
	e.element(c)
	c.must()
	c.uri("url", &e.URL)
	c.choice("value", &e.Value, "")
	c.rule(e.Value == nil || len(e.Extensions) == 0, "holds a value and extensions; want one of them")
	c.rule(e.Value != nil || len(e.Extensions) > 0 || e.URL == "", "holds neither a value nor extensions")
}

// Coding is a code of a vocabulary.
type Coding struct {
	Element
	System, Version, Code, Display string
	UserSelected                   *bool
}

func (v *Coding) fields(c *codec) {
	v.element(c)
	c.uri("system", &v.System)
	c.text("version", &v.Version)
	c.anyCode("code", &v.Code)
	c.text("display", &v.Display)
	c.boolean("userSelected", &v.UserSelected)
}

// CodeableConcept is a concept as codes of any number of vocabularies, as a
// text, or both.
type CodeableConcept struct {
	Element
	Coding []Coding
	Text   string
}

func (v *CodeableConcept) fields(c *codec) {
	v.element(c)
	list(c, "coding", &v.Coding)
	c.text("text", &v.Text)
}

// Has reports whether one of the codings is a code of a vocabulary.
func (v *CodeableConcept) Has(system, code string) bool {
	for i := range v.Coding {
		if v.Coding[i].System == system && v.Coding[i].Code == code {
			return true
		}
	}
	return false
}

// Code gives the code of a vocabulary, "" if the concept has none.
func (v *CodeableConcept) Code(system string) string {
	for i := range v.Coding {
		if v.Coding[i].System == system {
			return v.Coding[i].Code
		}
	}
	return ""
}

// IsStated reports whether the concept says anything.
func (v *CodeableConcept) IsStated() bool { return len(v.Coding) > 0 || v.Text != "" }

// Reference points to another resource. Reference is "Patient/p1", an address,
// or "#x" for a contained one.
type Reference struct {
	Element
	Reference  string
	Type       string
	Identifier *Identifier
	Display    string
}

func (v *Reference) fields(c *codec) {
	v.element(c)
	c.reference(&v.Reference)
	c.uri("type", &v.Type)
	maybe(c, "identifier", &v.Identifier)
	c.text("display", &v.Display)
}

// isStated reports whether the reference says anything.
func (v *Reference) isStated() bool {
	return v.Reference != "" || v.Identifier != nil || v.Display != "" || len(v.Extensions) > 0
}

// To gives a reference to a resource by its type and id.
func To(resourceType, id string) Reference { return Reference{Reference: resourceType + "/" + id} }

// Identifier is an identifier of the business, such as a record number.
type Identifier struct {
	Element
	// Use is "usual", "official", "temp", "secondary" or "old".
	Use           string
	Type          *CodeableConcept
	System, Value string
	Period        Period
	Assigner      *Reference
}

func (v *Identifier) fields(c *codec) {
	v.element(c)
	c.code("use", &v.Use, "usual official temp secondary old")
	maybe(c, "type", &v.Type)
	c.uri("system", &v.System)
	c.text("value", &v.Value)
	one(c, "period", &v.Period)
	maybe(c, "assigner", &v.Assigner)
}

// Quantity is a measured amount, also one that FHIR calls Age, Count,
// Distance, Duration or SimpleQuantity.
type Quantity struct {
	Element
	Value Decimal
	// Comparator is "<", "<=", ">=" or ">" where the value is a bound.
	Comparator string
	// Unit is what people read, Code what System knows.
	Unit, System, Code string
}

func (v *Quantity) fields(c *codec) {
	v.element(c)
	c.decimal("value", &v.Value)
	c.code("comparator", &v.Comparator, "< <= >= >")
	c.text("unit", &v.Unit)
	c.uri("system", &v.System)
	c.anyCode("code", &v.Code)
	c.rule(v.Code == "" || v.System != "", "has a code without a system (qty-3)")
}

// Range is a range of amounts with either side open.
type Range struct {
	Element
	Low, High Quantity
}

func (v *Range) fields(c *codec) {
	v.element(c)
	one(c, "low", &v.Low)
	one(c, "high", &v.High)
	if !c.complete() || !v.Low.Value.IsKnown() || !v.High.Value.IsKnown() {
		return
	}
	low, okLow := v.Low.Value.Amount()
	high, okHigh := v.High.Value.Amount()
	c.rule(!okLow || !okHigh || v.Low.Code != v.High.Code || low.Compare(high) <= 0, "has a low above its high (rng-2)")
}

// Ratio is one amount to another.
type Ratio struct {
	Element
	Numerator, Denominator Quantity
}

func (v *Ratio) fields(c *codec) {
	v.element(c)
	one(c, "numerator", &v.Numerator)
	one(c, "denominator", &v.Denominator)
	c.rule(v.Numerator.Value.IsKnown() == v.Denominator.Value.IsKnown(), "has a numerator or a denominator alone (rat-1)")
}

// Period is a time from Start to End, both inclusive to the precision with
// which they are written.
type Period struct {
	Element
	Start, End DateTime
}

func (v *Period) fields(c *codec) {
	v.element(c)
	c.dateTime("start", &v.Start)
	c.dateTime("end", &v.End)
	c.rule(!c.complete() || v.inOrder(), "ends before it starts (per-1)")
}

// inOrder reports whether the end is not before the start, as far as both are
// known as exactly.
func (v *Period) inOrder() bool {
	if len(v.Start.text) <= 10 || len(v.End.text) <= 10 {
		return len(v.Start.text) != len(v.End.text) || v.Start.text <= v.End.text
	}
	from, _ := v.Start.Time()
	to, _ := v.End.Time()
	return !to.Before(from)
}

// Annotation is a remark. Author is a [Reference] or a [String].
type Annotation struct {
	Element
	Author Value
	Time   DateTime
	Text   string
}

func (v *Annotation) fields(c *codec) {
	v.element(c)
	c.choice("author", &v.Author, "Reference String")
	c.dateTime("time", &v.Time)
	c.must()
	c.text("text", &v.Text)
}

// ContactPoint is a telephone number or another way to reach somebody.
type ContactPoint struct {
	Element
	// System is "phone", "fax", "email", "pager", "url", "sms" or "other".
	System, Value string
	// Use is "home", "work", "temp", "old" or "mobile".
	Use    string
	Rank   int
	Period Period
}

func (v *ContactPoint) fields(c *codec) {
	v.element(c)
	c.code("system", &v.System, "phone fax email pager url sms other")
	c.text("value", &v.Value)
	c.code("use", &v.Use, "home work temp old mobile")
	c.positive("rank", &v.Rank)
	one(c, "period", &v.Period)
	c.rule(v.Value == "" || v.System != "", "has a value without a system (cpt-2)")
}

// UsageContext says whom something is for. Value is a [CodeableConcept], a
// [Quantity], a [Range] or a [Reference].
type UsageContext struct {
	Element
	Code  Coding
	Value Value
}

func (v *UsageContext) fields(c *codec) {
	v.element(c)
	c.must()
	one(c, "code", &v.Code)
	c.must()
	c.choice("value", &v.Value, "CodeableConcept Quantity Range Reference")
}
