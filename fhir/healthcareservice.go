package fhir

// HealthcareService is a program as it is offered.
type HealthcareService struct {
	DomainResource
	Identifier             []Identifier
	Active                 *bool
	ProvidedBy             Reference
	Category               []CodeableConcept
	Type                   []CodeableConcept
	Specialty              []CodeableConcept
	Location               []Reference
	Name                   string
	Comment                string
	ExtraDetails           string
	Telecom                []ContactPoint
	CoverageArea           []Reference
	ServiceProvisionCode   []CodeableConcept
	Eligibility            []HealthcareServiceEligibility
	Program                []CodeableConcept
	Characteristic         []CodeableConcept
	Communication          []CodeableConcept
	ReferralMethod         []CodeableConcept
	AppointmentRequired    *bool
	AvailableTime          []HealthcareServiceAvailableTime
	NotAvailable           []HealthcareServiceNotAvailable
	AvailabilityExceptions string
}

// ResourceType gives "HealthcareService".
func (v *HealthcareService) ResourceType() string { return "HealthcareService" }

func (v *HealthcareService) fields(c *codec) {
	c.resource(&v.DomainResource, "HealthcareService")
	list(c, "identifier", &v.Identifier)
	c.boolean("active", &v.Active)
	c.ref("providedBy", &v.ProvidedBy, "Organization")
	list(c, "category", &v.Category)
	list(c, "type", &v.Type)
	list(c, "specialty", &v.Specialty)
	c.refs("location", &v.Location, "Location")
	c.text("name", &v.Name)
	c.text("comment", &v.Comment)
	c.text("extraDetails", &v.ExtraDetails)
	list(c, "telecom", &v.Telecom)
	c.refs("coverageArea", &v.CoverageArea, "Location")
	list(c, "serviceProvisionCode", &v.ServiceProvisionCode)
	list(c, "eligibility", &v.Eligibility)
	list(c, "program", &v.Program)
	list(c, "characteristic", &v.Characteristic)
	list(c, "communication", &v.Communication)
	list(c, "referralMethod", &v.ReferralMethod)
	c.boolean("appointmentRequired", &v.AppointmentRequired)
	list(c, "availableTime", &v.AvailableTime)
	list(c, "notAvailable", &v.NotAvailable)
	c.text("availabilityExceptions", &v.AvailabilityExceptions)
	c.unread("photo", "endpoint")
}

// HealthcareServiceEligibility is HealthcareService.eligibility.
type HealthcareServiceEligibility struct {
	Element
	Code    CodeableConcept
	Comment string
}

func (v *HealthcareServiceEligibility) fields(c *codec) {
	v.element(c)
	one(c, "code", &v.Code)
	c.text("comment", &v.Comment)
}

// HealthcareServiceAvailableTime is HealthcareService.availableTime.
type HealthcareServiceAvailableTime struct {
	Element
	// DaysOfWeek is "mon", "tue", "wed", "thu", "fri", "sat", "sun".
	DaysOfWeek         []string
	AllDay             *bool
	AvailableStartTime Time
	AvailableEndTime   Time
}

func (v *HealthcareServiceAvailableTime) fields(c *codec) {
	v.element(c)
	c.codes("daysOfWeek", &v.DaysOfWeek, "mon tue wed thu fri sat sun")
	c.boolean("allDay", &v.AllDay)
	c.time("availableStartTime", &v.AvailableStartTime)
	c.time("availableEndTime", &v.AvailableEndTime)
}

// HealthcareServiceNotAvailable is HealthcareService.notAvailable.
type HealthcareServiceNotAvailable struct {
	Element
	Description string
	During      Period
}

func (v *HealthcareServiceNotAvailable) fields(c *codec) {
	v.element(c)
	c.must()
	c.text("description", &v.Description)
	one(c, "during", &v.During)
}
