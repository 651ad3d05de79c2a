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
	c.refs("reasonReference", &v.ReasonReference, "Condition Procedure Observation ImmunizationRecommendation")
	c.count("priority", &v.Priority)
	c.text("description", &v.Description)
	list(c, "supportingInformation", &v.SupportingInformation)
	c.instant("start", &v.Start)
	c.instant("end", &v.End)
	c.positive("minutesDuration", &v.MinutesDuration)
	c.refs("slot", &v.Slot, "Slot")
	c.dateTime("created", &v.Created)
	c.text("comment", &v.Comment)
	c.text("patientInstruction", &v.PatientInstruction)
	c.refs("basedOn", &v.BasedOn, "ServiceRequest")
	c.must()
	list(c, "participant", &v.Participant)
	list(c, "requestedPeriod", &v.RequestedPeriod)
	c.rule(v.Start.IsStated() == v.End.IsStated(), "has a start or an end alone; want both or none (app-2)")
	c.rule(v.Start.IsStated() && v.End.IsStated() || hasWord("proposed cancelled waitlist", v.Status) || v.Status == "", "has no start and end, and is not proposed, canceled or on a waitlist (app-3)")
	c.rule(!v.CancelationReason.IsStated() || hasWord("cancelled noshow", v.Status), "has a cancelationReason and is neither canceled nor a noshow (app-4)")
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
	c.ref("actor", &v.Actor, "Patient Practitioner PractitionerRole RelatedPerson Device HealthcareService Location")
	c.code("required", &v.Required, "required optional information-only")
	c.must()
	c.code("status", &v.Status, "accepted declined tentative needs-action")
	one(c, "period", &v.Period)
	c.rule(len(v.Type) > 0 || v.Actor.isStated(), "has neither a type nor an actor (app-1)")
}
