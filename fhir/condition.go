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
	c.ref("subject", &v.Subject, "Patient Group")
	c.ref("encounter", &v.Encounter, "Encounter")
	c.choice("onset", &v.Onset, "DateTime Age Period Range String")
	c.choice("abatement", &v.Abatement, "DateTime Age Period Range String")
	c.dateTime("recordedDate", &v.RecordedDate)
	c.ref("recorder", &v.Recorder, "Practitioner PractitionerRole Patient RelatedPerson")
	c.ref("asserter", &v.Asserter, "Practitioner PractitionerRole Patient RelatedPerson")
	list(c, "evidence", &v.Evidence)
	list(c, "note", &v.Note)
	c.unread("stage")
	c.rule(v.Abatement == nil || hasWord("resolved remission inactive", v.ClinicalStatus.Code(systemClinicalStatus)), "has an abatement and no clinicalStatus of resolved, remission or inactive (con-4)")
	c.rule(!v.ClinicalStatus.IsStated() || !v.VerificationStatus.Has(systemVerification, "entered-in-error"), "was entered in error and has a clinicalStatus (con-5)")
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
	c.rule(len(v.Code) > 0 || len(v.Detail) > 0, "has neither a code nor a detail (con-2)")
}
