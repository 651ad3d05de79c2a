package fhir

// Vocabularies of the clinical codes.
const (
	systemICD10CM             = "http://hl7.org/fhir/sid/icd-10-cm"
	systemObservationCategory = "http://terminology.hl7.org/CodeSystem/observation-category"
	systemInterpretation      = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
	systemReportSection       = "http://terminology.hl7.org/CodeSystem/v2-0074"
	systemConditionCategory   = "http://terminology.hl7.org/CodeSystem/condition-category"
	systemClinicalStatus      = "http://terminology.hl7.org/CodeSystem/condition-clinical"
	systemVerification        = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
	systemPlanCategory        = "http://hl7.org/fhir/us/core/CodeSystem/careplan-category"
	systemAchievement         = "http://terminology.hl7.org/CodeSystem/goal-achievement"
	systemAbsent              = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
)

// clinicalCodes are the codes of scores, drug tests, diagnoses and plans.
//
// LOINC codes of totals were read on loinc.org or in HL7/US-Core's examples,
// that of creatinine in the value sets of cqframework/opioid-cds-r4; SNOMED
// codes in several public value sets that agree; ICD-10-CM codes in the order
// file of January 2021 and the addenda of FY2023 (all read 2026-11-23). The
// codes of HL7 are those of the R4 definitions and of US Core. LOINC and SNOMED
// codes stand without their names. Codes of drug tests are those of the
// catalogue in assessment/drugtest.
var clinicalCodes = []coded{
	{"category/survey", []Coding{{System: systemObservationCategory, Code: "survey", Display: "Survey"}}},
	{"category/laboratory", []Coding{{System: systemObservationCategory, Code: "laboratory", Display: "Laboratory"}}},
	{"category/laboratory-report", []Coding{{System: systemReportSection, Code: "LAB", Display: "Laboratory"}}},
	{"category/problem", []Coding{{System: systemConditionCategory, Code: "problem-list-item", Display: "Problem List Item"}}},
	{"category/assess-plan", []Coding{{System: systemPlanCategory, Code: "assess-plan"}}},
	{"category/counselling", []Coding{{System: SNOMED, Code: "409063005"}}},

	{"score/phq-9", []Coding{{System: LOINC, Code: "44261-6"}}},
	{"score/phq-2", []Coding{{System: LOINC, Code: "55758-7"}}},
	{"score/gad-7", []Coding{{System: LOINC, Code: "70274-6"}}},
	{"score/audit", []Coding{{System: LOINC, Code: "75624-7"}}},
	{"score/audit-c", []Coding{{System: LOINC, Code: "75626-2"}}},
	{"score/dast-10", []Coding{{System: LOINC, Code: "82667-7"}}},
	{"score/pcl-5", []Coding{{System: LOINC, Code: "101698-9"}}},

	{"panel/urine-screen", []Coding{{System: LOINC, Code: "69739-1"}}},
	{"measurement/creatinine", []Coding{{System: LOINC, Code: "2161-8"}}},
	{"result/positive", []Coding{{System: SNOMED, Code: "10828004"}, {System: SNOMED, Code: "260373001"}}},
	{"result/negative", []Coding{{System: SNOMED, Code: "260385009"}}},
	{"interpretation/positive", []Coding{{System: systemInterpretation, Code: "POS", Display: "Positive"}, {System: systemInterpretation, Code: "DET"}}},
	{"interpretation/negative", []Coding{{System: systemInterpretation, Code: "NEG", Display: "Negative"}, {System: systemInterpretation, Code: "ND"}}},
	{"interpretation/indeterminate", []Coding{{System: systemInterpretation, Code: "IND", Display: "Indeterminate"}}},

	{"clinical-status/active", []Coding{{System: systemClinicalStatus, Code: "active", Display: "Active"}}},
	{"clinical-status/inactive", []Coding{{System: systemClinicalStatus, Code: "inactive", Display: "Inactive"}}},
	{"clinical-status/remission", []Coding{{System: systemClinicalStatus, Code: "remission", Display: "Remission"}}},

	{"diagnosis/alcohol/mild", []Coding{{System: systemICD10CM, Code: "F10.10"}}},
	{"diagnosis/alcohol/mild/remission", []Coding{{System: systemICD10CM, Code: "F10.11"}}},
	{"diagnosis/alcohol/moderate-severe", []Coding{{System: systemICD10CM, Code: "F10.20"}}},
	{"diagnosis/alcohol/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F10.21"}}},
	{"diagnosis/alcohol/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F10.91"}}},
	{"diagnosis/opioid/mild", []Coding{{System: systemICD10CM, Code: "F11.10"}}},
	{"diagnosis/opioid/mild/remission", []Coding{{System: systemICD10CM, Code: "F11.11"}}},
	{"diagnosis/opioid/moderate-severe", []Coding{{System: systemICD10CM, Code: "F11.20"}}},
	{"diagnosis/opioid/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F11.21"}}},
	{"diagnosis/opioid/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F11.91"}}},
	{"diagnosis/cannabis/mild", []Coding{{System: systemICD10CM, Code: "F12.10"}}},
	{"diagnosis/cannabis/mild/remission", []Coding{{System: systemICD10CM, Code: "F12.11"}}},
	{"diagnosis/cannabis/moderate-severe", []Coding{{System: systemICD10CM, Code: "F12.20"}}},
	{"diagnosis/cannabis/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F12.21"}}},
	{"diagnosis/cannabis/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F12.91"}}},
	{"diagnosis/sedative/mild", []Coding{{System: systemICD10CM, Code: "F13.10"}}},
	{"diagnosis/sedative/mild/remission", []Coding{{System: systemICD10CM, Code: "F13.11"}}},
	{"diagnosis/sedative/moderate-severe", []Coding{{System: systemICD10CM, Code: "F13.20"}}},
	{"diagnosis/sedative/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F13.21"}}},
	{"diagnosis/sedative/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F13.91"}}},
	{"diagnosis/cocaine/mild", []Coding{{System: systemICD10CM, Code: "F14.10"}}},
	{"diagnosis/cocaine/mild/remission", []Coding{{System: systemICD10CM, Code: "F14.11"}}},
	{"diagnosis/cocaine/moderate-severe", []Coding{{System: systemICD10CM, Code: "F14.20"}}},
	{"diagnosis/cocaine/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F14.21"}}},
	{"diagnosis/cocaine/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F14.91"}}},
	{"diagnosis/stimulant/mild", []Coding{{System: systemICD10CM, Code: "F15.10"}}},
	{"diagnosis/stimulant/mild/remission", []Coding{{System: systemICD10CM, Code: "F15.11"}}},
	{"diagnosis/stimulant/moderate-severe", []Coding{{System: systemICD10CM, Code: "F15.20"}}},
	{"diagnosis/stimulant/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F15.21"}}},
	{"diagnosis/stimulant/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F15.91"}}},
	{"diagnosis/hallucinogen/mild", []Coding{{System: systemICD10CM, Code: "F16.10"}}},
	{"diagnosis/hallucinogen/mild/remission", []Coding{{System: systemICD10CM, Code: "F16.11"}}},
	{"diagnosis/hallucinogen/moderate-severe", []Coding{{System: systemICD10CM, Code: "F16.20"}}},
	{"diagnosis/hallucinogen/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F16.21"}}},
	{"diagnosis/hallucinogen/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F16.91"}}},
	{"diagnosis/tobacco/moderate-severe", []Coding{{System: systemICD10CM, Code: "F17.200"}, {System: systemICD10CM, Code: "F17.210"}}},
	{"diagnosis/tobacco/moderate-severe/remission", []Coding{
		{System: systemICD10CM, Code: "F17.201"}, {System: systemICD10CM, Code: "F17.211"},
		{System: systemICD10CM, Code: "F17.221"}, {System: systemICD10CM, Code: "F17.291"},
	}},
	{"diagnosis/inhalant/mild", []Coding{{System: systemICD10CM, Code: "F18.10"}}},
	{"diagnosis/inhalant/mild/remission", []Coding{{System: systemICD10CM, Code: "F18.11"}}},
	{"diagnosis/inhalant/moderate-severe", []Coding{{System: systemICD10CM, Code: "F18.20"}}},
	{"diagnosis/inhalant/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F18.21"}}},
	{"diagnosis/inhalant/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F18.91"}}},
	{"diagnosis/other/mild", []Coding{{System: systemICD10CM, Code: "F19.10"}}},
	{"diagnosis/other/mild/remission", []Coding{{System: systemICD10CM, Code: "F19.11"}}},
	{"diagnosis/other/moderate-severe", []Coding{{System: systemICD10CM, Code: "F19.20"}}},
	{"diagnosis/other/moderate-severe/remission", []Coding{{System: systemICD10CM, Code: "F19.21"}}},
	{"diagnosis/other/unspecified/remission", []Coding{{System: systemICD10CM, Code: "F19.91"}}},

	{"achievement/achieved", []Coding{{System: systemAchievement, Code: "achieved", Display: "Achieved"}}},
	{"achievement/not-achieved", []Coding{{System: systemAchievement, Code: "not-achieved", Display: "Not Achieved"}}},

	{"aftercare/drug", []Coding{{System: SNOMED, Code: "720177001"}}},
	{"aftercare/alcohol", []Coding{{System: SNOMED, Code: "720176005"}}},
}
