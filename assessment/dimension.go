package assessment

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Edition is an edition of the ASAM Criteria. Ratings of one are not ratings
// of another: the dimensions differ, and so does what a rating is.
//
// What is here of the criteria are numbers and facts of structure. Their text,
// what a rating means and how ratings lead to a level are ASAM's: read them
// there.
//
// The zero Edition is invalid.
type Edition uint8

// The editions.
const (
	ThirdEdition  Edition = 3 // 2013
	FourthEdition Edition = 4 // 2023
)

// ParseEdition reads "third" or "fourth".
func ParseEdition(s string) (Edition, error) {
	for e := ThirdEdition; e <= FourthEdition; e++ {
		if e.String() == s {
			return e, nil
		}
	}
	return 0, fmt.Errorf("is not an edition; want third or fourth")
}

// String gives "third" or "fourth", "" for an invalid edition.
func (e Edition) String() string {
	switch e {
	case ThirdEdition:
		return "third"
	case FourthEdition:
		return "fourth"
	}
	return ""
}

// MarshalText gives the form of [Edition.String].
func (e Edition) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads the form of [ParseEdition].
func (e *Edition) UnmarshalText(b []byte) (err error) {
	*e, err = ParseEdition(string(b))
	return err
}

// Levels gives the levels of care that an edition has, in their order, as far
// as we know; nil for an invalid edition.
func (e Edition) Levels() []iop.Level {
	switch e {
	case ThirdEdition:
		return []iop.Level{iop.Level05, iop.Level1, iop.Level21, iop.Level25, iop.Level31, iop.Level33, iop.Level35, iop.Level37, iop.Level4}
	case FourthEdition:
		return []iop.Level{iop.Level1, iop.Level15, iop.Level17, iop.Level21, iop.Level25, iop.Level27, iop.Level31, iop.Level35, iop.Level37, iop.Level4}
	}
	return nil
}

// Dimension is one of the six dimensions of an assessment. The same number is
// another dimension in another edition.
//
// The zero Dimension is invalid.
type Dimension uint8

// The dimensions.
const (
	D1 Dimension = iota + 1
	D2
	D3
	D4
	D5
	D6
)

// labels are short words of our own for telling dimensions apart.
var labels = [...][6]string{
	{
		"intoxication and withdrawal", "physical health", "emotions, behavior and thinking",
		"readiness to change", "continued use or return to use", "living situation",
	},
	{
		"intoxication, withdrawal and addiction medication", "physical health", "mental health and thinking",
		"risks of substance use", "living situation", "what matters to the person",
	},
}

// Dimensions gives the six dimensions in their order.
func Dimensions() []Dimension { return []Dimension{D1, D2, D3, D4, D5, D6} }

// ParseDimension reads "D1" to "D6".
func ParseDimension(s string) (Dimension, error) {
	for d := D1; d <= D6; d++ {
		if d.String() == s {
			return d, nil
		}
	}
	return 0, fmt.Errorf("is not a dimension; want one of D1, D2, D3, D4, D5, D6")
}

// IsValid reports whether d is one of the six.
func (d Dimension) IsValid() bool { return d >= D1 && d <= D6 }

// String gives "D1" to "D6", "" for an invalid dimension.
func (d Dimension) String() string {
	if !d.IsValid() {
		return ""
	}
	return "D" + string('0'+rune(d))
}

// Label gives a few neutral words of ours for the dimension of an edition, ""
// for an invalid one.
func (d Dimension) Label(e Edition) string {
	if !d.IsValid() || e.String() == "" {
		return ""
	}
	return labels[e-ThirdEdition][d-1]
}

// MarshalText gives the form of [Dimension.String].
func (d Dimension) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of [ParseDimension].
func (d *Dimension) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDimension(string(b))
	return err
}

// Ratings are what a clinician rated in one assessment: [ThirdRatings] or
// [FourthRatings]. Who rated is not part of them.
type Ratings interface {
	Edition() Edition
	// Evidence gives one piece for each rating, unknown for what is not rated.
	Evidence() []iop.Evidence
	third() (ThirdRatings, bool)
}

// Occasion is when and where ratings were given.
type Occasion struct {
	// On is the day of the assessment; zero if it is not known.
	On iop.Date
	// Population is the age group of the person.
	Population iop.Population
	// Source is where the ratings are recorded: an opaque reference, without
	// names.
	Source iop.Source
}

// Check reports what is missing for ratings to count as evidence: nil if
// nothing is.
func (o Occasion) Check() error {
	switch {
	case !o.On.IsValid():
		return errors.New("ratings: have no day; want the date of the assessment")
	case !o.Source.IsValid():
		return errors.New("ratings: have no source; want where they are recorded, how sure that is, and when it was read")
	}
	return nil
}

func (o Occasion) evidence(of string, v iop.Value) iop.Evidence {
	return iop.Evidence{Kind: iop.EvidenceRating, Of: of, Date: o.On, Value: v, Source: o.Source}
}

// MinimumLevel is a rating of the fourth edition: it names, in ASAM's own code,
// the least level of care that a part of a dimension needs. It is either a
// level or an opaque token, which the library does not interpret.
//
// The zero MinimumLevel is not rated.
type MinimumLevel struct {
	level iop.Level
	token string
}

var tokenForm = regexp.MustCompile(`^[A-Za-z0-9]+([. +-][A-Za-z0-9]+)*$`)

// maxToken is the length of the longest token; it leaves no room for remarks.
const maxToken = 16

// AtLevel gives the rating that names a level. An invalid level is not rated.
func AtLevel(l iop.Level) MinimumLevel {
	if !l.IsValid() {
		return MinimumLevel{}
	}
	return MinimumLevel{level: l}
}

// Token gives the rating of a code that is no plain level: at most 16 letters
// and digits, in parts joined by a point, a space, + or -.
func Token(s string) (MinimumLevel, error) {
	if len(s) > maxToken || !tokenForm.MatchString(s) {
		return MinimumLevel{}, fmt.Errorf("is not a rating code; want at most %d letters and digits", maxToken)
	}
	return MinimumLevel{token: s}, nil
}

// IsRated reports whether there is a rating.
func (m MinimumLevel) IsRated() bool { return m != MinimumLevel{} }

// Level gives the level, and false if the rating names none.
func (m MinimumLevel) Level() (iop.Level, bool) { return m.level, m.level.IsValid() }

// Token gives the code, and false if the rating is none.
func (m MinimumLevel) Token() (string, bool) { return m.token, m.token != "" }

// String gives the level or the token, or "not rated".
func (m MinimumLevel) String() string {
	switch {
	case m.token != "":
		return m.token
	case m.level.IsValid():
		return m.level.String()
	}
	return "not rated"
}

// Minimum is the rating of a dimension of the fourth edition, or of a part of
// it.
type Minimum struct {
	Dimension Dimension
	// Part is the caller's own short id of the subdimension; "" is the
	// dimension as a whole.
	Part string
	Need MinimumLevel
}

// FourthRatings are ratings of the fourth edition. D6 is considered last and
// has no rating. The zero value has no ratings.
type FourthRatings struct {
	Occasion
	// Considered says whether D6 has been considered.
	Considered Ternary
	minima     []Minimum // in the order of dimensions and parts
}

var partForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// With gives the ratings with one more, or with another in its place. It is an
// error to rate D6, and to name a part otherwise than by words of small
// letters and digits joined by -.
func (r FourthRatings) With(m Minimum) (FourthRatings, error) {
	switch {
	case !m.Dimension.IsValid():
		return r, errors.New("is not a dimension; want one of D1 to D5")
	case m.Dimension == D6:
		return r, errors.New("is D6, which the fourth edition considers last and does not rate; set Considered")
	case m.Part != "" && (len(m.Part) > 2*maxToken || !partForm.MatchString(m.Part)):
		return r, fmt.Errorf("has a part of the wrong form; want at most %d small letters and digits, words joined by -", 2*maxToken)
	}
	kept := slices.DeleteFunc(slices.Clone(r.minima), func(x Minimum) bool { return x.Dimension == m.Dimension && x.Part == m.Part })
	if m.Need.IsRated() {
		kept = append(kept, m)
	}
	slices.SortFunc(kept, func(a, b Minimum) int {
		return strings.Compare(a.Dimension.String()+"/"+a.Part, b.Dimension.String()+"/"+b.Part)
	})
	r.minima = kept
	return r, nil
}

// Minima gives what is rated, in the order of dimensions and parts.
func (r FourthRatings) Minima() []Minimum { return slices.Clone(r.minima) }

// Edition gives FourthEdition.
func (FourthRatings) Edition() Edition { return FourthEdition }

func (FourthRatings) third() (ThirdRatings, bool) { return ThirdRatings{}, false }

// Evidence gives one piece for each rating, and an unknown one for each of D1
// to D5 without any.
func (r FourthRatings) Evidence() (out []iop.Evidence) {
	for d := D1; d <= D5; d++ {
		rated := false
		for _, m := range r.minima {
			if m.Dimension != d {
				continue
			}
			rated = true
			of := "asam-4/" + d.String()
			if m.Part != "" {
				of += "/" + m.Part
			}
			out = append(out, r.evidence(of, iop.WordValue(m.Need.String())))
		}
		if !rated {
			out = append(out, r.evidence("asam-4/"+d.String(), iop.Value{}))
		}
	}
	return out
}
