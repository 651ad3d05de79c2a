package ical

import (
	"cmp"
	"slices"

	"github.com/openiop/openiop/iop"
)

// series is one event with the overrides of its instances, all of the same
// UID: what takes place, after revisions and cancellations.
type series struct {
	master    int  // the entry; -1 if there are only overrides
	cancelled bool // by METHOD:CANCEL
	overrides []override
	instants  []int64 // of the instances that overrides stand for, rising
	days      []int64 // the same of overrides that name a date, as day numbers
}

// override stands for one instance of a series, or for all from one on.
type override struct {
	entry     int
	cancelled bool
	wall      int64 // what the clocks of the series show at the instance that it stands for
	following bool
}

// group brings the entries of a UID together.
func (b *builder) group() {
	events := b.file.Events
	next := make([]int32, len(events)) // the entry of the same UID after this one, 0 if none
	last := make(map[string]int32, len(events))
	b.file.series = make([]series, 0, len(events))
	first := make([]bool, len(events))
	for i := range events {
		if uid := events[i].UID; uid == "" {
			first[i] = true
		} else if before, known := last[uid]; known {
			next[before] = int32(i)
			last[uid] = int32(i)
		} else {
			first[i], last[uid] = true, int32(i)
		}
	}
	var same []int
	for i := range events {
		if !first[i] {
			continue
		}
		if next[i] == 0 && !events[i].Override {
			b.single(i)
			continue
		}
		same = append(same[:0], i)
		for j := next[i]; j != 0; j = next[j] {
			same = append(same, int(j))
		}
		b.sameUID(same)
	}
}

// single makes the series of an event without revisions and overrides.
func (b *builder) single(i int) {
	if b.file.details[i].start.form == noTime {
		b.report.add(MissingProperty, iop.Note, b.file.Events[i].Line, "a cancellation cancels no event of the file; nothing is listed for it")
		return
	}
	b.file.series = append(b.file.series, series{master: i})
}

// sameUID makes the series of the entries of one UID.
func (b *builder) sameUID(all []int) {
	var masters, overrides []int
	for _, i := range all {
		if b.file.Events[i].Override {
			overrides = append(overrides, i)
		} else {
			masters = append(masters, i)
		}
	}
	if len(masters) == 0 { // writers put RECURRENCE-ID into series of their own
		for n, i := range overrides {
			if b.file.Events[i].Recurs && !b.file.details[i].message {
				masters, overrides = []int{i}, slices.Delete(overrides, n, n+1)
				break
			}
		}
	}
	made := b.masters(masters)
	if len(made) == 0 {
		made = append(made, series{master: -1})
	}
	b.overrides(&made[0], overrides)
	for _, s := range made {
		if s.master >= 0 || len(s.overrides) > 0 {
			b.file.series = append(b.file.series, s)
		}
	}
}

// newer compares two revisions of a thing: by SEQUENCE, then DTSTAMP (RFC
// 5546, 2.1.5).
func (b *builder) newer(i, j int) int {
	x, y := &b.file.Events[i], &b.file.Events[j]
	return cmp.Or(cmp.Compare(x.Sequence, y.Sequence), x.Stamp.Compare(y.Stamp))
}

// newest gives the newest revision, the last of the file if several are; -1 of
// none.
func (b *builder) newest(all []int) int {
	best := -1
	for _, i := range all {
		if best < 0 || b.newer(i, best) >= 0 {
			best = i
		}
	}
	return best
}

// split takes the messages that cancel apart from the rest.
func (b *builder) split(all []int) (events, cancels []int) {
	for _, i := range all {
		if b.file.details[i].cancels {
			cancels = append(cancels, i)
		} else {
			events = append(events, i)
		}
	}
	return events, cancels
}

// masters makes a series of the newest revision, and of others that are no
// revisions of it: the same SEQUENCE and DTSTAMP, but another start.
func (b *builder) masters(all []int) (made []series) {
	events, cancels := b.split(all)
	best, cancel := b.newest(events), b.newest(cancels)
	if best < 0 {
		if cancel >= 0 && b.file.details[cancel].start.form != noTime {
			made = append(made, series{master: cancel})
		}
		return made
	}
	cancelled := cancel >= 0 && b.file.Events[cancel].Sequence >= b.file.Events[best].Sequence
	made = append(made, series{master: best, cancelled: cancelled})
	starts := map[int64]bool{b.file.Events[best].Start.Unix(): true}
	for _, i := range events {
		e := &b.file.Events[i]
		switch {
		case i == best:
		case b.newer(i, best) == 0 && !starts[e.Start.Unix()]:
			b.report.add(DuplicateEvent, iop.Warning, e.Line, "the event has the UID, SEQUENCE and DTSTAMP of another event of the file, but another start; both are kept. Want a UID of its own")
			made = append(made, series{master: i, cancelled: cancelled})
			starts[e.Start.Unix()] = true
		default:
			b.report.add(DuplicateEvent, iop.Note, e.Line, "the event is replaced by the revision of line %d with the same UID", b.file.Events[best].Line)
		}
	}
	return made
}

// overrides puts the newest revision of each override into a series.
func (b *builder) overrides(s *series, all []int) {
	type instance struct {
		at        int64
		following bool
	}
	byInstance := map[instance][]int{}
	var order []instance
	for _, i := range all {
		d := &b.file.details[i]
		key := instance{b.clock.at(d.instance), d.following}
		if byInstance[key] == nil {
			order = append(order, key)
		}
		byInstance[key] = append(byInstance[key], i)
	}
	out := b.takenOut(s)
	for _, key := range order {
		events, cancels := b.split(byInstance[key])
		best, cancel := b.newest(events), b.newest(cancels)
		cancelled := s.cancelled
		switch {
		case best < 0:
			best = cancel
		case cancel >= 0 && b.file.Events[cancel].Sequence >= b.file.Events[best].Sequence:
			cancelled = true
		}
		if st := b.instanceOf(s, best); out != nil && b.newer(s.master, best) >= 0 && out.has(&st) {
			b.report.add(DuplicateEvent, iop.Note, b.file.Events[best].Line, "the event is left out because the series, which is newer, takes this instance out with EXDATE")
			continue
		}
		b.stand(s, best, cancelled)
		for _, i := range events {
			if i != best {
				b.report.add(DuplicateEvent, iop.Note, b.file.Events[i].Line, "the event is replaced by the revision of line %d for the same instance", b.file.Events[best].Line)
			}
		}
	}
	slices.Sort(s.instants)
	slices.Sort(s.days)
}

// takenOut gives what the EXDATEs of a series take out, nil if nothing.
func (b *builder) takenOut(s *series) *exclusions {
	if s.master < 0 || len(b.file.details[s.master].without) == 0 {
		return nil
	}
	out := &exclusions{}
	out.dates(b.clock, &b.file.details[s.master])
	out.sort()
	return out
}

// instanceOf gives the start of a series that an override stands for.
func (b *builder) instanceOf(s *series, i int) start {
	m := b.file.details[i].instance
	st := start{wall: m.wall, at: b.clock.at(m)}
	if s.master < 0 {
		return st
	}
	switch zone := b.file.details[s.master].start.zone; {
	case m.floats:
		st.at, _ = b.clock.instant(zone, m.wall)
	case m.form != dateForm && m.zone != zone:
		st.wall, _ = b.clock.wallAtInstant(zone, st.at)
	}
	return st
}

// stand puts one override into a series.
func (b *builder) stand(s *series, i int, cancelled bool) {
	d := &b.file.details[i]
	m, st := d.instance, b.instanceOf(s, i)
	o := override{entry: i, cancelled: cancelled, wall: st.wall, following: d.following}
	byDate := m.form == dateForm
	if s.master >= 0 {
		switch start := b.file.details[s.master].start; {
		case start.form == dateForm:
			byDate, o.wall = true, wallAt(dayOf(m.wall), 0)
		case byDate && d.following:
			o.wall += int64(clockOf(start.wall))
		}
	}
	s.overrides = append(s.overrides, o)
	switch {
	case d.following:
	case byDate:
		s.days = append(s.days, int64(dayOf(o.wall)))
	default:
		s.instants = append(s.instants, st.at)
	}
}

// stoodFor reports whether an override stands for a start.
func (s *series) stoodFor(st *start) bool {
	return isIn(s.instants, st.at) || isIn(s.days, int64(dayOf(st.wall)))
}

func isIn(rising []int64, n int64) bool {
	if len(rising) == 0 {
		return false
	}
	_, found := slices.BinarySearch(rising, n)
	return found
}
