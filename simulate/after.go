package simulate

import (
	"math"

	"github.com/openiop/openiop/careplan"
)

// relapseKey says which curve of return to use a discharged person has: how
// many days before the discharge rewards ended, and how many days after it
// contacts of aftercare go on.
type relapseKey struct {
	rewardsEnded int // noRewards without any
	contactsFor  int
}

// familyDays is for how long family sessions act after discharge. 12 to 18
// months are published (C16).
const familyDays = 365

// relapseBy gives the published share of the discharged who have returned to
// use by a day: a cured log-logistic curve (D02).
func relapseBy(p *Parameters, day int) float64 {
	if day <= 0 {
		return 0
	}
	return p.get(relapseEver) / (1 + math.Pow(float64(day)/p.get(relapseScale), -p.get(relapseShape)))
}

// hazardRatio turns a log odds ratio of not returning to use into the ratio of
// hazards that gives it at the end of the follow-up, if it acts all the time.
func hazardRatio(p *Parameters, better float64) float64 {
	f := relapseBy(p, FollowUpDays)
	moved := logistic(logit(f) - better)
	return math.Log1p(-moved) / math.Log1p(-f)
}

func (t *tables) layAfter(pl *plan, p *Parameters) {
	hours := hazardRatio(p, -p.get(hoursRelapse)*doublings(pl.hours, referenceHours))
	family, aftercare := 1.0, hazardRatio(p, logOdds(p.get(aftercareUse)))
	if pl.family {
		family = hazardRatio(p, logOdds(p.get(familyUse)))
	}
	t.relapses = make([][]uint32, len(pl.relapseKeys))
	for i, key := range pl.relapseKeys {
		list, sum, before := make([]uint32, FollowUpDays+1), 0.0, 0.0
		for day := 1; day <= FollowUpDays; day++ {
			now := relapseBy(p, day)
			if key.rewardsEnded != noRewards {
				// what is published is abstinence at a time, which comes back to that of
				// others when the effect is gone
				now = max(before, logistic(logit(now)-logOdds(rewardEffect(p, key.rewardsEnded+day))))
			}
			h := -math.Log1p(-(now - before) / (1 - before))
			before = now
			h *= hours
			if day <= familyDays {
				h *= family
			}
			if day <= key.contactsFor {
				h *= aftercare
			}
			sum += h
			list[day] = hazard32(sum)
		}
		t.relapses[i] = list
	}
	t.layReentries(pl, p)
}

// layReentries fills the curve of coming back: exponential, cut at the end of
// the follow-up, with the published share and mean (C17). Checkups move its
// odds (C15).
func (t *tables) layReentries(pl *plan, p *Parameters) {
	scale := cutScale(p.get(reentryMean))
	whole := -math.Expm1(-FollowUpDays / scale)
	sooner := 0.0
	if pl.checkups {
		sooner = logOdds(p.get(checkupReentry))
	}
	for i := range t.reentries {
		end := p.get(reentryShare)
		if i == 1 {
			end = logistic(logit(end) + sooner)
		}
		t.reentries[i] = make([]uint32, FollowUpDays+1)
		for day := 1; day <= FollowUpDays; day++ {
			f := end * -math.Expm1(-float64(day)/scale) / whole
			t.reentries[i][day] = hazard32(-math.Log1p(-f))
		}
	}
}

// cutScale gives the scale of an exponential time with a mean, of the times up
// to the end of the follow-up.
func cutScale(mean float64) float64 {
	low, high := 1.0, 1e6
	for range 100 {
		scale := math.Sqrt(low * high)
		if scale-FollowUpDays/math.Expm1(FollowUpDays/scale) < mean {
			low = scale
		} else {
			high = scale
		}
	}
	return math.Sqrt(low * high)
}

// contact is a planned contact of aftercare, by day after the admission.
type contact struct {
	day int32
	key uint64
}

// aftercare is the dated plan of people who leave on one day.
type aftercare struct {
	contacts []contact
	inTime   bool
	first    int // day after the admission of the first one after the last session, -1 if none
	lasts    int // days from the discharge to the last contact
}

// aftercareOf dates the aftercare of people whose exit is on a day: they had
// their last session on the day before. Contacts after the follow-up are left
// out.
func (pl *plan) aftercareOf(t *careplan.AftercareTemplate, d *Design, exit int) (aftercare, error) {
	plan, err := t.Plan(careplan.AftercareDates{LastSession: pl.start.AddDays(exit - 1), Admission: pl.start, Closures: d.Dates.Closures})
	if err != nil {
		return aftercare{}, err
	}
	a := aftercare{inTime: plan.FirstInTime, first: -1}
	for _, c := range plan.Contacts {
		day := pl.start.DaysUntil(c.On)
		if day > exit+FollowUpDays {
			continue
		}
		a.contacts = append(a.contacts, contact{int32(day), keyOf(forContact, day, 0)})
		if day >= exit && a.first < 0 {
			a.first = day
		}
		a.lasts = max(a.lasts, day-exit)
	}
	return a, nil
}
