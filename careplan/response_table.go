package careplan

// supportRule says that a step follows when all of some signals are there. Every
// rule adds; none takes away.
type supportRule struct {
	when   signals
	step   StepKind
	reason string
	ground ground
	who    Actor
	// urgent steps are due on the day of the response, the others at the next
	// contact.
	urgent bool
}

// supportRules are all rules, in the order of the axes. The steps and their
// sources are those of the result kinds in data/drug-testing.json; safety
// steps are widely taught, and no text that was read ties them to a result, so
// they are program policy (facts/drug-testing.md, section 4).
func supportRules() []supportRule {
	rules := make([]supportRule, 0, 80)
	for _, list := range [][]supportRule{rulesOfCollection(), rulesOfSpecimens(), rulesOfFindings(), rulesOfSafety(), rulesOfPatterns()} {
		rules = append(rules, list...)
	}
	return rules
}

func on(list ...signal) signals { return signalsOf(list...) }

func rulesOfCollection() []supportRule {
	return []supportRule{
		{on(isDeclined), Talk(), "the test was declined; explore the reasons, such as trauma, privacy or fear of consequences, and go on evaluating by other means", asamPage20, Counselor, false},
		{on(isDeclined), Recollect(), "explain again what it is for, who sees the result and the right to a confirming test, and offer it at the next visit", utah, Counselor, false},
		{on(isUnable), ChangeMatrix(), "a specimen could not be given; offer another kind", asamPage5, Counselor, false},
		{on(isMissedExcused), Recollect(), "the test was missed with an excuse; offer another day", byPolicy, Counselor, false},
		{on(isMissedUnexcused), Outreach(), "no specimen was collected; that says nothing about use, so ask how the person is", byPolicy, Peer, false},
		{on(isMissedUnexcused), Recollect(), "offer a test at the next contact", byPolicy, Counselor, false},
		{on(isPending), Acknowledge(), "the result is awaited; nothing depends on it until it is there", byPolicy, Counselor, false},
		{on(isCancelled), Recollect(), "the laboratory cannot report; offer a new collection if it is still useful", byPolicy, Counselor, false},
	}
}

func rulesOfSpecimens() []supportRule {
	return []supportRule{
		{on(isDilute), Talk(), "the specimen was dilute; ask about fluids, medications that drain water, and the time of day", byPolicy, Counselor, false},
		{on(isDilute), Recollect(), "a negative finding of a dilute specimen decides nothing; offer a new collection on a day that suits", byPolicy, Counselor, false},
		{on(isSubstituted), Talk(), "readings were not consistent with a urine specimen; talk without confrontation", asamPage7, Counselor, false},
		{on(isSubstituted), OfferConfirmation(), "keep the specimen and test it further to understand it", asamPage7, Team, false},
		{on(isSubstituted), ChangeMatrix(), "offer another kind of specimen", asamPage5, Counselor, false},
		{on(isAdulterated), Talk(), "readings were outside the physiological range; talk without confrontation", asamPage7, Counselor, false},
		{on(isAdulterated), OfferConfirmation(), "keep the specimen and test it further to understand it", asamPage7, Team, false},
		{on(isAdulterated), ChangeMatrix(), "offer another kind of specimen", asamPage5, Counselor, false},
		{on(isInvalid), ReviewMedications(), "the laboratory could not read the specimen; medication, infection or diet can be why", asamPage13, Nurse, false},
		{on(isInvalid), Recollect(), "offer a new collection", byPolicy, Counselor, false},
		{on(isEmpty), Acknowledge(), "the result names no analyte; thank the person and ask the laboratory for the rest", byPolicy, Counselor, false},
	}
}

func rulesOfFindings() []supportRule {
	return []supportRule{
		{on(negativeExpected), Acknowledge(), "the findings are as expected; say so and encourage", asamPage7, Counselor, false},
		{on(negativeExpected, inRewards), GiveReward(), "the reward was earned", byPolicy, Counselor, false},
		{on(positiveExpected), Acknowledge(), "a finding fits a medication; encourage taking it as agreed", byPolicy, Counselor, false},

		{on(positivePresumptive), Talk(), "a screen found something unexpected; ask first, as it stays presumptive until an independent method confirms it", asamPage7, Counselor, false},
		{on(positivePresumptive), OfferConfirmation(), "a disputed finding is confirmed by an independent method; if the person reports the use, that may be unnecessary", utah, Counselor, false},
		{on(positivePresumptive), ReviewMedications(), "medications can make a screen react; hold the list against them", crossReactants, Nurse, false},

		{on(positiveConfirmed), Talk(), "a definitive test found something unexpected; talk it through without confrontation, and read no amount from it", asamPage7, Counselor, false},
		{on(positiveConfirmed), AddService(), "consider intensifying or adding treatment, as the person wishes", asamPage8, Counselor, false},
		{on(positiveConfirmed), ReviewPlan(), "go over triggers, cravings, medication options and goals together", byPolicy, Counselor, false},
		{on(positiveConfirmed), AdjustTesting(), "leave at least three days to the next test, so that one episode is not counted twice", tip47, Counselor, false},

		{on(positiveAcknowledged), Acknowledge(), "the person spoke of the use; that is worth a thank you", byPolicy, Counselor, false},
		{on(positiveAcknowledged), Talk(), "talk it through without confrontation; the use is reported, so that no confirming test is needed", utah, Counselor, false},
		{on(positiveAcknowledged), AddService(), "consider intensifying or adding treatment, as the person wishes", asamPage8, Counselor, false},
		{on(positiveAcknowledged), ReviewPlan(), "go over triggers, cravings, medication options and goals together", byPolicy, Counselor, false},

		{on(negativeUnexpected), Talk(), "a medication was not found; ask about the last dose, side effects, cost and access", opioidCDS, Counselor, false},
		{on(negativeUnexpected), ReviewMedications(), "go over timing, interactions, fast metabolism and what the assay can see", buprenorphineReview, Prescriber, false},
		{on(negativeUnexpected), OfferConfirmation(), "a definitive test of parent and metabolite shows more", buprenorphineReview, Prescriber, false},

		{on(isResidual), Acknowledge(), "the finding is consistent with earlier use and is no sign of new use; say so", byPolicy, Counselor, false},
		{on(isResidual), AdjustTesting(), "measure again in series, with creatinine, until it has gone", byPolicy, Counselor, false},
		{on(isIndeterminate), AdjustTesting(), "the finding is open; rely on what the person says and on further results", byPolicy, Counselor, false},
		{on(isNotTested), AdjustTesting(), "the panel cannot show a medication; add it if that matters, and never read it as absent", byPolicy, Counselor, false},
	}
}

func rulesOfSafety() []supportRule {
	return []supportRule{
		{on(foundOpioid), OfferNaloxone(), "an opioid was found; naloxone at hand saves lives", byPolicy, Nurse, true},
		{on(foundOpioid), OverdoseEducation(), "go over tolerance, mixing, and what to do in an overdose", byPolicy, Nurse, true},
		{on(unexpectedOpioid), OfferMedicationTreatment(), "offer medication for opioid use disorder, or a review of it", byPolicy, Prescriber, false},
		{on(unexpectedOpioid), SafetyScreen(), "ask about overdose risk and use alone", byPolicy, Nurse, true},
		{on(unexpectedStimulant), OverdoseEducation(), "stimulants can be mixed with fentanyl; talk about that", byPolicy, Nurse, true},
		{on(unexpectedStimulant), OfferNaloxone(), "stimulants can be mixed with fentanyl; offer naloxone", byPolicy, Nurse, true},
		{on(unexpectedAlcohol), WithdrawalScreen(), "ask about signs of alcohol withdrawal", byPolicy, Nurse, true},
		{on(unexpectedSedative), WithdrawalScreen(), "ask about signs of sedative withdrawal", byPolicy, Nurse, true},
		{on(sedativeWithOpioid), SafetyScreen(), "sedatives and opioids together slow breathing; go over both", byPolicy, Prescriber, true},
		{on(foundAdulterant), SafetyScreen(), "ask about wounds and long sedation; naloxone is still right", byPolicy, Nurse, true},
		{on(foundAdulterant), OfferNaloxone(), "naloxone is still right where an adulterant was found", byPolicy, Nurse, true},
	}
}

func rulesOfPatterns() []supportRule {
	return []supportRule{
		{on(isPattern), ReviewPlan(), "there were several unexpected definitive findings; review the plan together", byPolicy, Team, false},
		{on(isPattern), ReassessDimensions(), "there were several unexpected definitive findings; reassess all dimensions, which may support any level", byPolicy, Team, false},
	}
}
