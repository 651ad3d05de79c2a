package careplan

import "strings"

// signal is one thing that a result, read with its history, says. A response
// is worked out from the set of them, so that the order of results and the
// number of findings that say the same cannot matter.
type signal uint8

const (
	// What became of the collection.
	isDeclined signal = iota
	isUnable
	isMissedExcused
	isMissedUnexcused
	// How far the laboratory is.
	isPending
	isCancelled
	// What is known of the specimen.
	isDilute
	isSubstituted
	isAdulterated
	isInvalid
	// What findings read as. Presumptive and confirmed are of unexpected
	// positive ones; acknowledged means that the person reported the use.
	negativeExpected
	negativeUnexpected
	positiveExpected
	positivePresumptive
	positiveConfirmed
	positiveAcknowledged
	isResidual
	isIndeterminate
	isNotTested
	isEmpty // a usable specimen and no row at all
	// What was found, whatever it reads as.
	foundOpioid
	foundSedative
	// What was found unexpectedly.
	unexpectedOpioid
	unexpectedStimulant
	unexpectedAlcohol
	unexpectedSedative
	sedativeWithOpioid
	foundAdulterant
	// What the history or the program adds.
	isPattern // two unexpected definitive findings in 30 days, by default
	inRewards // takes part in contingency management
	isAdolescent
	signalCount
)

var signalWords = [...]string{
	"declined", "unable", "missed-excused", "missed-unexcused", "pending", "cancelled", "dilute", "substituted", "adulterated", "invalid",
	"negative-expected", "negative-unexpected", "positive-expected", "positive-presumptive", "positive-confirmed", "positive-acknowledged",
	"residual", "indeterminate", "not-tested", "empty", "found-opioid", "found-sedative", "unexpected-opioid", "unexpected-stimulant",
	"unexpected-alcohol", "unexpected-sedative", "sedative-with-opioid", "found-adulterant", "pattern", "in-rewards", "adolescent",
}

func (s signal) String() string { return signalWords[s] }

// signals is a set of signals.
type signals uint64

func signalsOf(list ...signal) (s signals) {
	for _, x := range list {
		s |= 1 << x
	}
	return s
}

func (s signals) has(all signals) bool { return s&all == all }
func (s signals) any(of signals) bool  { return s&of != 0 }

func (s signals) String() string {
	var out []string
	for x := range signalCount {
		if s.has(1 << x) {
			out = append(out, x.String())
		}
	}
	return strings.Join(out, " ")
}
