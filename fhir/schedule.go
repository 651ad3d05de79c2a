package fhir

// Schedule is the calendar of a service: what Slots belong to.
type Schedule struct {
	DomainResource
	Identifier      []Identifier
	Active          *bool
	ServiceCategory []CodeableConcept
	ServiceType     []CodeableConcept
	Specialty       []CodeableConcept
	Actor           []Reference
	PlanningHorizon Period
	Comment         string
}

// ResourceType gives "Schedule".
func (v *Schedule) ResourceType() string { return "Schedule" }

func (v *Schedule) fields(c *codec) {
	c.resource(&v.DomainResource, "Schedule")
	list(c, "identifier", &v.Identifier)
	c.boolean("active", &v.Active)
	list(c, "serviceCategory", &v.ServiceCategory)
	list(c, "serviceType", &v.ServiceType)
	list(c, "specialty", &v.Specialty)
	c.must()
	c.refs("actor", &v.Actor, "Patient Practitioner PractitionerRole RelatedPerson Device HealthcareService Location")
	one(c, "planningHorizon", &v.PlanningHorizon)
	c.text("comment", &v.Comment)
}
