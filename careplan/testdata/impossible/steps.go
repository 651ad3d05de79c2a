// Package impossible holds lines that must not compile. Each stands beside one
// of the same shape that does.
package impossible

import (
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// A step of a response supports. No other can be named or made.

var _ = careplan.Step{Kind: careplan.OfferNaloxone()}
var _ = careplan.Step{Kind: careplan.Discharge()}   // impossible: undefined: careplan.Discharge
var _ = careplan.Step{Kind: careplan.Suspend()}     // impossible: undefined: careplan.Suspend
var _ = careplan.Step{Kind: careplan.ReduceDose()}  // impossible: undefined: careplan.ReduceDose
var _ = careplan.Step{Kind: careplan.TakeBack()}    // impossible: undefined: careplan.TakeBack
var _ = careplan.Step{Kind: careplan.ReportCourt()} // impossible: undefined: careplan.ReportCourt
var _ = careplan.Step{Kind: "discharge"}            // impossible: cannot use "discharge"
var _ = careplan.StepKind{18}                       // impossible: implicit assignment to unexported field n
var _ = careplan.StepKind(18)                       // impossible: cannot convert 18

// A reward is never less than nothing, and a ledger cannot be lowered.

var _ = careplan.Cents(5)
var _ = careplan.Cents(-5)        // impossible: overflows
var _ = careplan.Reward{units: 5} // impossible: cannot refer to unexported field units
var _ = careplan.Ledger{}.Earned
var _ = careplan.Ledger{}.TakeBack         // impossible: undefined
var _ = careplan.Ledger{earned: ledgerSum} // impossible: unexported field earned

var ledgerSum careplan.Reward

// An administrative discharge rests on grounds, and a result is none.

var _ = careplan.DischargeDraft{Grounds: []careplan.Ground{careplan.Violence}}
var _ = careplan.DischargeDraft{Grounds: []careplan.Ground{careplan.TestResult}}  // impossible: undefined: careplan.TestResult
var _ = careplan.DischargeDraft{Grounds: []careplan.Ground{careplan.ReturnToUse}} // impossible: undefined: careplan.ReturnToUse
var _ = careplan.DischargeDraft{Results: nil}                                     // impossible: unknown field Results
var _ = careplan.AdministrativeDischarge{draft: careplan.DischargeDraft{}}        // impossible: unexported field draft

// A change of level rests on a reassessment.

var _ = careplan.LevelChange{to: iop.Level25} // impossible: unexported field to

// A disclosure names recipient, purpose and consent; legal use is another type.

var _, _ = careplan.Disclose("r", "clinic", careplan.ForTreatment, careplan.Consent{}, iop.Date{})
var _, _ = careplan.Disclose("r", "clinic", careplan.ForTreatment, careplan.LegalGround{}, iop.Date{}) // impossible: cannot use careplan.LegalGround
var _, _ = careplan.DiscloseForProceeding("r", "court", careplan.Consent{}, iop.Date{})                // impossible: cannot use careplan.Consent
var _ = careplan.Disclosure{to: "anybody"}                                                             // impossible: unexported field to
var _ careplan.Disclosure = careplan.LegalDisclosure{}                                                 // impossible: cannot use careplan.LegalDisclosure
