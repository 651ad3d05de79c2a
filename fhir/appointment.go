package fhir

// Appointment is a session on a date with those who are invited to it.
type Appointment struct {
	DomainResource
	Identifier []Identifier
	// Status is "proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error", "checked-in", "waitlist".
	Status                string
	CancelationReason     CodeableConcept
	ServiceCategory       []CodeableConcept
	ServiceType           []CodeableConcept
	Specialty             []CodeableConcept
	AppointmentType       CodeableConcept
	ReasonCode            []CodeableConcept
	ReasonReference       []Reference
	Priority              *int
	Description           string
	SupportingInformation []Reference
	Start                 Instant
	End                   Instant
	MinutesDuration       int
	Slot                  []Reference
	Created               DateTime
	Comment               string
	PatientInstruction    string
	BasedOn               []Reference
	Participant           []AppointmentParticipant
	RequestedPeriod       []Period
}

// ResourceType gives "Appointment".
func (v *Appointment) ResourceType() string { return "Appointment" }

func (v *Appointment) fields(c *codec) {
	c.resource(&v.DomainResource, "Appointment")
	list(c, "identifier", &v.Identifier)
	c.must()
	c.code("status", &v.Status, "proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist")
	one(c, "cancelationReason", &v.CancelationReason)
	list(c, "serviceCategory", &v.ServiceCategory)
	list(c, "serviceType", &v.ServiceType)
	list(c, "specialty", &v.Specialty)
	one(c, "appointmentType", &v.AppointmentType)
	list(c, "reasonCode", &v.ReasonCode)
	list(c, "reasonReference", &v.ReasonReference)
	c.count("priority", &v.Priority)
	c.text("description", &v.Description)
	list(c, "supportingInformation", &v.SupportingInformation)
	c.instant("start", &v.Start)
	c.instant("end", &v.End)
	c.positive("minutesDuration", &v.MinutesDuration)
	list(c, "slot", &v.Slot)
	c.dateTime("created", &v.Created)
	c.text("comment", &v.Comment)
	c.text("patientInstruction", &v.PatientInstruction)
	list(c, "basedOn", &v.BasedOn)
	c.must()
	list(c, "participant", &v.Participant)
	list(c, "requestedPeriod", &v.RequestedPeriod)
}

// AppointmentParticipant is Appointment.participant.
type AppointmentParticipant struct {
	Element
	Type  []CodeableConcept
	Actor Reference
	// Required is "required", "optional", "information-only".
	Required string
	// Status is "accepted", "declined", "tentative", "needs-action".
	Status string
	Period Period
}

func (v *AppointmentParticipant) fields(c *codec) {
	v.element(c)
	list(c, "type", &v.Type)
	one(c, "actor", &v.Actor)
	c.code("required", &v.Required, "required optional information-only")
	c.must()
	c.code("status", &v.Status, "accepted declined tentative needs-action")
	one(c, "period", &v.Period)
}
