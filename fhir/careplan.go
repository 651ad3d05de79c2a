package fhir

// CarePlan is a person's plan of treatment.
type CarePlan struct {
	DomainResource
	Identifier            []Identifier
	InstantiatesCanonical []string
	InstantiatesURI       []string
	BasedOn               []Reference
	Replaces              []Reference
	PartOf                []Reference
	// Status is "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown".
	Status string
	// Intent is "proposal", "plan", "order", "option".
	Intent         string
	Category       []CodeableConcept
	Title          string
	Description    string
	Subject        Reference
	Encounter      Reference
	Period         Period
	Created        DateTime
	Author         Reference
	Contributor    []Reference
	CareTeam       []Reference
	Addresses      []Reference
	SupportingInfo []Reference
	Goal           []Reference
	Activity       []PlanActivity
	Note           []Annotation
}

// ResourceType gives "CarePlan".
func (v *CarePlan) ResourceType() string { return "CarePlan" }

func (v *CarePlan) fields(c *codec) {
	c.resource(&v.DomainResource, "CarePlan")
	list(c, "identifier", &v.Identifier)
	c.texts("instantiatesCanonical", &v.InstantiatesCanonical, badURI)
	c.texts("instantiatesUri", &v.InstantiatesURI, badURI)
	c.refs("basedOn", &v.BasedOn, "CarePlan")
	c.refs("replaces", &v.Replaces, "CarePlan")
	c.refs("partOf", &v.PartOf, "CarePlan")
	c.must()
	c.code("status", &v.Status, "draft active on-hold revoked completed entered-in-error unknown")
	c.must()
	c.code("intent", &v.Intent, "proposal plan order option")
	list(c, "category", &v.Category)
	c.text("title", &v.Title)
	c.text("description", &v.Description)
	c.must()
	c.ref("subject", &v.Subject, "Patient Group")
	c.ref("encounter", &v.Encounter, "Encounter")
	one(c, "period", &v.Period)
	c.dateTime("created", &v.Created)
	c.ref("author", &v.Author, "Patient Practitioner PractitionerRole Device RelatedPerson Organization CareTeam")
	c.refs("contributor", &v.Contributor, "Patient Practitioner PractitionerRole Device RelatedPerson Organization CareTeam")
	c.refs("careTeam", &v.CareTeam, "CareTeam")
	c.refs("addresses", &v.Addresses, "Condition")
	list(c, "supportingInfo", &v.SupportingInfo)
	c.refs("goal", &v.Goal, "Goal")
	list(c, "activity", &v.Activity)
	list(c, "note", &v.Note)
}

// PlanActivity is CarePlan.activity.
type PlanActivity struct {
	Element
	OutcomeCodeableConcept []CodeableConcept
	OutcomeReference       []Reference
	Progress               []Annotation
	Reference              Reference
	Detail                 *PlanActivityDetail
}

func (v *PlanActivity) fields(c *codec) {
	v.element(c)
	list(c, "outcomeCodeableConcept", &v.OutcomeCodeableConcept)
	list(c, "outcomeReference", &v.OutcomeReference)
	list(c, "progress", &v.Progress)
	c.ref("reference", &v.Reference, "Appointment CommunicationRequest DeviceRequest MedicationRequest NutritionOrder Task ServiceRequest VisionPrescription RequestGroup")
	maybe(c, "detail", &v.Detail)
	c.rule(v.Detail == nil || !v.Reference.isStated(), "has a detail and a reference; want one of them (cpl-3)")
}

// PlanActivityDetail is CarePlan.activity.detail.
type PlanActivityDetail struct {
	Element
	// Kind is "Appointment", "CommunicationRequest", "DeviceRequest", "MedicationRequest", "NutritionOrder", "Task", "ServiceRequest", "VisionPrescription".
	Kind                  string
	InstantiatesCanonical []string
	InstantiatesURI       []string
	Code                  CodeableConcept
	ReasonCode            []CodeableConcept
	ReasonReference       []Reference
	Goal                  []Reference
	// Status is "not-started", "scheduled", "in-progress", "on-hold", "completed", "cancelled", "stopped", "unknown", "entered-in-error".
	Status       string
	StatusReason CodeableConcept
	DoNotPerform *bool
	// Scheduled is Timing | Period | String; nil if there is none.
	Scheduled Value
	Location  Reference
	Performer []Reference
	// Product is CodeableConcept | Reference; nil if there is none.
	Product     Value
	DailyAmount Quantity
	Quantity    Quantity
	Description string
}

func (v *PlanActivityDetail) fields(c *codec) {
	v.element(c)
	c.code("kind", &v.Kind, "Appointment CommunicationRequest DeviceRequest MedicationRequest NutritionOrder Task ServiceRequest VisionPrescription")
	c.texts("instantiatesCanonical", &v.InstantiatesCanonical, badURI)
	c.texts("instantiatesUri", &v.InstantiatesURI, badURI)
	one(c, "code", &v.Code)
	list(c, "reasonCode", &v.ReasonCode)
	c.refs("reasonReference", &v.ReasonReference, "Condition Observation DiagnosticReport DocumentReference")
	c.refs("goal", &v.Goal, "Goal")
	c.must()
	c.code("status", &v.Status, "not-started scheduled in-progress on-hold completed cancelled stopped unknown entered-in-error")
	one(c, "statusReason", &v.StatusReason)
	c.boolean("doNotPerform", &v.DoNotPerform)
	c.choice("scheduled", &v.Scheduled, "Timing Period String")
	c.ref("location", &v.Location, "Location")
	c.refs("performer", &v.Performer, "Practitioner PractitionerRole Organization RelatedPerson Patient CareTeam HealthcareService Device")
	c.choice("product", &v.Product, "CodeableConcept Reference")
	one(c, "dailyAmount", &v.DailyAmount)
	one(c, "quantity", &v.Quantity)
	c.text("description", &v.Description)
}
