package fhir

// scheduleCodes are the codes of programs and sessions. SNOMED codes stand
// without their terms, which are licensed; each was seen in the value sets of
// VSAC that cqframework/ecqm-content-r4-2021 and canvas-medical/canvas-plugins
// carry (read 2026-11-23, agreeing). The codes of HL7 are those of the R4
// definitions. Where several activities share a code, the most general one
// stands first.
var scheduleCodes = []coded{
	{"activity/group-therapy", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/process-group", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/relapse-prevention", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/early-recovery-skills", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/dbt-skills", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/seeking-safety", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/mbrp", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/social-support-group", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/aftercare-group", []Coding{{System: SNOMED, Code: "76168009"}}},
	{"activity/individual-counseling", []Coding{{System: SNOMED, Code: "18512000"}, {System: SNOMED, Code: "75516001"}}},
	{"activity/family-therapy", []Coding{{System: SNOMED, Code: "108313002"}}},
	{"activity/cbt", []Coding{{System: SNOMED, Code: "228557008"}}},
	{"activity/psychoeducation", []Coding{{System: SNOMED, Code: "171047005"}, {System: SNOMED, Code: "408935001"}}},

	{"program/service-category", []Coding{{System: systemCategory, Code: "12", Display: "Drug/Alcohol"}}},
	{"program/service-type", []Coding{{System: systemServiceType, Code: "108", Display: "Non-resid. Alcohol/Drug Treatment"}}},
	{"program/plan-type", []Coding{{System: systemPlanType, Code: "clinical-protocol", Display: "Clinical Protocol"}}},
	{"program/treatment", []Coding{{System: SNOMED, Code: "385989002"}}},

	{"class/ambulatory", []Coding{{System: systemActCode, Code: "AMB", Display: "ambulatory"}}},
	{"class/virtual", []Coding{{System: systemActCode, Code: "VR", Display: "virtual"}}},

	{"cancelation/person", []Coding{{System: systemCancelation, Code: "pat", Display: "Patient"}}},
	{"cancelation/program", []Coding{{System: systemCancelation, Code: "prov", Display: "Provider"}, {System: systemCancelation, Code: "oth-weath"}}},
}
