// Package careplan holds what a program owes a person: the supportive response
// to a test result, rewards, and who may be told. Goals, clocks, step-down and
// aftercare come with it.
//
// A test result can only lead to support. The steps of a [Response] are a
// closed set, and none of them discharges, pauses, fines, lowers a dose, takes
// back a reward or tells a third party. Rewards are kept in a [Ledger] whose
// earned sum never falls. A result leaves only through a [Disclosure], which
// cannot be made without a recipient, a purpose, and a consent or an order.
//
// All types are plain values. The package reads no clock and no file, draws
// nothing at random, starts no goroutine, and is safe for concurrent use.
//
// # Limits
//
// The numbers of a policy are the program's own unless they carry a source. A
// clinician decides with the person. This is not medical advice and not legal
// advice.
package careplan
