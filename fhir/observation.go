package fhir

// Observation is something measured or asked: the total of an instrument, or a finding
// of a drug test.
type Observation struct {
	DomainResource
	Identifier []Identifier
	BasedOn    []Reference
	PartOf     []Reference
	// Status is "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown".
	Status    string
	Category  []CodeableConcept
	Code      CodeableConcept
	Subject   Reference
	Focus     []Reference
	Encounter Reference
	// Effective is DateTime | Period | Timing | Instant; nil if there is none.
	Effective Value
	Issued    Instant
	Performer []Reference
	// Value is Quantity | CodeableConcept | String | Boolean | Integer | Range | Ratio | SampledData | Time | DateTime | Period; nil if there is none.
	Value            Value
	DataAbsentReason CodeableConcept
	Interpretation   []CodeableConcept
	Note             []Annotation
	BodySite         CodeableConcept
	Method           CodeableConcept
	Specimen         Reference
	Device           Reference
	ReferenceRange   []ObservationReferenceRange
	HasMember        []Reference
	DerivedFrom      []Reference
	Component        []ObservationComponent
}

// ResourceType gives "Observation".
func (v *Observation) ResourceType() string { return "Observation" }

func (v *Observation) fields(c *codec) {
	c.resource(&v.DomainResource, "Observation")
	list(c, "identifier", &v.Identifier)
	list(c, "basedOn", &v.BasedOn)
	list(c, "partOf", &v.PartOf)
	c.must()
	c.code("status", &v.Status, "registered preliminary final amended corrected cancelled entered-in-error unknown")
	list(c, "category", &v.Category)
	c.must()
	one(c, "code", &v.Code)
	one(c, "subject", &v.Subject)
	list(c, "focus", &v.Focus)
	one(c, "encounter", &v.Encounter)
	c.choice("effective", &v.Effective, "DateTime Period Timing Instant")
	c.instant("issued", &v.Issued)
	list(c, "performer", &v.Performer)
	c.choice("value", &v.Value, "Quantity CodeableConcept String Boolean Integer Range Ratio SampledData Time DateTime Period")
	one(c, "dataAbsentReason", &v.DataAbsentReason)
	list(c, "interpretation", &v.Interpretation)
	list(c, "note", &v.Note)
	one(c, "bodySite", &v.BodySite)
	one(c, "method", &v.Method)
	one(c, "specimen", &v.Specimen)
	one(c, "device", &v.Device)
	list(c, "referenceRange", &v.ReferenceRange)
	list(c, "hasMember", &v.HasMember)
	list(c, "derivedFrom", &v.DerivedFrom)
	list(c, "component", &v.Component)
}

// ObservationReferenceRange is Observation.referenceRange.
type ObservationReferenceRange struct {
	Element
	Low  Quantity
	High Quantity
	Type CodeableConcept
	Text string
}

func (v *ObservationReferenceRange) fields(c *codec) {
	v.element(c)
	one(c, "low", &v.Low)
	one(c, "high", &v.High)
	one(c, "type", &v.Type)
	c.text("text", &v.Text)
	c.unread("appliesTo", "age")
}

// ObservationComponent is Observation.component.
type ObservationComponent struct {
	Element
	Code CodeableConcept
	// Value is Quantity | CodeableConcept | String | Boolean | Integer | Range | Ratio | SampledData | Time | DateTime | Period; nil if there is none.
	Value            Value
	DataAbsentReason CodeableConcept
	Interpretation   []CodeableConcept
	ReferenceRange   []ObservationReferenceRange
}

func (v *ObservationComponent) fields(c *codec) {
	v.element(c)
	c.must()
	one(c, "code", &v.Code)
	c.choice("value", &v.Value, "Quantity CodeableConcept String Boolean Integer Range Ratio SampledData Time DateTime Period")
	one(c, "dataAbsentReason", &v.DataAbsentReason)
	list(c, "interpretation", &v.Interpretation)
	list(c, "referenceRange", &v.ReferenceRange)
}
