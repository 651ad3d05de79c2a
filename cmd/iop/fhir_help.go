package main

const fhirHelp = `Write what this command reads as a bundle of HL7 FHIR R4, and read bundles of record
systems. "iop check" judges the Appointments and Encounters of a bundle.

docs/fhir.md says what becomes what, what is refused, kept and reported.`

const exportHelp = `Write files of this command as one bundle of HL7 FHIR R4 (a collection):

  program designs (.json)     PlanDefinition, ActivityDefinition, HealthcareService;
                              with --start DATE also the dated sessions: Slots of a
                              Schedule, with --subject the person's Appointments
  rosters (.csv, .json)       Slots, Appointments, Encounters
  histories (iop respond)     DiagnosticReport, Specimen, Observations
  answers (iop score)         QuestionnaireResponse and the score as Observation;
                              name the instrument with --instrument
  care plans (iop plan)       CarePlan, Goals, Conditions
  evidence (iop stepdown)     the answer as a Task that proposes
  aftercare (iop aftercare)   EpisodeOfCare, ServiceRequest, Tasks

Histories, answers, plans, evidence and aftercare name no person: name one by an opaque
id with --subject. What a file says that FHIR is not given is told on standard error.

--findings writes what iop check finds in designs, rosters, calendars and bundles, as
OperationOutcomes; --cards writes it as an answer of CDS Hooks. They take the flags of
iop check.

Every resource gets the security labels of 42 CFR Part 2; --without-part2-labels leaves
them out. The same files give the same bytes.

The exit status is 0 if everything could be written, and 2 if a part could not; the rest
is written anyway.`

const exportExamples = `  iop fhir export evening.json --start 2026-11-09 --timezone America/Chicago
  iop fhir export november.csv --timezone America/Chicago -o november-fhir.json
  iop fhir export history.json plan.json --subject c-4107
  iop fhir export answers.json --instrument phq-9 --on 2026-11-16 --subject c-4107
  iop fhir export --findings evening.json --standard va-license-2.1
  iop fhir export --cards history.json`

const importHelp = `Read a bundle of HL7 FHIR R4, one resource, or one on each line (NDJSON), and write it
in the formats of this command; - is standard input.

  programs    PlanDefinitions                        iop check, iop simulate
  roster      Slots, Appointments, Encounters        iop check
  history     drug tests of a person                 iop respond
  answers     answers of a person to an instrument   iop score
  plan        a person's care plan                   iop plan
  stepdown    a person's scores, goals and level     iop stepdown
  aftercare   a person's aftercare with its log      iop aftercare

Without --what all of it is written as {"parts": [{"what", "client", "instrument",
"content"}]}. --what KIND writes one part, as the command beside it reads it; name the
person with --subject where there are several, and the instrument with --instrument.
-o DIR writes every part to a file of its own, in a directory for each person.

What was not understood is told on standard error, with its line and its path and
without a word of the record. Days on which histories, plans and evidence are read are
--as-of, else the newest day of the person's own.

The exit status is 0 if everything could be read, even if some of it is not used, and 2
if a part was refused; the rest is written anyway.`

const importExamples = `  iop fhir import bundle.json --what roster --timezone America/Chicago > roster.json
  iop fhir import - --what history --subject c-4107 < record.json > history.json
  iop fhir import record.json -o record`
