package main

const checkHelp = `Judge program designs, rosters, calendars and FHIR bundles: work out what a client
is offered, or had, each week, and compare it with what authorities require.

FILE holds one program design or a list of them (.json), a roster (.csv, or
.json with {"roster": [...]}), a calendar (.ics), or a bundle of HL7 FHIR R4
(.json); - is standard input. Without a file, an invented sample program is
judged.

Without --standard a program is judged by what it calls itself: iop by
asam3-2.1-adult or -adolescent, php and day-treatment by asam3-2.5-all, op by
asam3-1-adult or -adolescent, and by both age groups where none is stated. With
--standard it is judged by exactly the standards named. Standards of your own
files (--standards) are only used when --standard names them. A roster, a
calendar or a person in a bundle does not call itself anything: name the
standards.

Shown are the findings that are not met or not decided, and the final weeks
that an allowance for reduced hours covers; --all-findings shows all.

Designs on dates: --start DATE puts a program on real dates. Week 1 is the week
that contains DATE; its earlier days are not offered. Closed days take their
sessions out (--closed, --holidays us), short weeks come with sessions that
would mend them, and each week is judged by the rule in force then. The clock
is that of --timezone, else of the program's own timezone. Where a program does
not state how many weeks it lasts, its weeks have no dates.

Rosters hold a row for each session and client, under these columns: date,
start, end, minutes, zone, modality, session_id, client_id, status (attended,
partial, late, absent_excused, absent_unexcused, cancelled, scheduled),
minutes_attended, makeup_for, and others. Only date must be there. Each client
is a result of their own. Weeks count from the week of --from, else of the
earliest row; without --from and --weeks, each client is judged from their own
first row to their last. What is not recorded is unknown, neither attended nor
not. A row that cannot be read is reported and left out.

Calendars are those that vendors and clinics export (.ics): each entry is a
session, recurring ones are expanded. Judged are --weeks from --from on, else up
to 12 weeks from the earliest entry. Days are those of --timezone, else of each
entry's own zone. Cancelled entries are not held, tentative ones count from
nothing to all. Which activity an entry is, is told by --activities FILE, else by
its categories, else by a short list of words; else it is unknown, and counts
from nothing to all.

  {"activities": [
    {"summary": "Evening track*", "activity": "process-group"},
    {"category": "Education", "activity": "psychoeducation"},
    {"summary": "*staff meeting*", "session": false}]}

The first rule that fits decides; * stands for any text. An entry that cannot be
read, or whose time zone nobody knows, is reported and left out: the status is
then 2. "iop calendar" lists what a calendar holds.

Bundles, single resources, and files with a resource on each line (NDJSON) of
HL7 FHIR R4 are judged like rosters: each person of the Appointments and
Encounters is a result of their own. PlanDefinitions are judged like designs.
What was not understood is told with its line and its path; a resource that is
refused is left out, and the status is then 2. --codes FILE adds codes of your
own; docs/fhir.md says what is read. "iop fhir" writes and reads the rest.

Commitments (--commitments FILE) are the person's own: sessions that fall into
them are findings, and the report says which tracks leave room for them.

  {"commitments": [
    {"kind": "work", "days": ["Mon", "Tue"], "start": "09:00", "end": "17:00",
     "travelMinutes": 30, "from": "2026-11-01", "until": "2027-01-01"},
    {"kind": "caring", "date": "2026-11-27"}]}

kind is work, school, caring, appointment or other. An end before the start is
on the next day; without both it is the whole day. from is the first day, until
the first day after it. A single date counts on dates only. There is no field
for a title: reports hold no free text about a person.

Exit status: 0 if no unmet finding is at or above --fail-on, 1 if one is, and
2 if an input or the usage is unusable. What could be judged is printed anyway.
A flag that asks for something that cannot be done, such as --weeks for a design
alone, is unusable; one that only says how to read what is not there, such as
--timezone without dates, is passed over with a note.`

const checkExamples = `  iop check
  iop check program.json --standard va-license-2.1,asam3-2.1-adult
  iop check program.json --start 2026-11-09 --holidays us --closed "2026-12-24=Staff retreat"
  iop check program.json --start 2026-11-09 --commitments my-week.json
  iop check roster.csv --standard va-license-2.1 --from 2026-11-02 --weeks 4
  iop check clinic.ics --standard va-license-2.1 --from 2026-11-02 --weeks 12 --activities words.json
  iop check bundle.json --standard va-license-2.1 --from 2026-11-02 --weeks 4 --timezone America/Chicago
  iop check *.json --format sarif > iop.sarif`
