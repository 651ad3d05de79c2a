package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// Rules gives all rules about schedules, in the order of their ids. A new
// rule is one file and one line here.
func Rules() []Rule {
	all := []Rule{
		cadenceRule(),
		claimedDaysRule(),
		claimedHoursRule(),
		clockRule(),
		cumulativeHoursRule(),
		dailyHoursMinRule(),
		daysPerWeekRule(),
		groupSizeRule(),
		labelRule(),
		missingDataRule(),
		noStandardRule(),
		overlapRule(),
		phasedMinimumRule(),
		programLengthRule(),
		serviceGapRule(),
		sessionLengthRule(),
		transitionRule(),
		weeklyHoursMaxRule(),
		weeklyHoursMinRule(),
		weeklyServicesRule(),
	}
	slices.SortStableFunc(all, func(a, b Rule) int { return compareText(a.ID, b.ID) })
	return all
}

// judged outcomes that every rule with a requirement can give.
func judgedOutcomes() []iop.Outcome {
	return []iop.Outcome{iop.Met, iop.NotMet, iop.Undetermined, iop.NotApplicable}
}

// shortOf gives how much a verdict's best case lacks of its minimum; where
// the best case is enough, what the worst case lacks.
func shortOf(v *Verdict) iop.Minutes {
	if high, ok := v.Measured.Span.Max(); ok && high < v.Required.Min {
		return v.Required.Min - high
	}
	return max(0, v.Required.Min-v.Measured.Span.Min())
}

// isOpen reports whether a verdict is undecided because something is not
// stated, rather than because a stated range straddles the bound.
func isOpen(v *Verdict) bool {
	_, ok := v.Measured.Span.Max()
	return !ok
}

func amount(u iop.Unit, m iop.Minutes) iop.Quantity {
	return iop.Quantity{Unit: u, Span: iop.Exactly(max(0, m))}
}

func noAmount() iop.Quantity { return iop.Quantity{} }
