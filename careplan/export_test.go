package careplan

import "github.com/openiop/openiop/iop"

// SignalCount and StepsFor let the tests try every combination of signals.
const SignalCount = int(signalCount)

func StepsFor(p Policy, on iop.Date, set uint64, jurisdiction ...string) []Step {
	o := overlay{}
	for _, j := range jurisdiction {
		o = overlayOf(j)
	}
	return p.steps(signals(set), on, o)
}

// NoticesFor gives the notices of a jurisdiction for a set of signals.
func NoticesFor(set uint64, jurisdiction string) []Notice {
	return overlayOf(jurisdiction).noticesOf(signals(set))
}

// SignalNamed gives the bit of a signal.
func SignalNamed(word string) uint64 {
	for s := range signalCount {
		if s.String() == word {
			return 1 << s
		}
	}
	panic("no signal " + word)
}
