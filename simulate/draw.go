package simulate

import "math/bits"

// A draw is a hash of seed, person, purpose and time. Nothing depends on the
// order of calls, so that a draw is the same whoever else is drawn, whatever
// else happens, and in every design that has the same thing at the same time.

// mix64 is the output function of splitmix64 (Steele, Lea and Flood,
// "Fast splittable pseudorandom number generators", OOPSLA 2014, variant 13 of
// Stafford): a bijection that changes half the bits for every bit that changes.
func mix64(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// golden is the increment of splitmix64.
const golden = 0x9e3779b97f4a7c15

// purpose is what a draw is for. The numbers are part of every result: they
// are never changed and never used again.
type purpose uint64

const (
	forFactor      purpose = 1  // the factor that a person's traits share
	forFrailty     purpose = 2  // the rest of the frailty
	forAbsence     purpose = 3  // the rest of the tendency to be absent
	forUse         purpose = 4  // the rest of the probability of a positive test
	forRelapse     purpose = 5  // the rest of the time to relapse
	forCompletion  purpose = 6  // the latent times of the exits
	forTransfer    purpose = 7  //
	forDropout     purpose = 8  //
	forTermination purpose = 9  //
	forOtherEnd    purpose = 10 //
	forReentry     purpose = 11 // the time to coming back
	forSession     purpose = 12 // attending a session
	forMakeUp      purpose = 13 // attending a make-up
	forTest        purpose = 14 // the result of a test
	forContact     purpose = 15 // attending a contact of aftercare
)

// keyOf gives the part of a draw's key that does not depend on the person:
// what for, when (a day counted from the admission), and which of several.
func keyOf(p purpose, day int, which uint64) uint64 {
	return mix64(mix64(uint64(p)*golden+uint64(int64(day)))+which*golden) | 1
}

// personKey gives the part that depends on the person.
func personKey(seed uint64, person int64) uint64 {
	return mix64(mix64(seed+golden) + uint64(person)*golden)
}

// draw gives 64 random bits.
func draw(person, key uint64) uint64 { return mix64(person + key) }

// nameKey hashes a name, by FNV-1a, to tell things of one purpose apart.
func nameKey(name string, n int) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h + uint64(n)
}

// Amounts of hazard are whole numbers in units of 2^-26, so that a person's
// walk needs no floating point.
const hazardUnit = 1 << 26

// exponential turns random bits into an exponential variate with mean 1, in
// units of hazard: the minus logarithm of the bits taken as a number between 0
// and 1. The leading zeros give the power of two, the next 12 bits the rest
// from a table.
func (t *tables) exponential(x uint64) uint64 {
	zeros := bits.LeadingZeros64(x | 1)
	return uint64(zeros)*ln2 + uint64(t.logs[x<<(zeros+1)>>52])
}

// ln2 is the natural logarithm of 2 in units of hazard.
const ln2 = 46516320

// normal turns random bits into a standard normal variate in units of 2^-16,
// by the middle quantiles of 4096 equal parts.
func (t *tables) normal(x uint64) int64 { return int64(t.normals[x>>52]) }
