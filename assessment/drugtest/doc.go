// Package drugtest reads drug test results with care: what was collected, how
// good the specimen was, how it was tested, and what each finding can and
// cannot say about a person's medications and earlier use.
//
// A result has four independent axes: [Collection], [Validity], [Process] and
// one [Finding] for each analyte. The types keep them apart: a definitive
// result needs a [DefinitiveMethod], a [Cutoff] belongs to an assay and a
// matrix, what was not collected has no findings, and an analyte that the
// [Panel] does not cover is [NotTested], which is not negative.
//
// [Interpret] reads the newest result of a [History] against the medications
// in force on the day of collection. Every [Row] says why, with the source of
// each number. [Schedule] makes test calendars from days that the caller
// gives and a seed.
//
// The substances are data: one file for each class in the folder substances.
// Every value carries its source and confidence; what nobody has read is left
// out unless [Catalog.WithRecalled] asks for it.
//
// # Limits
//
// An immunoassay is presumptive whatever it shows. A negative finding does not
// exclude use, a positive one says nothing of amount, frequency or impairment,
// and no reading here is a verdict about a person. Cut-offs of federal
// workplace rules are not clinical limits; a program sets its own with its
// laboratory. The package is pure, safe for concurrent use, and not medical or
// legal advice.
package drugtest
