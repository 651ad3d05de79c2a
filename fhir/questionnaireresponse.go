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
	list(c, "basedOn", &v.BasedOn)
	list(c, "partOf", &v.PartOf)
	c.uri("questionnaire", &v.Questionnaire)
	c.must()
	c.code("status", &v.Status, "in-progress completed amended entered-in-error stopped")
	one(c, "subject", &v.Subject)
	one(c, "encounter", &v.Encounter)
	c.dateTime("authored", &v.Authored)
	one(c, "author", &v.Author)
	one(c, "source", &v.Source)
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
