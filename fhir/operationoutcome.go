package fhir

// OperationOutcome is what came out of an operation.
type OperationOutcome struct {
	DomainResource
	Issue []OutcomeIssue
}

// ResourceType gives "OperationOutcome".
func (v *OperationOutcome) ResourceType() string { return "OperationOutcome" }

func (v *OperationOutcome) fields(c *codec) {
	c.resource(&v.DomainResource, "OperationOutcome")
	c.must()
	list(c, "issue", &v.Issue)
}

// OutcomeIssue is OperationOutcome.issue.
type OutcomeIssue struct {
	Element
	// Severity is "fatal", "error", "warning", "information".
	Severity    string
	Code        string
	Details     CodeableConcept
	Diagnostics string
	Location    []string
	Expression  []string
}

func (v *OutcomeIssue) fields(c *codec) {
	v.element(c)
	c.must()
	c.code("severity", &v.Severity, "fatal error warning information")
	c.must()
	c.code("code", &v.Code, "invalid structure required value invariant security login unknown expired forbidden suppressed processing not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly business-rule conflict transient lock-error no-store exception timeout incomplete throttled informational")
	one(c, "details", &v.Details)
	c.text("diagnostics", &v.Diagnostics)
	c.texts("location", &v.Location, badText)
	c.texts("expression", &v.Expression, badText)
}
