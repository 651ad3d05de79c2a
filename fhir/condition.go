package fhir

// Condition is a diagnosis.
type Condition struct {
	DomainResource
	Identifier         []Identifier
	ClinicalStatus     CodeableConcept
	VerificationStatus CodeableConcept
	Category           []CodeableConcept
	Severity           CodeableConcept
	Code               CodeableConcept
	BodySite           []CodeableConcept
	Subject            Reference
	Encounter          Reference
	// Onset is DateTime | Age | Period | Range | String; nil if there is none.
	Onset Value
	// Abatement is DateTime | Age | Period | Range | String; nil if there is none.
	Abatement    Value
	RecordedDate DateTime
	Recorder     Reference
	Asserter     Reference
	Evidence     []ConditionEvidence
	Note         []Annotation
}

// ResourceType gives "Condition".
func (v *Condition) ResourceType() string { return "Condition" }

func (v *Condition) fields(c *codec) {
	c.resource(&v.DomainResource, "Condition")
	list(c, "identifier", &v.Identifier)
	one(c, "clinicalStatus", &v.ClinicalStatus)
	one(c, "verificationStatus", &v.VerificationStatus)
	list(c, "category", &v.Category)
	one(c, "severity", &v.Severity)
	one(c, "code", &v.Code)
	list(c, "bodySite", &v.BodySite)
	c.must()
	one(c, "subject", &v.Subject)
	one(c, "encounter", &v.Encounter)
	c.choice("onset", &v.Onset, "DateTime Age Period Range String")
	c.choice("abatement", &v.Abatement, "DateTime Age Period Range String")
	c.dateTime("recordedDate", &v.RecordedDate)
	one(c, "recorder", &v.Recorder)
	one(c, "asserter", &v.Asserter)
	list(c, "evidence", &v.Evidence)
	list(c, "note", &v.Note)
	c.unread("stage")
}

// ConditionEvidence is Condition.evidence.
type ConditionEvidence struct {
	Element
	Code   []CodeableConcept
	Detail []Reference
}

func (v *ConditionEvidence) fields(c *codec) {
	v.element(c)
	list(c, "code", &v.Code)
	list(c, "detail", &v.Detail)
}
