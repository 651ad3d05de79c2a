package validate

import (
	"math"

	"github.com/openiop/openiop/simulate"
)

// person is what checks need to know of one person's path.
type person struct {
	first   simulate.EventKind // of the first test that was taken, zero without one
	reason  simulate.Reason
	stay    int // days
	planned bool
	relapse int // days after discharge, 0 for none
	back    int
}

// paths are people of one design, followed one by one.
type paths []person

// maxPaths is how many people are followed; a path takes as long as some fifty
// people that are only counted.
const maxPaths = 12_000

// pathsFor is how many are followed of so many people.
func pathsFor(people int64) int64 { return min(people/8, maxPaths) }

// paths follows the first people of a design, once.
func (b *bench) paths(d simulate.Design) paths {
	r := b.of(d)
	if b.err != nil || r.paths != nil {
		return r.paths
	}
	r.paths = make(paths, pathsFor(b.people))
	for i := range r.paths {
		r.paths[i] = personOf(r.model.Trace(b.seed, int64(i)))
	}
	return r.paths
}

func personOf(p simulate.Path) (out person) {
	for i := range p.Events {
		e := &p.Events[i]
		switch e.Kind {
		case simulate.TestNegative, simulate.TestPositive:
			if out.first == 0 {
				out.first = e.Kind
			}
		case simulate.Discharged:
			out.reason, out.stay = e.Reason, e.Day
		case simulate.ContactAttended, simulate.ContactMissed:
			out.planned = true
		case simulate.ReturnedToUse:
			out.relapse = e.Day
		case simulate.CameBack:
			out.back = e.Day
		}
	}
	// both are counted from the admission in a path
	if out.relapse > 0 {
		out.relapse -= out.stay
	}
	if out.back > 0 {
		out.back -= out.stay
	}
	return out
}

// p84 says whether a person returned to use within 12 weeks of discharge.
func p84(p *person) bool { return p.relapse > 0 && p.relapse <= 84 }

// share gives the share of some people for whom something holds.
func (g paths) share(among, holds func(*person) bool) float64 { return g.shareOf(g, among, holds) }

// shareOf is share among those whom another design's paths choose: the same
// people, who met the same chances.
func (g paths) shareOf(chosenBy paths, among, holds func(*person) bool) float64 {
	n, hits := 0.0, 0.0
	for i := range g {
		if i < len(chosenBy) && among(&chosenBy[i]) {
			n++
			if holds(&g[i]) {
				hits++
			}
		}
	}
	return hits / n
}

// completedAfterPositive gives the share of those with a positive first test
// who complete, for each of those with a negative one.
func (g paths) completedAfterPositive() simulate.Estimate {
	completed := func(p *person) bool { return p.reason == simulate.Completed }
	first := func(k simulate.EventKind) func(*person) bool { return func(p *person) bool { return p.first == k } }
	return exactly(g.share(first(simulate.TestPositive), completed) / g.share(first(simulate.TestNegative), completed))
}

// relapseByStay gives the odds of returning to use within a year of those who
// stayed for less than 90 days, for each of those who stayed longer, with its
// standard error on the log scale turned into one of the ratio.
func (g paths) relapseByStay() simulate.Estimate {
	var n [2][2]float64 // stayed, returned
	for i := range g {
		stayed, returned := 0, 0
		if g[i].stay >= 90 {
			stayed = 1
		}
		if g[i].relapse > 0 && g[i].relapse <= 365 {
			returned = 1
		}
		n[stayed][returned]++
	}
	odds := n[0][1] / n[0][0] / (n[1][1] / n[1][0])
	se := odds * math.Sqrt(1/n[0][0]+1/n[0][1]+1/n[1][0]+1/n[1][1])
	return simulate.Estimate{Value: odds, SE: se}
}
