// Package validate scores the simulation against published numbers, in the
// open: against those that its parameters were taken from (the calibration
// set), and against others that nothing was fitted to (the validation set).
//
// [Run] gives a [Report] of [Check] values: what was published, the range within
// which the model passes and where that range comes from, what the model gives,
// and pass, fail or not applicable, with the reason. [Report.Markdown] writes it as
// a page; docs/validation.md is that page for the parameters that ship.
//
// Ranges follow a rule, not the results: the sampling interval of the published
// number where its size is known, and otherwise its rounding and the differences
// between the published strata. A check that the model cannot
// miss, because a parameter puts the number there, says so.
//
// # Limits
//
// A pass says that one number agrees, not that the model is right. Published
// numbers are of other places and times than anybody's program. This is not
// medical advice and not legal advice.
package validate
