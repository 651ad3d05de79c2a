package iop

import "fmt"

// Confidence says how a fact was come by.
type Confidence uint8

// The degrees of confidence. The zero Confidence is invalid: a fact without
// one is not cited.
const (
	// Verified facts were read in the published text.
	Verified Confidence = iota + 1
	// Secondary facts were read in someone else's account of it.
	Secondary
	// Recalled facts nobody has read. They load only on request, and a finding
	// from them says so and is never an error.
	Recalled
	// Supposed values come from a caller's what-if, not from a source.
	Supposed
)

var confidences = [...]string{"", "verified", "secondary", "recalled", "supposed"}

// ParseConfidence reads "verified", "secondary", "recalled" or "supposed".
func ParseConfidence(s string) (Confidence, error) {
	for c := Verified; c <= Supposed; c++ {
		if confidences[c] == s {
			return c, nil
		}
	}
	return 0, fmt.Errorf("is not a confidence; want verified, secondary, recalled or supposed")
}

// IsValid reports whether c is one of the degrees.
func (c Confidence) IsValid() bool { return c >= Verified && c <= Supposed }

// String gives the word for c, "" for the zero Confidence.
func (c Confidence) String() string {
	if !c.IsValid() {
		return ""
	}
	return confidences[c]
}

// MarshalText gives the form of [Confidence.String].
func (c Confidence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the form of [ParseConfidence].
func (c *Confidence) UnmarshalText(b []byte) (err error) {
	*c, err = ParseConfidence(string(b))
	return err
}

// Source is where a value was read.
type Source struct {
	// Authority is whose rule it is. In files it may be left out inside a
	// standard, whose authority it then is.
	Authority string `json:"authority,omitempty"`
	// Locator is the place in the authority's text: a section, a page.
	Locator string `json:"locator"`
	// URL is the authority's own page, "" where none is known.
	URL string `json:"url,omitempty"`
	// ReadAt is the copy that was read, where that is not the authority's own
	// page (a mirror, a commercial reprint).
	ReadAt string `json:"readAt,omitempty"`
	// Read is the day on which it was read; zero if nobody read it.
	Read Date `json:"read,omitzero"`
	// AsOf is the state of the text that was read, in the source's own words:
	// a date, an edition.
	AsOf       string     `json:"asOf,omitempty"`
	Confidence Confidence `json:"confidence"`
}

// IsValid reports whether the source says whose the value is, where it stands
// and how sure that is.
func (s Source) IsValid() bool {
	return s.Locator != "" && s.Confidence.IsValid() && (s.Confidence >= Recalled || s.Read.IsValid())
}
