package drugtest

import (
	"fmt"
	"iter"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
)

// Tag is one thing to think of when an analyte is found.
type Tag uint8

// The tags. The first seven say what the substance is; the others are the
// safety notes of the catalogue.
const (
	OpioidTag Tag = iota
	SedativeTag
	StimulantTag
	AlcoholTag
	CannabinoidTag
	DissociativeTag
	AdulterantTag
	NaloxoneTag
	OverdoseEducationTag
	OfferMedicationTag
	FentanylContaminationTag
	SedativeWithOpioidTag
	WithdrawalScreenTag
	ResidualPossibleTag
	WoundCareTag
	SedationEducationTag
	tagCount
)

var tagWords = []string{
	"opioid", "sedative", "stimulant", "alcohol", "cannabinoid", "dissociative", "adulterant",
	"naloxone", "overdose-education", "offer-medication-treatment", "fentanyl-contamination", "sedative-with-opioid",
	"withdrawal-screen", "residual-possible", "wound-care", "sedation-education",
}

// ParseTag reads the form of [Tag.String].
func ParseTag(s string) (Tag, error) { return parseWord[Tag](s, tagWords, 0, "a tag") }

// String gives the word for t.
func (t Tag) String() string { return word(t, tagWords) }

// Tags is a set of tags. The zero Tags is empty.
type Tags struct{ bits uint32 }

// TagsOf gives the set of the tags.
func TagsOf(tags ...Tag) (s Tags) {
	for _, t := range tags {
		if t < tagCount {
			s.bits |= 1 << t
		}
	}
	return s
}

// Has reports whether a tag is in the set.
func (s Tags) Has(t Tag) bool { return t < tagCount && s.bits&(1<<t) != 0 }

// With gives the union of two sets.
func (s Tags) With(t Tags) Tags { return Tags{s.bits | t.bits} }

// IsZero reports whether the set is empty.
func (s Tags) IsZero() bool { return s.bits == 0 }

// All yields the tags in their order.
func (s Tags) All() iter.Seq[Tag] {
	return func(yield func(Tag) bool) {
		for t := range tagCount {
			if s.Has(t) && !yield(t) {
				return
			}
		}
	}
}

// MarshalJSON gives a list of words.
func (s Tags) MarshalJSON() ([]byte, error) {
	b := []byte{'['}
	for t := range s.All() {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, "%q", t.String())
	}
	return append(b, ']'), nil
}

// DecodeStrict reads a list of words.
func (s *Tags) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	if n.Kind == strictjson.Null {
		return
	}
	if n.Kind != strictjson.Array {
		c.Errorf("is %s; want a list of %s", n.Kind, strings.Join(tagWords, ", "))
		return
	}
	for i, item := range n.Items {
		t, err := ParseTag(item.Text)
		switch {
		case item.Kind != strictjson.String:
			c.At(fmt.Sprintf("[%d]", i)).Errorf("is %s; want a text", item.Kind)
		case err != nil:
			c.At(fmt.Sprintf("[%d]", i)).Errorf("%v", err)
		default:
			s.bits |= 1 << t
		}
	}
}
