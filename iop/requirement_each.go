package iop

// What must be done to every kind of requirement is done here, so that a new
// kind is added in requirement.go and in the one list below.

func (r *Requirements) clone() Requirements {
	return Requirements{
		WeeklyHours:     cloneList(r.WeeklyHours, func(w *WeeklyHours) { copyOf(&w.Min); copyOf(&w.Max) }),
		WeeklyServices:  cloneList(r.WeeklyServices, func(w *WeeklyServices) { copyOf(&w.Min); copyOf(&w.Max) }),
		DailyHours:      cloneList(r.DailyHours, nil),
		DaysPerWeek:     cloneList(r.DaysPerWeek, func(w *DaysPerWeek) { copyOf(&w.Min); copyOf(&w.Max) }),
		ServiceGap:      cloneList(r.ServiceGap, func(w *ServiceGap) { copyOf(&w.MaxDays); copyOf(&w.MaxHours) }),
		SessionLength:   cloneList(r.SessionLength, func(w *SessionLength) { copyOf(&w.Min); copyOf(&w.Max) }),
		GroupSize:       cloneList(r.GroupSize, func(w *GroupSize) { copyOf(&w.Min); copyOf(&w.Max); w.For = append([]Activity(nil), w.For...) }),
		StaffRatio:      cloneList(r.StaffRatio, nil),
		ProgramLength:   cloneList(r.ProgramLength, func(w *ProgramLength) { copyOf(&w.Min); copyOf(&w.Max) }),
		CumulativeHours: cloneList(r.CumulativeHours, nil),
		PhasedMinimum:   cloneList(r.PhasedMinimum, nil),
		Transition:      cloneList(r.Transition, nil),
		Cadence:         cloneList(r.Cadence, nil),
		PlanClock:       cloneList(r.PlanClock, nil),
		Testing:         cloneList(r.Testing, nil),
		Telehealth:      cloneList(r.Telehealth, func(w *Telehealth) { w.Modes = append([]string(nil), w.Modes...) }),
	}
}

func cloneList[T any](l List[T], deep func(*T)) List[T] {
	c := append(List[T](nil), l...)
	for i := range c {
		if deep != nil {
			deep(&c[i])
		}
	}
	return c
}

func copyOf[T any](p **T) {
	if *p != nil {
		*p = new(**p)
	}
}

// eachTerms calls f for the terms of every requirement.
func (r *Requirements) eachTerms(f func(*Terms)) {
	termsOf(r.WeeklyHours, f)
	termsOf(r.WeeklyServices, f)
	termsOf(r.DailyHours, f)
	termsOf(r.DaysPerWeek, f)
	termsOf(r.ServiceGap, f)
	termsOf(r.SessionLength, f)
	termsOf(r.GroupSize, f)
	termsOf(r.StaffRatio, f)
	termsOf(r.ProgramLength, f)
	termsOf(r.CumulativeHours, f)
	termsOf(r.PhasedMinimum, f)
	termsOf(r.Transition, f)
	termsOf(r.Cadence, f)
	termsOf(r.PlanClock, f)
	termsOf(r.Testing, f)
	termsOf(r.Telehealth, f)
}

type withTerms[T any] interface {
	*T
	terms() *Terms
}

func termsOf[T any, P withTerms[T]](l List[T], f func(*Terms)) {
	for i := range l {
		f(P(&l[i]).terms())
	}
}

func (r *Requirements) dropRecalled() {
	dropFrom(&r.WeeklyHours)
	dropFrom(&r.WeeklyServices)
	dropFrom(&r.DailyHours)
	dropFrom(&r.DaysPerWeek)
	dropFrom(&r.ServiceGap)
	dropFrom(&r.SessionLength)
	dropFrom(&r.GroupSize)
	dropFrom(&r.StaffRatio)
	dropFrom(&r.ProgramLength)
	dropFrom(&r.CumulativeHours)
	dropFrom(&r.PhasedMinimum)
	dropFrom(&r.Transition)
	dropFrom(&r.Cadence)
	dropFrom(&r.PlanClock)
	dropFrom(&r.Testing)
	dropFrom(&r.Telehealth)
}

func dropFrom[T any, P withTerms[T]](l *List[T]) {
	kept := (*l)[:0]
	for i := range *l {
		if P(&(*l)[i]).terms().Source.Confidence != Recalled {
			kept = append(kept, (*l)[i])
		}
	}
	*l = kept
	if len(kept) == 0 {
		*l = nil
	}
}
