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
	c.ref("subject", &v.Subject, "Patient Group")
	c.ref("encounter", &v.Encounter, "Encounter")
	one(c, "period", &v.Period)
	list(c, "participant", &v.Participant)
	list(c, "reasonCode", &v.ReasonCode)
	c.refs("reasonReference", &v.ReasonReference, "Condition")
	c.refs("managingOrganization", &v.ManagingOrganization, "Organization")
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
	c.ref("member", &v.Member, "Practitioner PractitionerRole RelatedPerson Patient Organization CareTeam")
	c.ref("onBehalfOf", &v.OnBehalfOf, "Organization")
	one(c, "period", &v.Period)
}
