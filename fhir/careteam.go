package fhir

// CareTeam is who takes part in the care.
type CareTeam struct {
	DomainResource
	Identifier []Identifier
	// Status is "proposed", "active", "suspended", "inactive", "entered-in-error".
	Status               string
	Category             []CodeableConcept
	Name                 string
	Subject              Reference
	Encounter            Reference
	Period               Period
	Participant          []CareTeamParticipant
	ReasonCode           []CodeableConcept
	ReasonReference      []Reference
	ManagingOrganization []Reference
	Telecom              []ContactPoint
	Note                 []Annotation
}

// ResourceType gives "CareTeam".
func (v *CareTeam) ResourceType() string { return "CareTeam" }

func (v *CareTeam) fields(c *codec) {
	c.resource(&v.DomainResource, "CareTeam")
	list(c, "identifier", &v.Identifier)
	c.code("status", &v.Status, "proposed active suspended inactive entered-in-error")
	list(c, "category", &v.Category)
	c.text("name", &v.Name)
	one(c, "subject", &v.Subject)
	one(c, "encounter", &v.Encounter)
	one(c, "period", &v.Period)
	list(c, "participant", &v.Participant)
	list(c, "reasonCode", &v.ReasonCode)
	list(c, "reasonReference", &v.ReasonReference)
	list(c, "managingOrganization", &v.ManagingOrganization)
	list(c, "telecom", &v.Telecom)
	list(c, "note", &v.Note)
}

// CareTeamParticipant is CareTeam.participant.
type CareTeamParticipant struct {
	Element
	Role       []CodeableConcept
	Member     Reference
	OnBehalfOf Reference
	Period     Period
}

func (v *CareTeamParticipant) fields(c *codec) {
	v.element(c)
	list(c, "role", &v.Role)
	one(c, "member", &v.Member)
	one(c, "onBehalfOf", &v.OnBehalfOf)
	one(c, "period", &v.Period)
}
