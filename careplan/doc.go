// Package careplan carries a person's plan from admission to the end of
// aftercare: problems, goals and interventions, the clocks that authorities
// set, the supportive response to a test result, rewards, stepping down,
// aftercare, and transitions.
//
// [ReadPlan] reads a plan and [PlanFile.Review] looks at it on a day: what it
// lacks, what is due, what evidence would support. [Deadlines] runs the clocks
// of standards. [StepDownPolicy.Evaluate] asks whether less care is supported,
// and a test result alone neither blocks nor forces an answer.
// [AftercareTemplate.Plan] dates the contacts that follow.
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
