package fhir

// EpisodeOfCare is a person's stay in a program.
type EpisodeOfCare struct {
	DomainResource
	Identifier []Identifier
	// Status is "planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error".
	Status               string
	StatusHistory        []EpisodeOfCareStatusHistory
	Type                 []CodeableConcept
	Diagnosis            []EpisodeOfCareDiagnosis
	Patient              Reference
	ManagingOrganization Reference
	Period               Period
	ReferralRequest      []Reference
	CareManager          Reference
	Team                 []Reference
}

// ResourceType gives "EpisodeOfCare".
func (v *EpisodeOfCare) ResourceType() string { return "EpisodeOfCare" }

func (v *EpisodeOfCare) fields(c *codec) {
	c.resource(&v.DomainResource, "EpisodeOfCare")
	list(c, "identifier", &v.Identifier)
	c.must()
	c.code("status", &v.Status, "planned waitlist active onhold finished cancelled entered-in-error")
	list(c, "statusHistory", &v.StatusHistory)
	list(c, "type", &v.Type)
	list(c, "diagnosis", &v.Diagnosis)
	c.must()
	c.ref("patient", &v.Patient, "Patient")
	c.ref("managingOrganization", &v.ManagingOrganization, "Organization")
	one(c, "period", &v.Period)
	c.refs("referralRequest", &v.ReferralRequest, "ServiceRequest")
	c.ref("careManager", &v.CareManager, "Practitioner PractitionerRole")
	c.refs("team", &v.Team, "CareTeam")
	c.unread("account")
}

// EpisodeOfCareStatusHistory is EpisodeOfCare.statusHistory.
type EpisodeOfCareStatusHistory struct {
	Element
	// Status is "planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error".
	Status string
	Period Period
}

func (v *EpisodeOfCareStatusHistory) fields(c *codec) {
	v.element(c)
	c.must()
	c.code("status", &v.Status, "planned waitlist active onhold finished cancelled entered-in-error")
	c.must()
	one(c, "period", &v.Period)
}

// EpisodeOfCareDiagnosis is EpisodeOfCare.diagnosis.
type EpisodeOfCareDiagnosis struct {
	Element
	Condition Reference
	Role      CodeableConcept
	Rank      int
}

func (v *EpisodeOfCareDiagnosis) fields(c *codec) {
	v.element(c)
	c.must()
	c.ref("condition", &v.Condition, "Condition")
	one(c, "role", &v.Role)
	c.positive("rank", &v.Rank)
}
