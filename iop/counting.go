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

// CountingPolicy says which time counts as countable. Policies are values:
// start from a preset and change a copy.
type CountingPolicy struct {
	// Name is the preset's name, or the id of the standard whose list it is.
	Name string
	// Title says in a few words what the policy does.
	Title string
	// Counted are the activities whose time counts.
	Counted ActivitySet
	// CountBreaks counts the stated breaks inside a block; by default they are
	// left out.
	CountBreaks bool
	// HourMinutes is how long a counted hour is: 50 credits each whole 50
	// minutes of a session as 60. 0 or 60 means that an hour is an hour.
	HourMinutes Minutes
	// EducationMax is the most education time that counts in a week; 0 means
	// that there is no cap.
	EducationMax Minutes
	Source       Source
}

// SameCount reports whether two policies count every schedule alike.
func (p *CountingPolicy) SameCount(q *CountingPolicy) bool {
	return p.Counted == q.Counted && p.CountBreaks == q.CountBreaks && p.EducationMax == q.EducationMax &&
		p.hour() == q.hour()
}

func (p *CountingPolicy) hour() Minutes {
	if p.HourMinutes == 0 {
		return 60
	}
	return p.HourMinutes
}

// Credit gives what a session of some countable minutes counts as under the
// policy's hour: with an hour of 50 minutes, 50 count as 60, 100 as 120, and
// 90 as 90. A session never counts as less than its own minutes.
func (p *CountingPolicy) Credit(m Minutes) Minutes {
	if h := p.hour(); h < 60 {
		return max(m, m/h*60)
	}
	return m
}

//go:embed counting/*.json phrases.json
var countingFiles embed.FS

type presetFile struct {
	Name         string   `json:"name"`
	Title        string   `json:"title"`
	Only         []string `json:"only"`   // phrases or ids; absent = the default
	Add          []string `json:"add"`    // on top of the default
	Remove       []string `json:"remove"` // from the default
	CountBreaks  bool     `json:"countBreaks"`
	HourMinutes  int      `json:"hourMinutes"`
	EducationMax int      `json:"educationMaxMinutes"`
	Source       Source   `json:"source"`
}

type phrase struct {
	Phrase     string     `json:"phrase"`
	Activities []Activity `json:"activities"`
	Why        string     `json:"why"`
}

// phraseTable is the one table that turns the words of authorities into
// activities.
var phraseTable = sync.OnceValue(func() map[string][]Activity {
	var list struct {
		Phrases []phrase `json:"phrases"`
	}
	mustDecode("phrases.json", &list)
	table := map[string][]Activity{}
	for _, p := range list.Phrases {
		table[p.Phrase] = p.Activities
	}
	return table
})

var presets = sync.OnceValue(func() []CountingPolicy {
	files, err := countingFiles.ReadDir("counting")
	if err != nil {
		panic(err) // cannot happen: the folder is embedded
	}
	var out []CountingPolicy
	for _, f := range files {
		var p presetFile
		mustDecode("counting/"+f.Name(), &p)
		out = append(out, p.policy())
	}
	return out
})

// mustDecode reads an embedded file; a problem is a broken build, which the
// tests show.
func mustDecode(name string, dst any) {
	data, err := countingFiles.ReadFile(name)
	if err != nil {
		panic("openiop: " + err.Error())
	}
	n, err := strictjson.Parse(name, strictjson.Element{Data: data, Line: 1}, strictjson.Limits{})
	if err != nil {
		panic("openiop: " + err.Error())
	}
	if errs := strictjson.Decode(name, "", n, dst); len(errs) > 0 {
		panic("openiop: " + errs[0].Error())
	}
}

func (f *presetFile) policy() CountingPolicy {
	p := CountingPolicy{
		Name: f.Name, Title: f.Title, Source: f.Source, CountBreaks: f.CountBreaks,
		HourMinutes: Minutes(f.HourMinutes), EducationMax: Minutes(f.EducationMax),
		Counted: countedByDefault(),
	}
	if len(f.Only) > 0 {
		p.Counted = ActivitySet{}
	}
	add, remove := slices.Concat(f.Only, f.Add), f.Remove
	if err := p.change(add, remove); err != nil {
		panic("openiop: counting preset " + f.Name + ": " + err.Error())
	}
	return p
}

func countedByDefault() ActivitySet {
	var s ActivitySet
	for a := range Activities() {
		if a.Info().Standing != DoesNotCount {
			s = s.With(a)
		}
	}
	return s
}

// termActivities gives the activities that a term of a counting list stands
// for: the id of an activity, or a phrase of the table.
func termActivities(term string) ([]Activity, error) {
	if a, err := ParseActivity(term); err == nil {
		return []Activity{a}, nil
	}
	if list, ok := phraseTable()[term]; ok {
		return list, nil
	}
	return nil, fmt.Errorf("%q is neither an activity nor a phrase of iop/phrases.json; use the id of an activity", term)
}

func (p *CountingPolicy) change(add, remove []string) error {
	for _, term := range add {
		list, err := termActivities(term)
		if err != nil {
			return err
		}
		for _, a := range list {
			p.Counted = p.Counted.With(a)
		}
	}
	for _, term := range remove {
		list, err := termActivities(term)
		if err != nil {
			return err
		}
		for _, a := range list {
			p.Counted = p.Counted.Without(a)
		}
	}
	return nil
}

// DefaultCounting is the library's own policy: stated breaks do not count,
// and of the activities those do that the table says count or depend.
func DefaultCounting() CountingPolicy {
	p, _ := CountingPreset("default")
	return p
}

// CountingPreset gives a named policy; each says whose it is.
func CountingPreset(name string) (CountingPolicy, error) {
	var names []string
	for p := range CountingPresets() {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return CountingPolicy{}, fmt.Errorf("%q is not a counting preset; want one of %s", name, strings.Join(names, ", "))
}

// CountingPresets yields the named policies in the order of their names.
func CountingPresets() iter.Seq[CountingPolicy] { return slices.Values(presets()) }

// CountingUnder gives the policy by which the standard counts, starting from
// base: its own closed list, its additions and removals, or base itself. own
// reports whether the standard has a list.
func (s *Standard) CountingUnder(base CountingPolicy) (policy CountingPolicy, own bool) {
	if s.Counting == nil {
		return base, false
	}
	p := base
	p.Name, p.Title, p.Source = string(s.ID), "the standard's own list", s.Counting.Source
	if s.Counting.Closed {
		p.Counted = ActivitySet{}
	}
	if err := p.change(s.Counting.Counts, s.Counting.Excludes); err != nil {
		return base, false // the strict reader has refused such a list
	}
	return p, true
}
