package careplan

import "github.com/openiop/openiop/iop"

// overlay is what a jurisdiction adds to a response: notices, and steps where a
// rule asks for more than the policy does. It has no way to take a step away,
// and steps are a closed set of support, so that no overlay can punish.
//
// The rules of Wisconsin, Kentucky, New Hampshire and Oklahoma that were read
// govern opioid treatment programs; whether they bind an IOP is for the program
// to know, and every notice says so.
type overlay struct {
	jurisdiction string
	notices      []overlayNotice
	steps        []supportRule
}

// overlayNotice is said when all of some signals are there; none says it always.
type overlayNotice struct {
	when   signals
	text   string
	source iop.Source
}

const opioidProgramsOnly = " (a rule for opioid treatment programs)"

func overlays() []overlay {
	utahRule := utah.source()
	wisconsin := readAt("Wisconsin", "DHS 75, opioid treatment programs, (13)(a)", "https://monqcle.com/answers/wisconsin/laws/medication-assisted-treatment-licensure-and-operations-1580241579/are-otps-required-to-perform-routine-drug-screening")
	kentucky := readAt("Kentucky", "narcotic treatment programs, (9)", "https://monqcle.com/answers/kentucky/laws/medication-assisted-treatment-licensure-and-operations-1580241579/are-otps-required-to-perform-routine-drug-screening")
	newHampshire := readAt("New Hampshire", "He-A 304.24", "https://casetext.com/regulation/new-hampshire-administrative-code/title-he-department-of-health-and-human-services/subtitle-he-a-former-office-of-alcohol-and-drug-abuse-prevention/chapter-he-a-300-certification-and-operation-of-alcohol-and-other-drug-disorder-treatment-programs/part-he-a-304-certification-and-operational-requirements-for-opioid-treatment-programs/section-he-a-30424-drug-screens")
	oklahoma := ruleText("Oklahoma", "450:70-4-8", "https://regulations.justia.com/states/oklahoma/title-450/chapter-70/subchapter-4/part-3/section-450-70-4-8")
	unexpected := []signals{on(positivePresumptive), on(positiveConfirmed), on(positiveAcknowledged)}
	return []overlay{
		{"US-UT", append([]overlayNotice{
			{0, "Before testing the person is told what it is for, who sees the result, what can follow, and the right to a confirming test.", utahRule},
			{0, "A result is no ground to keep somebody out of a program, or to stop a medication that was prescribed.", utahRule},
			{0, "Random tests average no more than three a week.", utahRule},
			{on(positivePresumptive), "A finding is not positive unless the person admits the use or it is confirmed.", utahRule},
		}, each(unexpected, "Recorded conflict: the rule allows sanctions with due process. This library has none, and none follows here.", utahRule)...), nil},
		{"US-WI", []overlayNotice{
			{0, "A result guides treatment and is not the sole criterion for a discharge" + opioidProgramsOnly + ".", wisconsin},
		}, nil},
		{"US-KY", []overlayNotice{
			{0, "A result is not the sole criterion for ending treatment against somebody's will" + opioidProgramsOnly + ".", kentucky},
			{0, "The record keeps presumptive and definitive results apart, and the team reviews results each month" + opioidProgramsOnly + ".", kentucky},
			{on(negativeUnexpected), "Recorded conflict: the rule counts an absent program medication as a positive result. Here it is a negative one that is talked through.", kentucky},
		}, []supportRule{
			{on(positiveConfirmed), ReviewPlan(), "Kentucky asks the team to review results each month", byPolicy, Team, false},
		}},
		{"US-NH", []overlayNotice{
			{0, "Random tests are weekly for three months, then monthly" + opioidProgramsOnly + ".", newHampshire},
			{on(positivePresumptive), "A disputed result is confirmed by a certified laboratory, and a medication under a practitioner's direction does not make a result positive" + opioidProgramsOnly + ".", newHampshire},
		}, []supportRule{
			{on(positivePresumptive), OfferConfirmation(), "a disputed result is confirmed by a certified laboratory", byPolicy, Team, false},
		}},
		{"US-OK", []overlayNotice{
			{0, "There are at least eight random tests a year, with exceptions that are documented" + opioidProgramsOnly + ".", oklahoma},
		}, nil},
	}
}

func readAt(authority, locator, at string) iop.Source {
	s := ruleText(authority, locator, "")
	s.ReadAt = at
	return s
}

func each(when []signals, text string, source iop.Source) (out []overlayNotice) {
	for _, s := range when {
		out = append(out, overlayNotice{s, text, source})
	}
	return out
}

// overlayOf gives the overlay of a jurisdiction, an empty one where none was
// read.
func overlayOf(jurisdiction string) overlay {
	for _, o := range overlays() {
		if o.jurisdiction == jurisdiction {
			return o
		}
	}
	return overlay{}
}

// noticesOf gives what an overlay says for a set of signals, each text once.
func (o overlay) noticesOf(s signals) []Notice {
	out := []Notice{}
	said := map[string]bool{}
	for _, n := range o.notices {
		if s.has(n.when) && !said[n.text] {
			said[n.text] = true
			out = append(out, Notice{n.text, n.source})
		}
	}
	return out
}
