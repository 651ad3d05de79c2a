package fhir

// ActivityDefinition is one kind of activity of a program.
type ActivityDefinition struct {
	DomainResource
	URL        string
	Identifier []Identifier
	Version    string
	Name       string
	Title      string
	Subtitle   string
	// Status is "draft", "active", "retired", "unknown".
	Status       string
	Experimental *bool
	// Subject is CodeableConcept | Reference; nil if there is none.
	Subject         Value
	Date            DateTime
	Publisher       string
	Description     string
	UseContext      []UsageContext
	Jurisdiction    []CodeableConcept
	Purpose         string
	Usage           string
	Copyright       string
	ApprovalDate    Date
	LastReviewDate  Date
	EffectivePeriod Period
	Topic           []CodeableConcept
	Kind            string
	Profile         string
	Code            CodeableConcept
	// Intent is "proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option".
	Intent string
	// Priority is "routine", "urgent", "asap", "stat".
	Priority     string
	DoNotPerform *bool
	// Timing is Timing | DateTime | Age | Period | Range | Duration; nil if there is none.
	Timing      Value
	Location    Reference
	Participant []ActivityDefinitionParticipant
}

// ResourceType gives "ActivityDefinition".
func (v *ActivityDefinition) ResourceType() string { return "ActivityDefinition" }

func (v *ActivityDefinition) fields(c *codec) {
	c.resource(&v.DomainResource, "ActivityDefinition")
	c.uri("url", &v.URL)
	list(c, "identifier", &v.Identifier)
	c.text("version", &v.Version)
	c.text("name", &v.Name)
	c.text("title", &v.Title)
	c.text("subtitle", &v.Subtitle)
	c.must()
	c.code("status", &v.Status, "draft active retired unknown")
	c.boolean("experimental", &v.Experimental)
	c.choice("subject", &v.Subject, "CodeableConcept Reference")
	c.dateTime("date", &v.Date)
	c.text("publisher", &v.Publisher)
	c.text("description", &v.Description)
	list(c, "useContext", &v.UseContext)
	list(c, "jurisdiction", &v.Jurisdiction)
	c.text("purpose", &v.Purpose)
	c.text("usage", &v.Usage)
	c.text("copyright", &v.Copyright)
	c.date("approvalDate", &v.ApprovalDate)
	c.date("lastReviewDate", &v.LastReviewDate)
	one(c, "effectivePeriod", &v.EffectivePeriod)
	list(c, "topic", &v.Topic)
	c.code("kind", &v.Kind, "Appointment AppointmentResponse CarePlan Claim CommunicationRequest Contract DeviceRequest EnrollmentRequest ImmunizationRecommendation MedicationRequest NutritionOrder ServiceRequest SupplyRequest Task VisionPrescription")
	c.uri("profile", &v.Profile)
	one(c, "code", &v.Code)
	c.code("intent", &v.Intent, "proposal plan directive order original-order reflex-order filler-order instance-order option")
	c.code("priority", &v.Priority, "routine urgent asap stat")
	c.boolean("doNotPerform", &v.DoNotPerform)
	c.choice("timing", &v.Timing, "Timing DateTime Age Period Range Duration")
	c.ref("location", &v.Location, "Location")
	list(c, "participant", &v.Participant)
	c.unread("contact", "author", "editor", "reviewer", "endorser", "relatedArtifact", "library", "productReference", "productCodeableConcept", "quantity", "dosage", "bodySite", "specimenRequirement", "observationRequirement", "observationResultRequirement", "transform", "dynamicValue")
}

// ActivityDefinitionParticipant is ActivityDefinition.participant.
type ActivityDefinitionParticipant struct {
	Element
	// Type is "patient", "practitioner", "related-person", "device".
	Type string
	Role CodeableConcept
}

func (v *ActivityDefinitionParticipant) fields(c *codec) {
	v.element(c)
	c.must()
	c.code("type", &v.Type, "patient practitioner related-person device")
	one(c, "role", &v.Role)
}
