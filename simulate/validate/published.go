package validate

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

// Set is what a published number was used for. The zero Set is invalid.
type Set uint8

// The sets.
const (
	// Calibration numbers are where parameters come from.
	Calibration Set = iota + 1
	// Validation numbers were never fitted to.
	Validation
)

var setWords = [...]string{Calibration: "calibration", Validation: "validation"}

// String gives "calibration" or "validation", "" for an invalid set.
func (s Set) String() string {
	if int(s) < len(setWords) {
		return setWords[s]
	}
	return ""
}

// MarshalText gives the form of [Set.String].
func (s Set) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [Set.String].
func (s *Set) UnmarshalText(text []byte) error {
	i := slices.Index(setWords[:], string(text))
	if i < 1 {
		return fmt.Errorf("is not a set; want calibration or validation")
	}
	*s = Set(i)
	return nil
}

// Published is a published number with where it was read. Ids that begin with C
// and D are of the calibration set, those with H were held out.
type Published struct {
	ID         string `json:"id"`
	Set        Set    `json:"set"`
	Measure    string `json:"measure"`
	Unit       string `json:"unit"`
	Population string `json:"population"`
	Year       string `json:"year"`
	N          int    `json:"n,omitempty"`
	Citation   string `json:"citation"`
	URL        string `json:"url"`
	Confidence string `json:"confidence"`
	Note       string `json:"note,omitempty"`
	// Value is a number, a list, an object of either by name, or words.
	Value json.RawMessage `json:"value"`
	SE    json.RawMessage `json:"se,omitempty"`
	SD    json.RawMessage `json:"sd,omitempty"`
	CI95  []float64       `json:"ci95,omitempty"`
}

//go:embed published.json
var publishedFile []byte

var published = sync.OnceValue(func() []Published {
	var out []Published
	if err := json.Unmarshal(publishedFile, &out); err != nil {
		panic("openiop: validate/published.json: " + err.Error()) // a broken build; the tests read it
	}
	return out
})

// AllPublished gives the published numbers, in the order of their ids.
func AllPublished() []Published { return slices.Clone(published()) }

// number gives a number of an entry: its value, or one of it by name. Of a list
// it gives the first, and numberAt another.
func number(id string, name ...string) float64 { return numberAt(0, id, name...) }

func numberAt(at int, id string, names ...string) float64 {
	names = append(names, "", "")
	name, also := names[0], names[1]
	i := slices.IndexFunc(published(), func(p Published) bool { return p.ID == id })
	var v any
	if i >= 0 {
		_ = json.Unmarshal(published()[i].Value, &v) // a number or not, as below
	}
	if m, ok := v.(map[string]any); ok {
		v = m[name]
	}
	if m, ok := v.(map[string]any); ok {
		v = m[also]
	}
	if list, ok := v.([]any); ok && at < len(list) {
		v = list[at]
	}
	x, ok := v.(float64)
	if !ok {
		panic(fmt.Sprintf("openiop: validate/published.json has no number %d of %s %s %s", at, id, name, also)) // a broken build; the tests ask for all
	}
	return x
}
