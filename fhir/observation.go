package fhir

// Observation is something measured or asked: the total of an instrument, or a finding
// of a drug test.
type Observation struct {
	DomainResource
	Identifier []Identifier
	BasedOn    []Reference
	PartOf     []Reference
	// Status is "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown".
	Status    string
	Category  []CodeableConcept
	Code      CodeableConcept
	Subject   Reference
	Focus     []Reference
	Encounter Reference
	// Effective is DateTime | Period | Timing | Instant; nil if there is none.
	Effective Value
	Issued    Instant
	Performer []Reference
	// Value is Quantity | CodeableConcept | String | Boolean | Integer | Range | Ratio | SampledData | Time | DateTime | Period; nil if there is none.
	Value            Value
	DataAbsentReason CodeableConcept
	Interpretation   []CodeableConcept
	Note             []Annotation
	BodySite         CodeableConcept
	Method           CodeableConcept
	Specimen         Reference
	Device           Reference
	ReferenceRange   []ObservationReferenceRange
	HasMember        []Reference
	DerivedFrom      []Reference
	Component        []ObservationComponent
}

// ResourceType gives "Observation".
func (v *Observation) ResourceType() string { return "Observation" }

func (v *Observation) fields(c *codec) {
	c.resource(&v.DomainResource, "Observation")
	list(c, "identifier", &v.Identifier)
	c.refs("basedOn", &v.BasedOn, "CarePlan DeviceRequest ImmunizationRecommendation MedicationRequest NutritionOrder ServiceRequest")
	c.refs("partOf", &v.PartOf, "MedicationAdministration MedicationDispense MedicationStatement Procedure Immunization ImagingStudy")
	c.must()
	c.code("status", &v.Status, "registered preliminary final amended corrected cancelled entered-in-error unknown")
	list(c, "category", &v.Category)
	c.must()
	one(c, "code", &v.Code)
	c.ref("subject", &v.Subject, "Patient Group Device Location")
	list(c, "focus", &v.Focus)
	c.ref("encounter", &v.Encounter, "Encounter")
	c.choice("effective", &v.Effective, "DateTime Period Timing Instant")
	c.instant("issued", &v.Issued)
	c.refs("performer", &v.Performer, "Practitioner PractitionerRole Organization CareTeam Patient RelatedPerson")
	c.choice("value", &v.Value, "Quantity CodeableConcept String Boolean Integer Range Ratio SampledData Time DateTime Period")
	one(c, "dataAbsentReason", &v.DataAbsentReason)
	list(c, "interpretation", &v.Interpretation)
	list(c, "note", &v.Note)
	one(c, "bodySite", &v.BodySite)
	one(c, "method", &v.Method)
	c.ref("specimen", &v.Specimen, "Specimen")
	c.ref("device", &v.Device, "Device DeviceMetric")
	list(c, "referenceRange", &v.ReferenceRange)
	c.refs("hasMember", &v.HasMember, "Observation QuestionnaireResponse MolecularSequence")
	c.refs("derivedFrom", &v.DerivedFrom, "DocumentReference ImagingStudy Media QuestionnaireResponse Observation MolecularSequence")
	list(c, "component", &v.Component)
	c.rule(v.Value == nil || !v.DataAbsentReason.IsStated(), "has a value and a dataAbsentReason (obs-6)")
	c.rule(v.Value == nil || !v.repeatsCode(), "has a value and a component with the same code (obs-7)")
}

// repeatsCode reports whether a component has a coding of the code.
func (v *Observation) repeatsCode() bool {
	for i := range v.Component {
		for _, k := range v.Component[i].Code.Coding {
			for _, own := range v.Code.Coding {
				if k.Code != "" && k.Code == own.Code && k.System == own.System {
					return true
				}
			}
		}
	}
	return false
}

// ObservationReferenceRange is Observation.referenceRange.
type ObservationReferenceRange struct {
	Element
	Low  Quantity
	High Quantity
	Type CodeableConcept
	Text string
}

func (v *ObservationReferenceRange) fields(c *codec) {
	v.element(c)
	one(c, "low", &v.Low)
	one(c, "high", &v.High)
	one(c, "type", &v.Type)
	c.text("text", &v.Text)
	c.unread("appliesTo", "age")
	c.rule(v.Low.Value.IsKnown() || v.High.Value.IsKnown() || v.Text != "", "has neither a low nor a high nor a text (obs-3)")
}

// ObservationComponent is Observation.component.
type ObservationComponent struct {
	Element
	Code CodeableConcept
	// Value is Quantity | CodeableConcept | String | Boolean | Integer | Range | Ratio | SampledData | Time | DateTime | Period; nil if there is none.
	Value            Value
	DataAbsentReason CodeableConcept
	Interpretation   []CodeableConcept
	ReferenceRange   []ObservationReferenceRange
}

func (v *ObservationComponent) fields(c *codec) {
	v.element(c)
	c.must()
	one(c, "code", &v.Code)
	c.choice("value", &v.Value, "Quantity CodeableConcept String Boolean Integer Range Ratio SampledData Time DateTime Period")
	one(c, "dataAbsentReason", &v.DataAbsentReason)
	list(c, "interpretation", &v.Interpretation)
	list(c, "referenceRange", &v.ReferenceRange)
}
