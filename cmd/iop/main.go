// Command iop checks intensive outpatient program designs, attendance rosters,
// calendars and FHIR bundles against cited standards, lists those standards, and
// explains the rules.
//
//	iop check [FILE...]   judge designs, rosters, calendars and FHIR bundles; without a file, a sample
//	iop standards [ID]    list the standards, or show one with its sources
//	iop explain [RULE]    what a rule means, and why it exists
//	iop instruments [ID]  list the instruments, or show one with its sources
//	iop score ID FILE     score answers to an instrument
//	iop respond FILE      what supportive response a drug test result asks for
//	iop stepdown FILE     ask whether stepping down to less care is supported
//	iop aftercare FILE    make a dated plan of aftercare
//	iop plan FILE         check a care plan and list what is due
//	iop calendar FILE     list a calendar's instances, or write a design as a calendar
//	iop simulate [FILE...] run simulated people through program designs
//	iop fhir export FILE  write designs, rosters and files about a person as a FHIR bundle
//	iop fhir import FILE  read a FHIR bundle into files of this command
//
// The exit status of check is 0 if no unmet finding reaches --fail-on, 1 if
// one does, and 2 if an input or the usage is unusable.
//
// This is not medical advice and not legal advice.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
