package drugtest

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/openiop/openiop/internal/strictjson"
)

// Cadence is how often an authority, a payer or guidance wants or allows
// tests. Several hold side by side.
type Cadence struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Setting is whom it is for; a rule for opioid treatment programs does not
	// bind others.
	Setting string `json:"setting"`
	// Jurisdiction is an ISO 3166-2 code, "" for none in particular.
	Jurisdiction string `json:"jurisdiction,omitempty"`
	// Early and Stable are the paces of the two phases, nil where the source
	// says nothing.
	Early  *Pace   `json:"early,omitempty"`
	Stable *Pace   `json:"stable,omitempty"`
	Limits []Limit `json:"limits,omitempty"`
}

// Pace bounds the days from one test to the next.
type Pace struct {
	// Days is how long the phase lasts, 0 where the source does not say.
	Days   int `json:"days,omitempty"`
	MinGap int `json:"minGap"`
	MaxGap int `json:"maxGap"`
	// Note says what is our own reading.
	Note string `json:"note,omitempty"`
	Cited
}

// Limit bounds the number of tests in any stretch of days.
type Limit struct {
	// AtMost and AtLeast are numbers of tests, 0 for no bound.
	AtMost  int    `json:"atMost,omitempty"`
	AtLeast int    `json:"atLeast,omitempty"`
	Days    int    `json:"days"`
	Note    string `json:"note,omitempty"`
	Cited
}

var embeddedCadences = sync.OnceValue(func() []Cadence {
	var out []Cadence
	mustRead("cadences.json", &out)
	slices.SortFunc(out, func(a, b Cadence) int { return strings.Compare(a.ID, b.ID) })
	return out
})

// Cadences yields the cadences that ship with the library, by id. Recalled
// ones are none of them.
func Cadences() iter.Seq[Cadence] { return slices.Values(embeddedCadences()) }

// CadenceByID gives a cadence that ships with the library.
func CadenceByID(id string) (Cadence, bool) {
	for c := range Cadences() {
		if c.ID == id {
			return c, true
		}
	}
	return Cadence{}, false
}

// Check reports a cadence that says nothing. It is part of the strict reader.
func (k *Cadence) Check(c *strictjson.Context) {
	if k.ID == "" || k.Title == "" || k.Setting == "" {
		c.Errorf("lacks id, title or setting; say whose cadence it is and whom it is for")
	}
	if k.Early == nil && k.Stable == nil && len(k.Limits) == 0 {
		c.Errorf("says nothing; want early, stable or limits")
	}
}

// Check reports a pace that cannot be kept. It is part of the strict reader.
func (p *Pace) Check(c *strictjson.Context) {
	p.bind(c, &Class{})
	if p.MinGap < 1 || p.MaxGap < p.MinGap || p.Days < 0 {
		c.Errorf("cannot be kept; want minGap of at least 1 and maxGap of no less")
	}
}

// Check reports a limit that bounds nothing. It is part of the strict reader.
func (l *Limit) Check(c *strictjson.Context) {
	l.bind(c, &Class{})
	if l.Days < 1 || l.AtMost < 0 || l.AtLeast < 0 || l.AtMost == 0 && l.AtLeast == 0 {
		c.Errorf("bounds nothing; want atMost or atLeast tests in a number of days")
	}
}
