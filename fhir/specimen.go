package fhir

// Specimen is what was tested.
type Specimen struct {
	DomainResource
	Identifier          []Identifier
	AccessionIdentifier Identifier
	// Status is "available", "unavailable", "unsatisfactory", "entered-in-error".
	Status       string
	Type         CodeableConcept
	Subject      Reference
	ReceivedTime DateTime
	Parent       []Reference
	Request      []Reference
	Collection   *SpecimenCollection
	Condition    []CodeableConcept
	Note         []Annotation
}

// ResourceType gives "Specimen".
func (v *Specimen) ResourceType() string { return "Specimen" }

func (v *Specimen) fields(c *codec) {
	c.resource(&v.DomainResource, "Specimen")
	list(c, "identifier", &v.Identifier)
	one(c, "accessionIdentifier", &v.AccessionIdentifier)
	c.code("status", &v.Status, "available unavailable unsatisfactory entered-in-error")
	one(c, "type", &v.Type)
	c.ref("subject", &v.Subject, "Patient Group Device Substance Location")
	c.dateTime("receivedTime", &v.ReceivedTime)
	c.refs("parent", &v.Parent, "Specimen")
	c.refs("request", &v.Request, "ServiceRequest")
	maybe(c, "collection", &v.Collection)
	list(c, "condition", &v.Condition)
	list(c, "note", &v.Note)
	c.unread("processing", "container")
}

// SpecimenCollection is Specimen.collection.
type SpecimenCollection struct {
	Element
	Collector Reference
	// Collected is DateTime | Period; nil if there is none.
	Collected Value
	Duration  Quantity
	Quantity  Quantity
	Method    CodeableConcept
	BodySite  CodeableConcept
	// FastingStatus is CodeableConcept | Duration; nil if there is none.
	FastingStatus Value
}

func (v *SpecimenCollection) fields(c *codec) {
	v.element(c)
	c.ref("collector", &v.Collector, "Practitioner PractitionerRole")
	c.choice("collected", &v.Collected, "DateTime Period")
	one(c, "duration", &v.Duration)
	one(c, "quantity", &v.Quantity)
	one(c, "method", &v.Method)
	one(c, "bodySite", &v.BodySite)
	c.choice("fastingStatus", &v.FastingStatus, "CodeableConcept Duration")
}
