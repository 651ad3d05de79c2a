package fhir

// QuestionnaireResponse holds the answers that somebody gave.
type QuestionnaireResponse struct {
	DomainResource
	Identifier    Identifier
	BasedOn       []Reference
	PartOf        []Reference
	Questionnaire string
	// Status is "in-progress", "completed", "amended", "entered-in-error", "stopped".
	Status    string
	Subject   Reference
	Encounter Reference
	Authored  DateTime
	Author    Reference
	Source    Reference
	Item      []ResponseItem
}

// ResourceType gives "QuestionnaireResponse".
func (v *QuestionnaireResponse) ResourceType() string { return "QuestionnaireResponse" }

func (v *QuestionnaireResponse) fields(c *codec) {
	c.resource(&v.DomainResource, "QuestionnaireResponse")
	one(c, "identifier", &v.Identifier)
	c.refs("basedOn", &v.BasedOn, "CarePlan ServiceRequest")
	c.refs("partOf", &v.PartOf, "Observation Procedure")
	c.uri("questionnaire", &v.Questionnaire)
	c.must()
	c.code("status", &v.Status, "in-progress completed amended entered-in-error stopped")
	one(c, "subject", &v.Subject)
	c.ref("encounter", &v.Encounter, "Encounter")
	c.dateTime("authored", &v.Authored)
	c.ref("author", &v.Author, "Device Practitioner PractitionerRole Patient RelatedPerson Organization")
	c.ref("source", &v.Source, "Patient Practitioner PractitionerRole RelatedPerson")
	list(c, "item", &v.Item)
}

// ResponseItem is QuestionnaireResponse.item.
type ResponseItem struct {
	Element
	LinkID     string
	Definition string
	Text       string
	Answer     []ResponseAnswer
	Item       []ResponseItem
}

func (v *ResponseItem) fields(c *codec) {
	v.element(c)
	c.must()
	c.text("linkId", &v.LinkID)
	c.uri("definition", &v.Definition)
	c.text("text", &v.Text)
	list(c, "answer", &v.Answer)
	list(c, "item", &v.Item)
	c.rule(len(v.Item) == 0 || len(v.Answer) == 0, "has items beneath itself and answers (qrs-1)")
}

// ResponseAnswer is QuestionnaireResponse.item.answer.
type ResponseAnswer struct {
	Element
	// Value is Boolean | Decimal | Integer | Date | DateTime | Time | String | Uri | Attachment | Coding | Quantity | Reference; nil if there is none.
	Value Value
	Item  []ResponseItem
}

func (v *ResponseAnswer) fields(c *codec) {
	v.element(c)
	c.choice("value", &v.Value, "Boolean Decimal Integer Date DateTime Time String Uri Attachment Coding Quantity Reference")
	list(c, "item", &v.Item)
}
