package assessment

import "math/bits"

// completion is ratings and circumstances that are all known. Each dimension
// has five bits, one for each rating, of which one is set, so that a row with
// all its bounds is tried with a few operations.
type completion struct {
	ratings uint32
	given   uint8
}

func ratingBit(d Dimension, n int) uint32 { return 1 << (uint32(d-1)*(maxRating+1) + uint32(n)) }

const (
	anyRating    = 1<<(maxRating+1) - 1
	anyOfRatings = 1<<(6*(maxRating+1)) - 1
)

func (k *completion) rate(d Dimension, n int) {
	k.ratings = k.ratings&^(anyRating*ratingBit(d, 0)) | ratingBit(d, n)
}

func (k *completion) answer(c Circumstance, yes bool) {
	if k.given &^= 1 << c; yes {
		k.given |= 1 << c
	}
}

// rowTest is the condition of a row: the ratings it allows, the choices it
// offers, and the circumstances it asks for.
type rowTest struct {
	allowed uint32
	choices []choice
	given   uint8
	never   bool // it asks for a circumstance that does not exist
}

type choice struct {
	among uint32
	count int
}

func (t *LevelTable) tests() []rowTest {
	out := make([]rowTest, len(t.Rows))
	for i := range t.Rows {
		out[i] = t.Rows[i].When.test()
	}
	return out
}

func (w *RowCondition) test() rowTest {
	t := rowTest{allowed: anyOfRatings}
	for i, b := range w.bounds() {
		t.allowed &^= anyRating * ratingBit(Dimension(i+1), 0) &^ b.bits(Dimension(i+1))
	}
	for _, a := range w.AtLeast {
		x := choice{count: a.Count}
		for _, d := range a.Of {
			if d.IsValid() {
				x.among |= a.bits(d)
			}
		}
		t.choices = append(t.choices, x)
	}
	for _, c := range w.Given {
		t.given |= 1 << c
		t.never = t.never || !c.IsValid()
	}
	return t
}

// bits gives the bits of the ratings that lie within the bounds.
func (b RatingBounds) bits(d Dimension) (out uint32) {
	for n := range maxRating + 1 {
		if b.contain(n) {
			out |= ratingBit(d, n)
		}
	}
	return out
}

func (t *rowTest) holds(k *completion) bool {
	if k.ratings&^t.allowed != 0 || t.given&^k.given != 0 || t.never {
		return false
	}
	for _, x := range t.choices {
		if bits.OnesCount32(k.ratings&x.among) < x.count {
			return false
		}
	}
	return true
}
