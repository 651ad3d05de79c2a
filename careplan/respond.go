package careplan

import (
	"errors"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

// Response is what a program does after a result: supportive steps and notices.
// There is no place in it for anything else.
type Response struct {
	// Result is the result that it answers, "" where there is none.
	Result  drugtest.ResultID `json:"result"`
	Steps   []Step            `json:"steps"`
	Notices []Notice          `json:"notices"`
	// Events is how many unexpected definitive events the policy counted in its
	// stretch of days.
	Events int `json:"events"`
}

// Respond answers the newest result of an interpreted history. It is an error
// if the policy is out of range or the history has no day on which it is read.
//
// A presumptive finding leads to talk and confirmation, never to a word about
// the level of care. A level changes through [NewLevelChange] alone, which
// needs a completed reassessment.
func (p Policy) Respond(in *drugtest.Interpretation) (Response, error) {
	p, err := p.complete()
	if err != nil {
		return Response{}, err
	}
	asOf := in.About.AsOf
	if !asOf.IsValid() {
		return Response{}, errors.New("response: has no day; want asOf, on which the history is read")
	}
	out := Response{Steps: []Step{}, Notices: []Notice{}}
	newest, some := in.Newest()
	if !some {
		return out, nil
	}
	out.Result = newest.ID()
	out.Events = in.Count(asOf, p.PatternDays, true)
	s := resultSignals(&newest)
	for i := range in.Rows {
		s |= rowSignals(&in.Rows[i])
	}
	if p.Rewards {
		s |= on(inRewards)
	}
	if in.About.Population == iop.Adolescent {
		s |= on(isAdolescent)
	}
	if out.Events >= p.PatternCount && s.any(on(positiveConfirmed, positiveAcknowledged)) {
		s |= on(isPattern)
	}
	if newest.IsReport() && newest.Validity().IsUsable() && len(in.Rows) == 0 {
		s |= on(isEmpty)
	}
	s, o := s.pairs(), overlayOf(in.About.Jurisdiction)
	out.Steps = append(out.Steps, p.steps(s, asOf, o)...)
	out.Notices = o.noticesOf(s)
	return out, nil
}

// resultSignals gives what the axes of a result say, beside its findings.
func resultSignals(r *drugtest.Result) signals {
	switch r.Collection() {
	case drugtest.Declined:
		return on(isDeclined)
	case drugtest.Unable:
		return on(isUnable)
	case drugtest.MissedExcused:
		return on(isMissedExcused)
	case drugtest.MissedUnexcused:
		return on(isMissedUnexcused)
	}
	switch r.Process() {
	case drugtest.Pending:
		return on(isPending)
	case drugtest.Cancelled:
		return on(isCancelled)
	}
	switch r.Validity() {
	case drugtest.Dilute:
		return on(isDilute)
	case drugtest.Substituted:
		return on(isSubstituted)
	case drugtest.Adulterated:
		return on(isAdulterated)
	case drugtest.Invalid:
		return on(isInvalid)
	}
	return 0
}

// rowSignals gives what one row says.
func rowSignals(r *drugtest.Row) (s signals) {
	switch r.Reading {
	case drugtest.NegativeExpected:
		return on(negativeExpected)
	case drugtest.NegativeUnexpected:
		return on(negativeUnexpected)
	case drugtest.NotTestedReading:
		return on(isNotTested)
	case drugtest.PositiveExpected:
		s = on(positiveExpected)
	case drugtest.Residual:
		s = on(isResidual)
	case drugtest.IndeterminateReading:
		s = on(isIndeterminate)
	case drugtest.PositiveUnexpected:
		s = unexpectedSignals(r)
	}
	if r.Outcome == drugtest.Positive {
		s |= foundSignals(r.Safety)
	}
	return s
}

// unexpectedSignals gives how sure an unexpected positive finding is, and what
// it was.
func unexpectedSignals(r *drugtest.Row) (s signals) {
	switch {
	case r.Acknowledged:
		s = on(positiveAcknowledged)
	case r.Definitive:
		s = on(positiveConfirmed)
	default:
		s = on(positivePresumptive)
	}
	for tag, sig := range map[drugtest.Tag]signal{ // any order: a set
		drugtest.OpioidTag: unexpectedOpioid, drugtest.OfferMedicationTag: unexpectedOpioid, drugtest.StimulantTag: unexpectedStimulant,
		drugtest.FentanylContaminationTag: unexpectedStimulant, drugtest.AlcoholTag: unexpectedAlcohol,
		drugtest.WithdrawalScreenTag: unexpectedAlcohol, drugtest.SedativeTag: unexpectedSedative,
	} {
		if r.Safety.Has(tag) {
			s |= on(sig)
		}
	}
	return s
}

// foundSignals gives what a positive finding is of, however it reads.
func foundSignals(t drugtest.Tags) (s signals) {
	if t.Has(drugtest.OpioidTag) || t.Has(drugtest.NaloxoneTag) {
		s |= on(foundOpioid)
	}
	if t.Has(drugtest.SedativeTag) || t.Has(drugtest.SedativeWithOpioidTag) {
		s |= on(foundSedative)
	}
	if t.Has(drugtest.AdulterantTag) {
		s |= on(foundAdulterant)
	}
	return s
}

// pairs adds what two findings say together.
func (s signals) pairs() signals {
	if s.has(on(foundOpioid, foundSedative)) {
		s |= on(sedativeWithOpioid)
	}
	return s
}
