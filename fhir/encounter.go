package fhir

// Encounter is what took place: one person's part in one session.
type Encounter struct {
	DomainResource
	Identifier []Identifier
	// Status is "planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error", "unknown".
	Status string
	// Class is ambulatory (AMB), virtual (VR) or another code of v3-ActCode.
	Class           Coding
	Type            []CodeableConcept
	ServiceType     CodeableConcept
	Priority        CodeableConcept
	Subject         Reference
	EpisodeOfCare   []Reference
	BasedOn         []Reference
	Participant     []EncounterParticipant
	Appointment     []Reference
	Period          Period
	Length          Quantity
	ReasonCode      []CodeableConcept
	ReasonReference []Reference
	Diagnosis       []EncounterDiagnosis
	Hospitalization *EncounterHospitalization
	Location        []EncounterLocation
	ServiceProvider Reference
	PartOf          Reference
}

// ResourceType gives "Encounter".
func (v *Encounter) ResourceType() string { return "Encounter" }

func (v *Encounter) fields(c *codec) {
	c.resource(&v.DomainResource, "Encounter")
	list(c, "identifier", &v.Identifier)
	c.must()
	c.code("status", &v.Status, "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown")
	c.must()
	one(c, "class", &v.Class)
	list(c, "type", &v.Type)
	one(c, "serviceType", &v.ServiceType)
	one(c, "priority", &v.Priority)
	c.ref("subject", &v.Subject, "Patient Group")
	c.refs("episodeOfCare", &v.EpisodeOfCare, "EpisodeOfCare")
	c.refs("basedOn", &v.BasedOn, "ServiceRequest")
	list(c, "participant", &v.Participant)
	c.refs("appointment", &v.Appointment, "Appointment")
	one(c, "period", &v.Period)
	one(c, "length", &v.Length)
	list(c, "reasonCode", &v.ReasonCode)
	c.refs("reasonReference", &v.ReasonReference, "Condition Procedure Observation ImmunizationRecommendation")
	list(c, "diagnosis", &v.Diagnosis)
	maybe(c, "hospitalization", &v.Hospitalization)
	list(c, "location", &v.Location)
	c.ref("serviceProvider", &v.ServiceProvider, "Organization")
	c.ref("partOf", &v.PartOf, "Encounter")
	c.unread("statusHistory", "classHistory", "account")
}

// EncounterParticipant is Encounter.participant.
type EncounterParticipant struct {
	Element
	Type       []CodeableConcept
	Period     Period
	Individual Reference
}

func (v *EncounterParticipant) fields(c *codec) {
	v.element(c)
	list(c, "type", &v.Type)
	one(c, "period", &v.Period)
	c.ref("individual", &v.Individual, "Practitioner PractitionerRole RelatedPerson")
}

// EncounterDiagnosis is Encounter.diagnosis.
type EncounterDiagnosis struct {
	Element
	Condition Reference
	Use       CodeableConcept
	Rank      int
}

func (v *EncounterDiagnosis) fields(c *codec) {
	v.element(c)
	c.must()
	c.ref("condition", &v.Condition, "Condition Procedure")
	one(c, "use", &v.Use)
	c.positive("rank", &v.Rank)
}

// EncounterHospitalization is Encounter.hospitalization.
type EncounterHospitalization struct {
	Element
	AdmitSource          CodeableConcept
	ReAdmission          CodeableConcept
	Destination          Reference
	DischargeDisposition CodeableConcept
}

func (v *EncounterHospitalization) fields(c *codec) {
	v.element(c)
	one(c, "admitSource", &v.AdmitSource)
	one(c, "reAdmission", &v.ReAdmission)
	c.ref("destination", &v.Destination, "Location Organization")
	one(c, "dischargeDisposition", &v.DischargeDisposition)
	c.unread("preAdmissionIdentifier", "origin", "dietPreference", "specialCourtesy", "specialArrangement")
}

// EncounterLocation is Encounter.location.
type EncounterLocation struct {
	Element
	Location Reference
	// Status is "planned", "active", "reserved", "completed".
	Status       string
	PhysicalType CodeableConcept
	Period       Period
}

func (v *EncounterLocation) fields(c *codec) {
	v.element(c)
	c.must()
	c.ref("location", &v.Location, "Location")
	c.code("status", &v.Status, "planned active reserved completed")
	one(c, "physicalType", &v.PhysicalType)
	one(c, "period", &v.Period)
}
