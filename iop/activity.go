package iop

import (
	"embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/openiop/openiop/internal/strictjson"
)

// Activity is what a block of time is: a kind of therapy, education, skills
// work, support, or something that is not treatment at all. There is one
// table of them, in iop/activities, a file each.
//
// An Activity is a small handle into that table, comparable and cheap to
// copy. Its number can differ between versions of the library; store the
// text. The zero Activity is invalid and means that none is stated.
type Activity uint8

// Format is who is in the room.
type Format string

// The formats.
const (
	Individual Format = "individual"
	Group      Format = "group"
	Family     Format = "family"
	Couple     Format = "couple"
	Telephone  Format = "telephone"
	Team       Format = "team"
)

// Standing is whether an activity counts as countable time under the default
// policy. The zero Standing is invalid.
type Standing uint8

// The standings. Depends is counted in full by default, as Counts is; the
// word says that authorities differ.
const (
	Counts Standing = iota + 1
	Depends
	DoesNotCount
)

var standings = [...]string{"", "yes", "depends", "no"}

// String gives "yes", "depends" or "no", "" for the zero Standing.
func (s Standing) String() string {
	if int(s) >= len(standings) {
		return ""
	}
	return standings[s]
}

// MarshalText gives the form of [Standing.String].
func (s Standing) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [Standing.String].
func (s *Standing) UnmarshalText(b []byte) error {
	if i := slices.Index(standings[:], string(b)); i > 0 {
		*s = Standing(i)
		return nil
	}
	return fmt.Errorf("is not a standing; want yes, depends or no")
}

// Range is a least, a most and a typical number; 0 means not stated.
type Range struct {
	Min     int `json:"min,omitempty"`
	Max     int `json:"max,omitempty"`
	Typical int `json:"typical,omitempty"`
}

// Dose is one measure of how much of an activity makes a course of it, such
// as 5 to 24 sessions.
type Dose struct {
	// Of is "sessions", "weeks", "months", "years", "contacts", "topics",
	// "cycles", or one of those "per week", "per month" or "per year".
	Of string `json:"of"`
	Range
}

// Part is one of several formats of an activity that differ in length.
type Part struct {
	Name    string `json:"name"`
	Minutes Range  `json:"minutes"`
}

// ActivityEvidence is how well an activity is supported by research, graded by the
// project: A trials and reviews agree, B some trials, C a usual component
// without trials of its own, D no evidence as treatment.
type ActivityEvidence struct {
	// Grade is "A" to "D", "" where the activity is not treatment.
	Grade string `json:"grade,omitempty"`
	// For limits the grade to some people or uses, "" for none.
	For        string     `json:"for,omitempty"`
	Basis      string     `json:"basis,omitempty"`
	Confidence Confidence `json:"confidence,omitzero"`
}

// Code is a code number of another vocabulary. Texts of the vocabularies are
// not shipped.
type Code struct {
	System     string     `json:"system"` // "hcpcs", "cpt" or "snomed"
	Code       string     `json:"code"`
	Confidence Confidence `json:"confidence,omitzero"`
}

// ActivityInfo is what the table says about an activity. Treat its slices as
// read-only: they are shared.
type ActivityInfo struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Aliases  []string `json:"aliases,omitempty"`
	Category string   `json:"category"`
	// Purpose says what the activity is for.
	Purpose        string           `json:"purpose"`
	Formats        []Format         `json:"formats,omitempty"`
	SessionMinutes Range            `json:"sessionMinutes,omitzero"`
	Parts          []Part           `json:"parts,omitempty"`
	Doses          []Dose           `json:"doses,omitempty"`
	Cadence        string           `json:"cadence,omitempty"`
	GroupSize      Range            `json:"groupSize,omitzero"`
	Evidence       ActivityEvidence `json:"evidence,omitzero"`
	// Standing and StandingWhy are whether the activity counts by default and
	// why.
	Standing    Standing `json:"standing"`
	StandingWhy string   `json:"standingWhy"`
	Credential  string   `json:"credential,omitempty"`
	Topics      []string `json:"topics,omitempty"`
	Codes       []Code   `json:"codes,omitempty"`
	Remarks     string   `json:"remarks,omitempty"`
	Sources     []Source `json:"sources,omitempty"`
}

//go:embed activities/*.json
var activityFiles embed.FS

// activityTable is the table in the order of ids; an Activity is an index
// into it plus one.
var activityTable = sync.OnceValue(func() []ActivityInfo {
	table, err := readActivities()
	if err != nil {
		panic("openiop: embedded activities: " + err.Error()) // a broken build; the tests read every file
	}
	return table
})

func readActivities() ([]ActivityInfo, error) {
	files, err := activityFiles.ReadDir("activities")
	if err != nil {
		return nil, err
	}
	var table []ActivityInfo
	for _, f := range files {
		name := "activities/" + f.Name()
		data, err := activityFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		n, err := strictjson.Parse(name, strictjson.Element{Data: data, Line: 1}, strictjson.Limits{Depth: 16})
		if err != nil {
			return nil, err
		}
		var info ActivityInfo
		if errs := strictjson.Decode(name, "", n, &info); len(errs) > 0 {
			return nil, errs[0]
		}
		if name != "activities/"+info.ID+".json" {
			return nil, fmt.Errorf("%s: the id is %q; want the name of the file", name, info.ID)
		}
		table = append(table, info)
	}
	slices.SortFunc(table, func(a, b ActivityInfo) int { return strings.Compare(a.ID, b.ID) })
	if len(table) > maxActivities {
		return nil, fmt.Errorf("%d activities; ActivitySet holds %d", len(table), maxActivities)
	}
	return table, nil
}

// ParseActivity reads the id of an activity, as in "relapse-prevention".
func ParseActivity(id string) (Activity, error) {
	table := activityTable()
	i, ok := slices.BinarySearchFunc(table, id, func(a ActivityInfo, id string) int { return strings.Compare(a.ID, id) })
	if !ok {
		return 0, fmt.Errorf("is not a known activity%s; see the files in iop/activities", nearest(id, table))
	}
	return Activity(i + 1), nil
}

func nearest(id string, table []ActivityInfo) string {
	for _, a := range table {
		if slices.Contains(a.Aliases, id) || id != "" && (strings.HasPrefix(a.ID, id) || strings.HasPrefix(id, a.ID)) {
			return fmt.Sprintf(" (did you mean %q?)", a.ID)
		}
	}
	return ""
}

// MustParseActivity is [ParseActivity] for literals; it panics where
// ParseActivity gives an error.
func MustParseActivity(id string) Activity {
	a, err := ParseActivity(id)
	if err != nil {
		panic(fmt.Sprintf("iop.MustParseActivity(%q): %v", id, err))
	}
	return a
}

// Activities yields all activities in the order of their ids.
func Activities() iter.Seq[Activity] {
	return func(yield func(Activity) bool) {
		for i := range activityTable() {
			if !yield(Activity(i + 1)) {
				return
			}
		}
	}
}

// IsValid reports whether a is in the table.
func (a Activity) IsValid() bool { return a != 0 && int(a) <= len(activityTable()) }

// Info gives what the table says about a, and the zero ActivityInfo for an
// invalid one.
func (a Activity) Info() ActivityInfo {
	if !a.IsValid() {
		return ActivityInfo{}
	}
	return activityTable()[a-1]
}

// Title gives the activity's name for people, "" for an invalid one.
func (a Activity) Title() string {
	if !a.IsValid() {
		return ""
	}
	return activityTable()[a-1].Title
}

// String gives the id, "" for an invalid activity.
func (a Activity) String() string {
	if !a.IsValid() {
		return ""
	}
	return activityTable()[a-1].ID
}

// AppendText appends the id.
func (a Activity) AppendText(b []byte) ([]byte, error) { return append(b, a.String()...), nil }

// MarshalText gives the id, "" for an invalid activity.
func (a Activity) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads the form of [ParseActivity]; "" gives the zero Activity.
func (a *Activity) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*a = 0
		return nil
	}
	*a, err = ParseActivity(string(b))
	return err
}

// maxActivities is how many activities an ActivitySet can tell apart.
const maxActivities = 128

// ActivitySet is a set of activities. The zero value is the empty set; sets
// are comparable with ==.
type ActivitySet struct {
	bits [maxActivities / 64]uint64
}

// NewActivitySet makes a set of activities; invalid ones are left out.
func NewActivitySet(list ...Activity) ActivitySet {
	var s ActivitySet
	for _, a := range list {
		s = s.With(a)
	}
	return s
}

// With gives the set with a added; an invalid activity adds nothing.
func (s ActivitySet) With(a Activity) ActivitySet {
	if a.IsValid() {
		s.bits[(a-1)/64] |= 1 << ((a - 1) % 64)
	}
	return s
}

// Without gives the set with a removed.
func (s ActivitySet) Without(a Activity) ActivitySet {
	if a.IsValid() {
		s.bits[(a-1)/64] &^= 1 << ((a - 1) % 64)
	}
	return s
}

// Has reports whether a is in the set.
func (s ActivitySet) Has(a Activity) bool {
	return a != 0 && a <= maxActivities && s.bits[(a-1)/64]&(1<<((a-1)%64)) != 0
}

// All yields the members in the order of their ids.
func (s ActivitySet) All() iter.Seq[Activity] {
	return func(yield func(Activity) bool) {
		for a := Activity(1); a <= maxActivities; a++ {
			if s.Has(a) && !yield(a) {
				return
			}
		}
	}
}
