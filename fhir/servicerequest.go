package fhir

// ServiceRequest is an order or a referral.
type ServiceRequest struct {
	DomainResource
	Identifier            []Identifier
	InstantiatesCanonical []string
	InstantiatesURI       []string
	BasedOn               []Reference
	Replaces              []Reference
	Requisition           Identifier
	// Status is "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown".
	Status string
	// Intent is "proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option".
	Intent   string
	Category []CodeableConcept
	// Priority is "routine", "urgent", "asap", "stat".
	Priority     string
	DoNotPerform *bool
	Code         CodeableConcept
	OrderDetail  []CodeableConcept
	// Quantity is Quantity | Ratio | Range; nil if there is none.
	Quantity  Value
	Subject   Reference
	Encounter Reference
	// Occurrence is DateTime | Period | Timing; nil if there is none.
	Occurrence Value
	// AsNeeded is Boolean | CodeableConcept; nil if there is none.
	AsNeeded           Value
	AuthoredOn         DateTime
	Requester          Reference
	PerformerType      CodeableConcept
	Performer          []Reference
	LocationCode       []CodeableConcept
	LocationReference  []Reference
	ReasonCode         []CodeableConcept
	ReasonReference    []Reference
	Insurance          []Reference
	SupportingInfo     []Reference
	Specimen           []Reference
	BodySite           []CodeableConcept
	Note               []Annotation
	PatientInstruction string
	RelevantHistory    []Reference
}

// ResourceType gives "ServiceRequest".
func (v *ServiceRequest) ResourceType() string { return "ServiceRequest" }

func (v *ServiceRequest) fields(c *codec) {
	c.resource(&v.DomainResource, "ServiceRequest")
	list(c, "identifier", &v.Identifier)
	c.texts("instantiatesCanonical", &v.InstantiatesCanonical, badURI)
	c.texts("instantiatesUri", &v.InstantiatesURI, badURI)
	c.refs("basedOn", &v.BasedOn, "CarePlan ServiceRequest MedicationRequest")
	c.refs("replaces", &v.Replaces, "ServiceRequest")
	one(c, "requisition", &v.Requisition)
	c.must()
	c.code("status", &v.Status, "draft active on-hold revoked completed entered-in-error unknown")
	c.must()
	c.code("intent", &v.Intent, "proposal plan directive order original-order reflex-order filler-order instance-order option")
	list(c, "category", &v.Category)
	c.code("priority", &v.Priority, "routine urgent asap stat")
	c.boolean("doNotPerform", &v.DoNotPerform)
	one(c, "code", &v.Code)
	list(c, "orderDetail", &v.OrderDetail)
	c.choice("quantity", &v.Quantity, "Quantity Ratio Range")
	c.must()
	c.ref("subject", &v.Subject, "Patient Group Location Device")
	c.ref("encounter", &v.Encounter, "Encounter")
	c.choice("occurrence", &v.Occurrence, "DateTime Period Timing")
	c.choice("asNeeded", &v.AsNeeded, "Boolean CodeableConcept")
	c.dateTime("authoredOn", &v.AuthoredOn)
	c.ref("requester", &v.Requester, "Practitioner PractitionerRole Organization Patient RelatedPerson Device")
	one(c, "performerType", &v.PerformerType)
	c.refs("performer", &v.Performer, "Practitioner PractitionerRole Organization CareTeam HealthcareService Patient Device RelatedPerson")
	list(c, "locationCode", &v.LocationCode)
	c.refs("locationReference", &v.LocationReference, "Location")
	list(c, "reasonCode", &v.ReasonCode)
	c.refs("reasonReference", &v.ReasonReference, "Condition Observation DiagnosticReport DocumentReference")
	c.refs("insurance", &v.Insurance, "Coverage ClaimResponse")
	list(c, "supportingInfo", &v.SupportingInfo)
	c.refs("specimen", &v.Specimen, "Specimen")
	list(c, "bodySite", &v.BodySite)
	list(c, "note", &v.Note)
	c.text("patientInstruction", &v.PatientInstruction)
	c.refs("relevantHistory", &v.RelevantHistory, "Provenance")
	c.rule(len(v.OrderDetail) == 0 || v.Code.IsStated(), "has an orderDetail without a code (prr-1)")
}
