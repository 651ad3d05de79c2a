package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// Rules gives all rules about schedules, in the order of their ids. A new
// rule is one file and one line here.
func Rules() []Rule {
	all := []Rule{
		attendanceRule(),
		cadenceRule(),
		certificationRule(),
		claimedDaysRule(),
		claimedHoursRule(),
		clockRule(),
		closureRule(),
		commitmentRule(),
		cumulativeHoursRule(),
		dailyHoursMinRule(),
		daysPerWeekRule(),
		groupSizeRule(),
		labelRule(),
		missingDataRule(),
		noStandardRule(),
		outreachRule(),
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

// shortOf gives how much a finding's best case lacks of its minimum; where
// the best case is enough, what the worst case lacks. It is 0 where nothing is
// known or no minimum is required.
func shortOf(f *iop.Finding) iop.Minutes {
	if !f.Required.HasMin || !f.Measured.Span.IsKnown() {
		return 0
	}
	low := f.Measured.Span.Min()
	if high, ok := f.Measured.Span.Max(); ok && high < f.Required.Min && high-low > 1 {
		return f.Required.Min - high
	}
	return max(0, f.Required.Min-low) // a span of one minute is a rounded average
}

// stateBlocks asks for what is left out, where something is.
func (r *remedies) stateBlocks(f *iop.Finding) {
	if _, ok := f.Measured.Span.Max(); !ok {
		r.add(iop.StateLength)
		r.add(iop.StateFrequency)
	}
}

func amount(u iop.Unit, m iop.Minutes) iop.Quantity {
	if u == iop.NoUnit {
		return iop.Quantity{}
	}
	return iop.Quantity{Unit: u, Span: iop.Exactly(max(0, m))}
}
