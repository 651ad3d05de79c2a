package fhir

// Slot is a time at which a service can be had.
type Slot struct {
	DomainResource
	Identifier      []Identifier
	ServiceCategory []CodeableConcept
	ServiceType     []CodeableConcept
	Specialty       []CodeableConcept
	AppointmentType CodeableConcept
	Schedule        Reference
	// Status is "busy", "free", "busy-unavailable", "busy-tentative", "entered-in-error".
	Status     string
	Start      Instant
	End        Instant
	Overbooked *bool
	Comment    string
}

// ResourceType gives "Slot".
func (v *Slot) ResourceType() string { return "Slot" }

func (v *Slot) fields(c *codec) {
	c.resource(&v.DomainResource, "Slot")
	list(c, "identifier", &v.Identifier)
	list(c, "serviceCategory", &v.ServiceCategory)
	list(c, "serviceType", &v.ServiceType)
	list(c, "specialty", &v.Specialty)
	one(c, "appointmentType", &v.AppointmentType)
	c.must()
	c.ref("schedule", &v.Schedule, "Schedule")
	c.must()
	c.code("status", &v.Status, "busy free busy-unavailable busy-tentative entered-in-error")
	c.must()
	c.instant("start", &v.Start)
	c.must()
	c.instant("end", &v.End)
	c.boolean("overbooked", &v.Overbooked)
	c.text("comment", &v.Comment)
}
