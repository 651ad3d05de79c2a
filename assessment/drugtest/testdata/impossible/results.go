// Package impossible holds lines that must not compile. Each stands beside one
// of the same shape that does. This is how what facts/drug-testing.md, section
// 8, calls unrepresentable (3 to 6) is held: it needs no value that breaks it.
package impossible

import "github.com/openiop/openiop/assessment/drugtest"

var (
	visit     drugtest.Visit
	assessed  drugtest.Assessed
	specimen  drugtest.Specimen
	panel     drugtest.Panel
	finding   drugtest.Finding
	result    drugtest.Result
	assay     drugtest.Assay
	quantity  drugtest.Quantity
	screen    = drugtest.PointOfCare()
	confirmed = drugtest.LCMSMS()
)

// A definitive result needs a definitive method, and none is made of a screen.

var _, _ = drugtest.DefinitiveResult(visit, assessed, confirmed, panel, finding)
var _, _ = drugtest.DefinitiveResult(visit, assessed, screen, panel, finding) // impossible: as drugtest.DefinitiveMethod value
var _ = drugtest.DefinitiveMethod(confirmed)
var _ = drugtest.DefinitiveMethod(screen) // impossible: cannot convert screen
var _ = drugtest.DefinitiveAssay(confirmed, "")
var _ = drugtest.DefinitiveAssay(screen, "") // impossible: as drugtest.DefinitiveMethod value

// What was declined, missed, pending or cancelled has no findings.

var _, _ = drugtest.NotCollected(visit, drugtest.Declined)
var _, _ = drugtest.NotCollected(visit, drugtest.Declined, finding) // impossible: too many arguments
var _, _ = drugtest.PendingResult(visit, assessed, panel)
var _, _ = drugtest.PendingResult(visit, assessed, panel, finding)   // impossible: too many arguments
var _, _ = drugtest.CancelledResult(visit, assessed, panel, finding) // impossible: too many arguments

// No finding is read from a specimen that nobody has held against the criteria.

var _, _ = drugtest.PresumptiveResult(visit, assessed, screen, panel, finding)
var _, _ = drugtest.PresumptiveResult(visit, specimen, screen, panel, finding) // impossible: as drugtest.Assessed value
var _ = drugtest.Assessed{specimen: specimen}                                  // impossible: unexported field specimen

// A cut-off belongs to an assay and a matrix, never to an analyte.

var _, _ = drugtest.NewCutoff(assay, drugtest.Urine, quantity)
var _, _ = drugtest.NewCutoff(assay, quantity)      // impossible: not enough arguments
var _ = drugtest.Cutoff{Amount: quantity}           // impossible: unknown field Amount
var _ = drugtest.Analyte{Cutoff: drugtest.Cutoff{}} // impossible: unknown field Cutoff

// A result never changes.

var _ = result.Process()
var _ = drugtest.Result{process: drugtest.Definitive} // impossible: unexported field process
