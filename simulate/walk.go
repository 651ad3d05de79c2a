package simulate

import (
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// keys of draws that each person has once.
type personKeys struct {
	factor, frailty, absence, use, relapse, reentry uint64
	exits                                           [reasonCount]uint64
}

func newPersonKeys() personKeys {
	once := func(p purpose) uint64 { return keyOf(p, 0, 0) }
	k := personKeys{once(forFactor), once(forFrailty), once(forAbsence), once(forUse), once(forRelapse), once(forReentry), [reasonCount]uint64{}}
	for i := range k.exits {
		k.exits[i] = once(forCompletion + purpose(i))
	}
	return k
}

// walker walks one person after another through a model and counts what
// happens. It is used again for each, so that nothing is allocated.
type walker struct {
	m    *Model
	pl   *plan
	t    *tables
	s    *Summary
	seed uint64
	keys personKeys
	// situations counts tests by what the response depends on.
	situations [situationCount]int64
	episodes   episodes
	spans      []iop.Span
	pending    []int32 // sessions of the week that can still be made up
	path       *Path   // what happens, where somebody wants to know
	person
}

// person is what is known of the one who walks.
type person struct {
	key            uint64
	absent, use    int // buckets of scores
	relapseScore   int64
	exit           int // the day of it; the end of the horizon for whoever is still there
	reason         Reason
	discharged     bool // by the abstinence-only comparator
	steppedDown    bool
	offered        int64
	attended       int64
	offeredMinutes int64
	minutes        int64
	visits         int64
	lastMakeUp     int32 // the day of the last make-up attended
	madeUp         bool  // something was made up in the week
	judged, met    int64
	positives      int64
	lastTest       int32 // the days of the last test and the last positive one, -1 for none
	lastPositive   int32
	early          [2]int64 // tests in the first 28 days, and positive ones
	weekMinutes    int64
	least, most    [maxCountings]int32
	relapse        int // days after discharge, 0 for none
	reentry        int
	cents, rewards int64
}

func newWalker(m *Model, s *Summary, seed uint64) *walker {
	return &walker{
		m: m, pl: m.plan, t: m.tables, s: s, seed: seed, keys: newPersonKeys(), spans: make([]iop.Span, m.plan.countings),
		episodes: episodes{last: make([]int32, 0, len(m.plan.responses.tests)+1)}, pending: make([]int32, 0, 8),
	}
}

// walk walks one person and adds what happened to the summary.
func (w *walker) walk(number int64) {
	w.person = person{key: personKey(w.seed, number), lastMakeUp: -1, lastTest: -1, lastPositive: -1}
	w.pending = w.pending[:0]
	w.episodes.reset()
	frailty := w.traits()
	w.findExit(frailty)
	w.emit(Event{Kind: Admitted})
	for i := range w.pl.weeks {
		wk := &w.pl.weeks[i]
		if int(wk.first) >= w.exit {
			break
		}
		w.week(i, wk)
	}
	w.leave()
	w.count()
}

// traits draws the scores of a person and gives the frailty.
func (w *walker) traits() uint32 {
	t := w.t
	factor := t.normal(draw(w.key, w.keys.factor))
	frailty := t.frailty[bucketOf(t.scoreOf(factor, t.normal(draw(w.key, w.keys.frailty))))]
	w.absent = bucketOf(t.scoreOf(factor, t.normal(draw(w.key, w.keys.absence))))
	w.use = bucketOf(t.scoreOf(factor, t.normal(draw(w.key, w.keys.use))))
	w.relapseScore = t.scoreOf(factor, t.normal(draw(w.key, w.keys.relapse)))
	return frailty
}

// findExit finds the earliest of the latent exits and the end of the program.
func (w *walker) findExit(frailty uint32) {
	last := w.pl.horizon
	w.exit, w.reason = last, 0
	if !w.m.design.Reference {
		w.reason = Completed
		last-- // on the last day the program is completed
	}
	best, bestK, bestAmount := 0, -1, uint64(0)
	for _, k := range [...]int{DroppedOut.place(), Terminated.place(), Transferred.place(), OtherEnd.place(), Completed.place()} {
		if k == Completed.place() && !w.m.design.Reference {
			continue
		}
		amount := w.t.exponential(draw(w.key, w.keys.exits[k]))
		if k == DroppedOut.place() {
			amount = amount << 16 / uint64(frailty)
		}
		cumulative := w.t.exits[k]
		if bestK < 0 {
			if day := reach(cumulative, amount, last); day > 0 {
				best, bestK, bestAmount = day, k, amount
			}
			continue
		}
		day := reach(cumulative, amount, best)
		if day == 0 || day == best && within(cumulative, amount, day) >= within(w.t.exits[bestK], bestAmount, best) {
			continue
		}
		best, bestK, bestAmount = day, k, amount
	}
	if bestK >= 0 {
		w.exit, w.reason = best, Reason(bestK+1)
	}
}

// week walks one week. What a person attends is counted without branches: the
// processor cannot guess it.
func (w *walker) week(number int, wk *week) {
	ws := &w.s.Weeks[number]
	ws.People++
	w.least, w.most, w.weekMinutes = [maxCountings]int32{}, [maxCountings]int32{}, 0
	var offered, offeredMinutes, attended, minutes, there, seen int64
	mask, exit, perWeek := uint32(0), int32(w.exit), w.m.design.MakeUps.PerWeek
	countable := wk.verdicts == nil || perWeek > 0 // else the mask says it all
	bounds := [2]uint64{uint64(w.t.absent[0][w.absent]), uint64(w.t.absent[1][w.absent])}
	for i := wk.from; i < wk.to; i++ {
		s := &w.pl.sessions[i]
		if s.day >= exit {
			break
		}
		came := int64((draw(w.key, s.key)>>32-bounds[s.rewarded&1])>>63) ^ 1 // 0 if the bits are below the bound
		offered++
		offeredMinutes += int64(s.minutes)
		attended += came
		minutes += int64(s.minutes) * came
		mask |= uint32(came) << uint(i-wk.from)
		for c := 0; countable && c < w.pl.countings; c++ {
			w.least[c] += s.least[c] * int32(came)
			w.most[c] += s.most[c] * int32(came)
		}
		if w.path != nil {
			w.emit(Event{Day: int(s.day), Kind: SessionMissed - EventKind(came), Minutes: int(s.minutes)})
		}
		if there |= came; s.lastOfDay {
			seen += there
			if s.test > 0 {
				w.test(s, there == 1)
				exit = int32(w.exit)
			}
			there = 0
		}
		if perWeek > 0 && came == 0 && s.makeUp && len(w.pending) < perWeek {
			w.pending = append(w.pending, i)
		}
	}
	w.offered += offered
	w.offeredMinutes += offeredMinutes
	w.attended += attended
	w.visits += seen
	w.weekMinutes = minutes
	if len(w.pending) > 0 {
		w.makeUp()
	}
	w.minutes += w.weekMinutes
	ws.OfferedMinutes += offeredMinutes
	ws.AttendedMinutes += w.weekMinutes
	if wk.last >= exit || wk.to == wk.from {
		return
	}
	if wk.judged {
		w.judge(ws, wk, mask)
	}
	if wk.review > 0 {
		w.review(&w.pl.reviews[wk.review-1])
	}
}

// makeUp lets a person make up for the missed sessions of a week.
func (w *walker) makeUp() {
	for _, i := range w.pending {
		s := &w.pl.sessions[i]
		if int(s.makeUpDay) >= w.exit {
			continue
		}
		w.s.MakeUpsOffered++
		kind := MakeUpMissed
		if uint32(draw(w.key, s.makeUpKey)>>32) >= w.t.absentMakeUp[s.rewarded][w.absent] {
			w.s.MakeUpsAttended++
			w.madeUp = true
			w.weekMinutes += int64(s.minutes)
			for c := range w.pl.countings {
				w.least[c] += s.least[c]
				w.most[c] += s.most[c]
			}
			if s.makeUpDay != w.lastMakeUp {
				w.lastMakeUp = s.makeUpDay
				w.visits++
			}
			kind = MakeUpAttended
		}
		w.emit(Event{Day: int(s.makeUpDay), Kind: kind, Minutes: int(s.minutes)})
	}
	w.pending = w.pending[:0]
}

// test lets a person take a test, if the person came that day.
func (w *walker) test(s *session, came bool) {
	test := &w.pl.responses.tests[s.test-1]
	w.s.Tests++
	r, pattern := missedResult, false
	if came {
		w.s.TestsTaken++
		r, w.lastTest = negativeResult, s.day
		if uint32(draw(w.key, test.key)>>32) < w.t.positive[test.level][w.use] {
			r = positiveResult
			w.positives++
			w.lastPositive = s.day
			pattern = w.episodes.add(&w.pl.responses, s.day)
		}
		if s.day < earlyDays {
			w.early[0]++
			w.early[1] += int64(r) // 1 for a positive one
		}
	}
	at := situation(r, pattern)
	w.situations[at]++
	if w.path != nil {
		w.emitTest(int(s.day), r, at)
	}
	if c := w.m.design.Comparator; c != nil && r == positiveResult && w.positives >= int64(c.AfterPositive) {
		w.exit, w.reason, w.discharged = int(s.day)+1, Terminated, true
	}
}

// judge asks the standards about the week as the person attended it. Where
// nothing was made up, the answer to each selection of sessions is known.
func (w *walker) judge(ws *WeekSummary, wk *week, mask uint32) {
	var o iop.Outcome
	if wk.verdicts != nil && !w.madeUp {
		o = wk.verdicts[mask]
	} else {
		for c := range w.spans {
			w.spans[c] = iop.Between(iop.Minutes(w.least[c]), iop.Minutes(w.most[c]))
		}
		o = w.pl.judge.Judge(int(wk.row), w.spans)
	}
	w.madeUp = false
	if o == iop.NotApplicable {
		return
	}
	w.judged++
	ws.Judged++
	switch o {
	case iop.Met:
		w.met++
		ws.Met++
	case iop.Undetermined:
		w.s.Undetermined++
	}
	if w.path != nil {
		w.emit(Event{Day: int(wk.last), Kind: WeekJudged, Outcome: o, Minutes: int(w.weekMinutes)})
	}
}

// review asks whether stepping down is supported.
func (w *walker) review(r *review) {
	o := r.outcomes[r.gateOf(w.lastTest, w.lastPositive)][w.attended]
	w.s.Reviews[o]++
	w.emit(Event{Day: int(r.day), Kind: Reviewed, StepDown: o})
	if o == careplan.Supported && r.moves {
		w.exit, w.reason, w.steppedDown = int(r.day)+1, Transferred, true
	}
}

// leave discharges a person and looks at the time after it.
func (w *walker) leave() {
	w.costs()
	if w.reason == 0 {
		return
	}
	w.emit(Event{Day: w.exit, Kind: Discharged, Reason: w.reason})
	with := 0
	if w.reason == Completed || w.steppedDown {
		if at := w.pl.planned[w.exit]; at > 0 {
			w.aftercare(&w.pl.after[at-1])
			with = 1
		}
	}
	t := w.t
	w.relapse = reach(t.relapses[w.pl.relapseOf[with][w.exit]], t.relapseAmount(w.relapseScore), FollowUpDays)
	checkups := with
	if !w.pl.checkups {
		checkups = 0
	}
	w.reentry = reach(t.reentries[checkups], t.exponential(draw(w.key, w.keys.reentry)), FollowUpDays)
	if w.relapse > 0 {
		w.emit(Event{Day: w.exit + w.relapse, Kind: ReturnedToUse})
	}
	if w.reentry > 0 {
		w.emit(Event{Day: w.exit + w.reentry, Kind: CameBack})
	}
}

// relapseAmount gives the hazard at which a person with a score returns to use.
func (t *tables) relapseAmount(score int64) uint64 {
	x := min(max(score-firstScore, 0), bucketCount<<bucketShift-1)
	i, part := x>>bucketShift, uint64(x&(1<<bucketShift-1))
	a, b := uint64(t.relapse[i]), uint64(t.relapse[i+1]) // falling
	return a - (a-b)*part>>bucketShift
}

// aftercare lets a person attend the contacts of the plan.
func (w *walker) aftercare(a *aftercare) {
	w.s.AftercarePeople++
	if a.inTime {
		w.s.FirstInTime++
	}
	for i := range a.contacts {
		c := &a.contacts[i]
		w.s.Contacts++
		kind := ContactMissed
		if uint32(draw(w.key, c.key)>>32) >= w.t.absent[0][w.absent] {
			w.s.ContactsAttended++
			kind = ContactAttended
		}
		w.emit(Event{Day: int(c.day), Kind: kind})
	}
}
