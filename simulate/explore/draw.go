package explore

// The purposes of draws. They are part of every key, so a new purpose changes
// no draw of another.
const (
	forPSA uint64 = iota + 1
	forSobolA
	forSobolB
	forMorrisStart
	forMorrisOrder
	forMorrisDirection
	forBootstrap
	forStratum
	forWithin
)

// uniform gives the number strictly between 0 and 1 that belongs to a seed, a
// purpose, a sample and an input. It is a function of its arguments alone: a chain of
// the finalizer of splitmix64 (Steele, Lea and Flood 2014, "Fast splittable
// pseudorandom number generators", OOPSLA).
func uniform(seed, purpose, sample, input uint64) float64 {
	h := mix(seed + purpose*0x9e3779b97f4a7c15)
	h = mix(h ^ sample)
	h = mix(h ^ input)
	return (float64(h>>11) + 0.5) / (1 << 53)
}

func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// nameKey gives a name's key (FNV-1a), so that draws belong to inputs by their
// names and not by their places.
func nameKey(name string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return h
}
