package fhir

// Task is something to be done, and how far it is.
type Task struct {
	DomainResource
	Identifier            []Identifier
	InstantiatesCanonical string
	InstantiatesURI       string
	BasedOn               []Reference
	GroupIdentifier       Identifier
	PartOf                []Reference
	// Status is "draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold", "failed", "completed", "entered-in-error".
	Status         string
	StatusReason   CodeableConcept
	BusinessStatus CodeableConcept
	// Intent is "unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option".
	Intent string
	// Priority is "routine", "urgent", "asap", "stat".
	Priority        string
	Code            CodeableConcept
	Description     string
	Focus           Reference
	For             Reference
	Encounter       Reference
	ExecutionPeriod Period
	AuthoredOn      DateTime
	LastModified    DateTime
	Requester       Reference
	PerformerType   []CodeableConcept
	Owner           Reference
	Location        Reference
	ReasonCode      CodeableConcept
	ReasonReference Reference
	Insurance       []Reference
	Note            []Annotation
	RelevantHistory []Reference
	Input           []TaskInput
	Output          []TaskOutput
}

// ResourceType gives "Task".
func (v *Task) ResourceType() string { return "Task" }

func (v *Task) fields(c *codec) {
	c.resource(&v.DomainResource, "Task")
	list(c, "identifier", &v.Identifier)
	c.uri("instantiatesCanonical", &v.InstantiatesCanonical)
	c.uri("instantiatesUri", &v.InstantiatesURI)
	list(c, "basedOn", &v.BasedOn)
	one(c, "groupIdentifier", &v.GroupIdentifier)
	c.refs("partOf", &v.PartOf, "Task")
	c.must()
	c.code("status", &v.Status, "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error")
	one(c, "statusReason", &v.StatusReason)
	one(c, "businessStatus", &v.BusinessStatus)
	c.must()
	c.code("intent", &v.Intent, "unknown proposal plan order original-order reflex-order filler-order instance-order option")
	c.code("priority", &v.Priority, "routine urgent asap stat")
	one(c, "code", &v.Code)
	c.text("description", &v.Description)
	one(c, "focus", &v.Focus)
	one(c, "for", &v.For)
	c.ref("encounter", &v.Encounter, "Encounter")
	one(c, "executionPeriod", &v.ExecutionPeriod)
	c.dateTime("authoredOn", &v.AuthoredOn)
	c.dateTime("lastModified", &v.LastModified)
	c.ref("requester", &v.Requester, "Device Organization Patient Practitioner PractitionerRole RelatedPerson")
	list(c, "performerType", &v.PerformerType)
	c.ref("owner", &v.Owner, "Practitioner PractitionerRole Organization CareTeam HealthcareService Patient Device RelatedPerson")
	c.ref("location", &v.Location, "Location")
	one(c, "reasonCode", &v.ReasonCode)
	one(c, "reasonReference", &v.ReasonReference)
	c.refs("insurance", &v.Insurance, "Coverage ClaimResponse")
	list(c, "note", &v.Note)
	c.refs("relevantHistory", &v.RelevantHistory, "Provenance")
	list(c, "input", &v.Input)
	list(c, "output", &v.Output)
	c.unread("restriction")
	c.rule((&Period{Start: v.AuthoredOn, End: v.LastModified}).inOrder(), "was modified before it was authored (inv-1)")
}

// TaskInput is Task.input.
type TaskInput struct {
	Element
	Type CodeableConcept
	// Value is Base64Binary | Boolean | Canonical | Code | Date | DateTime | Decimal | Id | Instant | Integer | Markdown | Oid | PositiveInt | String | Time | UnsignedInt | Uri | Url | Uuid | Address | Age | Annotation | Attachment | CodeableConcept | Coding | ContactPoint | Count | Distance | Duration | HumanName | Identifier | Money | Period | Quantity | Range | Ratio | Reference | SampledData | Signature | Timing | ContactDetail | Contributor | DataRequirement | Expression | ParameterDefinition | RelatedArtifact | TriggerDefinition | UsageContext | Dosage | Meta; nil if there is none.
	Value Value
}

func (v *TaskInput) fields(c *codec) {
	v.element(c)
	c.must()
	one(c, "type", &v.Type)
	c.must()
	c.choice("value", &v.Value, "Base64Binary Boolean Canonical Code Date DateTime Decimal Id Instant Integer Markdown Oid PositiveInt String Time UnsignedInt Uri Url Uuid Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration HumanName Identifier Money Period Quantity Range Ratio Reference SampledData Signature Timing ContactDetail Contributor DataRequirement Expression ParameterDefinition RelatedArtifact TriggerDefinition UsageContext Dosage Meta")
}

// TaskOutput is Task.output.
type TaskOutput struct {
	Element
	Type CodeableConcept
	// Value is Base64Binary | Boolean | Canonical | Code | Date | DateTime | Decimal | Id | Instant | Integer | Markdown | Oid | PositiveInt | String | Time | UnsignedInt | Uri | Url | Uuid | Address | Age | Annotation | Attachment | CodeableConcept | Coding | ContactPoint | Count | Distance | Duration | HumanName | Identifier | Money | Period | Quantity | Range | Ratio | Reference | SampledData | Signature | Timing | ContactDetail | Contributor | DataRequirement | Expression | ParameterDefinition | RelatedArtifact | TriggerDefinition | UsageContext | Dosage | Meta; nil if there is none.
	Value Value
}

func (v *TaskOutput) fields(c *codec) {
	v.element(c)
	c.must()
	one(c, "type", &v.Type)
	c.must()
	c.choice("value", &v.Value, "Base64Binary Boolean Canonical Code Date DateTime Decimal Id Instant Integer Markdown Oid PositiveInt String Time UnsignedInt Uri Url Uuid Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration HumanName Identifier Money Period Quantity Range Ratio Reference SampledData Signature Timing ContactDetail Contributor DataRequirement Expression ParameterDefinition RelatedArtifact TriggerDefinition UsageContext Dosage Meta")
}
