package fhir

// PlanDefinition is a program design.
type PlanDefinition struct {
	DomainResource
	URL        string
	Identifier []Identifier
	Version    string
	Name       string
	Title      string
	Subtitle   string
	Type       CodeableConcept
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
	Action          []PlanAction
}

// ResourceType gives "PlanDefinition".
func (v *PlanDefinition) ResourceType() string { return "PlanDefinition" }

func (v *PlanDefinition) fields(c *codec) {
	c.resource(&v.DomainResource, "PlanDefinition")
	c.uri("url", &v.URL)
	list(c, "identifier", &v.Identifier)
	c.text("version", &v.Version)
	c.text("name", &v.Name)
	c.text("title", &v.Title)
	c.text("subtitle", &v.Subtitle)
	one(c, "type", &v.Type)
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
	list(c, "action", &v.Action)
	c.unread("contact", "author", "editor", "reviewer", "endorser", "relatedArtifact", "library", "goal")
}

// PlanAction is PlanDefinition.action.
type PlanAction struct {
	Element
	Prefix         string
	Title          string
	Description    string
	TextEquivalent string
	// Priority is "routine", "urgent", "asap", "stat".
	Priority string
	Code     []CodeableConcept
	Reason   []CodeableConcept
	GoalID   []string
	// Subject is CodeableConcept | Reference; nil if there is none.
	Subject       Value
	RelatedAction []RelatedAction
	// Timing is DateTime | Age | Period | Duration | Range | Timing; nil if there is none.
	Timing      Value
	Participant []PlanActionParticipant
	Type        CodeableConcept
	// GroupingBehavior is "visual-group", "logical-group", "sentence-group".
	GroupingBehavior string
	// SelectionBehavior is "any", "all", "all-or-none", "exactly-one", "at-most-one", "one-or-more".
	SelectionBehavior string
	// RequiredBehavior is "must", "could", "must-unless-documented".
	RequiredBehavior string
	// PrecheckBehavior is "yes", "no".
	PrecheckBehavior string
	// CardinalityBehavior is "single", "multiple".
	CardinalityBehavior string
	// Definition is Canonical | Uri; nil if there is none.
	Definition Value
	Action     []PlanAction
}

func (v *PlanAction) fields(c *codec) {
	v.element(c)
	c.text("prefix", &v.Prefix)
	c.text("title", &v.Title)
	c.text("description", &v.Description)
	c.text("textEquivalent", &v.TextEquivalent)
	c.code("priority", &v.Priority, "routine urgent asap stat")
	list(c, "code", &v.Code)
	list(c, "reason", &v.Reason)
	c.texts("goalId", &v.GoalID, badID)
	c.choice("subject", &v.Subject, "CodeableConcept Reference")
	list(c, "relatedAction", &v.RelatedAction)
	c.choice("timing", &v.Timing, "DateTime Age Period Duration Range Timing")
	list(c, "participant", &v.Participant)
	one(c, "type", &v.Type)
	c.code("groupingBehavior", &v.GroupingBehavior, "visual-group logical-group sentence-group")
	c.code("selectionBehavior", &v.SelectionBehavior, "any all all-or-none exactly-one at-most-one one-or-more")
	c.code("requiredBehavior", &v.RequiredBehavior, "must could must-unless-documented")
	c.code("precheckBehavior", &v.PrecheckBehavior, "yes no")
	c.code("cardinalityBehavior", &v.CardinalityBehavior, "single multiple")
	c.choice("definition", &v.Definition, "Canonical Uri")
	list(c, "action", &v.Action)
	c.unread("documentation", "trigger", "condition", "input", "output", "transform", "dynamicValue")
}

// RelatedAction is PlanDefinition.action.relatedAction.
type RelatedAction struct {
	Element
	ActionID string
	// Relationship is "before-start", "before", "before-end", "concurrent-with-start", "concurrent", "concurrent-with-end", "after-start", "after", "after-end".
	Relationship string
	// Offset is Duration | Range; nil if there is none.
	Offset Value
}

func (v *RelatedAction) fields(c *codec) {
	v.element(c)
	c.must()
	c.id("actionId", &v.ActionID)
	c.must()
	c.code("relationship", &v.Relationship, "before-start before before-end concurrent-with-start concurrent concurrent-with-end after-start after after-end")
	c.choice("offset", &v.Offset, "Duration Range")
}

// PlanActionParticipant is PlanDefinition.action.participant.
type PlanActionParticipant struct {
	Element
	// Type is "patient", "practitioner", "related-person", "device".
	Type string
	Role CodeableConcept
}

func (v *PlanActionParticipant) fields(c *codec) {
	v.element(c)
	c.must()
	c.code("type", &v.Type, "patient practitioner related-person device")
	one(c, "role", &v.Role)
}
