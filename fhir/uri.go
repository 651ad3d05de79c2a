package fhir

// The addresses of this library's own vocabularies and extensions. They are
// names: nothing is served there. What they mean is documented in docs/fhir.md
// and does not change once released.
const (
	// OwnBase begins every address of ours.
	OwnBase = "https://openiop.org/fhir/"
	// LevelSystem is the vocabulary of levels of care; its codes are the numbers
	// of [iop.Level], such as "2.1". No official one exists.
	LevelSystem = OwnBase + "level-of-care"
	// ActivitySystem is the vocabulary of [iop.Activity]; its codes are the ids.
	ActivitySystem = OwnBase + "activity"
	// LabelSystem is the vocabulary of what a program calls itself, see
	// [schedule.Label].
	LabelSystem = OwnBase + "program-label"
	// RuleSystem is the vocabulary of rules; its codes are the ids, such as
	// "schedule/weekly-hours-min".
	RuleSystem = OwnBase + "rule"
	// ReasonSystem is the vocabulary of why an episode ended, see
	// [careplan.TransitionReason].
	ReasonSystem = OwnBase + "transition-reason"

	extensionBase = OwnBase + "StructureDefinition/"
)

// Vocabularies of others.
const (
	LOINC  = "http://loinc.org"
	SNOMED = "http://snomed.info/sct"
	UCUM   = "http://unitsofmeasure.org"

	systemActCode     = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
	systemHCPCS       = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
	secureHCPCS       = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets" // read, never written
	systemTEDS        = "urn:samhsa:teds:SERVICES"
	systemPlanType    = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
	systemServiceType = "http://terminology.hl7.org/CodeSystem/service-type"
	systemCategory    = "http://terminology.hl7.org/CodeSystem/service-category"
	systemCancelation = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
)
