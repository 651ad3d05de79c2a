package fhir

// DiagnosticReport is the report of a laboratory: a panel with its results.
type DiagnosticReport struct {
	DomainResource
	Identifier []Identifier
	BasedOn    []Reference
	// Status is "registered", "partial", "preliminary", "final", "amended", "corrected", "appended", "cancelled", "entered-in-error", "unknown".
	Status    string
	Category  []CodeableConcept
	Code      CodeableConcept
	Subject   Reference
	Encounter Reference
	// Effective is DateTime | Period; nil if there is none.
	Effective Value
	Issued    Instant
	// IssuedUnknown says that it was issued at a moment that nobody told, in the
	// way that US Core asks for.
	IssuedUnknown      bool
	Performer          []Reference
	ResultsInterpreter []Reference
	Specimen           []Reference
	Result             []Reference
	Conclusion         string
	ConclusionCode     []CodeableConcept
}

// ResourceType gives "DiagnosticReport".
func (v *DiagnosticReport) ResourceType() string { return "DiagnosticReport" }

func (v *DiagnosticReport) fields(c *codec) {
	c.resource(&v.DomainResource, "DiagnosticReport")
	list(c, "identifier", &v.Identifier)
	c.refs("basedOn", &v.BasedOn, "CarePlan ImmunizationRecommendation MedicationRequest NutritionOrder ServiceRequest")
	c.must()
	c.code("status", &v.Status, "registered partial preliminary final amended corrected appended cancelled entered-in-error unknown")
	list(c, "category", &v.Category)
	c.must()
	one(c, "code", &v.Code)
	c.ref("subject", &v.Subject, "Patient Group Device Location")
	c.ref("encounter", &v.Encounter, "Encounter")
	c.choice("effective", &v.Effective, "DateTime Period")
	c.instant("issued", &v.Issued)
	c.unknownValue("_issued", &v.IssuedUnknown)
	c.refs("performer", &v.Performer, "Practitioner PractitionerRole Organization CareTeam")
	c.refs("resultsInterpreter", &v.ResultsInterpreter, "Practitioner PractitionerRole Organization CareTeam")
	c.refs("specimen", &v.Specimen, "Specimen")
	c.refs("result", &v.Result, "Observation")
	c.text("conclusion", &v.Conclusion)
	list(c, "conclusionCode", &v.ConclusionCode)
	c.unread("imagingStudy", "media", "presentedForm")
}
