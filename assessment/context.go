package assessment

import "fmt"

// Coding says how the answers to reversed items were recorded.
type Coding string

// The codings. An absent Coding is raw.
const (
	// Raw answers are as the person gave them; scoring reverses the items that
	// are reversed.
	Raw Coding = "raw"
	// Inverted answers have been reversed already, by the form or the record.
	Inverted Coding = "inverted"
)

// ParseCoding reads "raw" or "inverted"; "" is raw.
func ParseCoding(s string) (Coding, error) {
	switch Coding(s) {
	case "", Raw:
		return Raw, nil
	case Inverted:
		return Inverted, nil
	}
	return "", fmt.Errorf("is not a coding; want raw or inverted")
}

// Sex is what a cut-off may depend on. An absent Sex is unknown.
type Sex string

// The sexes that published cut-offs tell apart.
const (
	SexFemale  Sex = "female"
	SexMale    Sex = "male"
	SexUnknown Sex = "unknown"
)

// ParseSex reads "female", "male" or "unknown"; "" is unknown.
func ParseSex(s string) (Sex, error) {
	switch Sex(s) {
	case SexFemale, SexMale:
		return Sex(s), nil
	case "", SexUnknown:
		return SexUnknown, nil
	}
	return "", fmt.Errorf("is not a sex that cut-offs know; want female, male or unknown")
}

// Context is what a score may depend on besides the answers. The zero Context
// knows nothing, and takes the first cut-offs and bands of each instrument.
type Context struct {
	Sex Sex
	// Age is in years, nil if it is not known.
	Age *int
	// CutSet names a set of cut-offs.
	CutSet string
	// BandSet names a band set of the total.
	BandSet string
}
