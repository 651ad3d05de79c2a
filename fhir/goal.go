package fhir

// Goal is what a person wants to reach.
type Goal struct {
	DomainResource
	Identifier []Identifier
	// LifecycleStatus is "proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected".
	LifecycleStatus   string
	AchievementStatus CodeableConcept
	Category          []CodeableConcept
	Priority          CodeableConcept
	Description       CodeableConcept
	Subject           Reference
	// Start is Date | CodeableConcept; nil if there is none.
	Start            Value
	Target           []GoalTarget
	StatusDate       Date
	StatusReason     string
	ExpressedBy      Reference
	Addresses        []Reference
	Note             []Annotation
	OutcomeCode      []CodeableConcept
	OutcomeReference []Reference
}

// ResourceType gives "Goal".
func (v *Goal) ResourceType() string { return "Goal" }

func (v *Goal) fields(c *codec) {
	c.resource(&v.DomainResource, "Goal")
	list(c, "identifier", &v.Identifier)
	c.must()
	c.code("lifecycleStatus", &v.LifecycleStatus, "proposed planned accepted active on-hold completed cancelled entered-in-error rejected")
	one(c, "achievementStatus", &v.AchievementStatus)
	list(c, "category", &v.Category)
	one(c, "priority", &v.Priority)
	c.must()
	one(c, "description", &v.Description)
	c.must()
	c.ref("subject", &v.Subject, "Patient Group Organization")
	c.choice("start", &v.Start, "Date CodeableConcept")
	list(c, "target", &v.Target)
	c.date("statusDate", &v.StatusDate)
	c.text("statusReason", &v.StatusReason)
	c.ref("expressedBy", &v.ExpressedBy, "Patient Practitioner PractitionerRole RelatedPerson")
	c.refs("addresses", &v.Addresses, "Condition Observation MedicationStatement NutritionOrder ServiceRequest RiskAssessment")
	list(c, "note", &v.Note)
	list(c, "outcomeCode", &v.OutcomeCode)
	c.refs("outcomeReference", &v.OutcomeReference, "Observation")
}

// GoalTarget is Goal.target.
type GoalTarget struct {
	Element
	Measure CodeableConcept
	// Detail is Quantity | Range | CodeableConcept | String | Boolean | Integer | Ratio; nil if there is none.
	Detail Value
	// Due is Date | Duration; nil if there is none.
	Due Value
}

func (v *GoalTarget) fields(c *codec) {
	v.element(c)
	one(c, "measure", &v.Measure)
	c.choice("detail", &v.Detail, "Quantity Range CodeableConcept String Boolean Integer Ratio")
	c.choice("due", &v.Due, "Date Duration")
	c.rule(v.Detail == nil || v.Measure.IsStated(), "has a detail without a measure (gol-1)")
}
