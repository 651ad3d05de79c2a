package fhir

import (
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Concept names something that this package writes a code for, such as
// "activity/group-therapy". The names are listed in docs/fhir.md and do not
// change once released.
type Concept string

// Codes says which codes stand for which concepts. The zero Codes are the
// embedded table: codes that were seen in an authoritative artifact. A concept
// without a code is written as its text alone, and a concept with one has its
// text too. Codes is a value: With gives another one.
type Codes struct {
	own    []coded
	levels []levelMap
}

// coded is a concept with its codes. The first is written; every one is
// understood.
type coded struct {
	concept Concept
	codings []Coding
}

// With gives the codes with other ones for a concept; none means that its text
// stands alone. The first coding is written and every one is understood, unless
// all of them are to be written, see [Codes.Concept]. docs/fhir.md lists the
// concepts; one that there is not changes nothing ([ReadCodes] refuses it).
func (c Codes) With(k Concept, codings ...Coding) Codes {
	own := slices.Clone(c.own)
	own = slices.DeleteFunc(own, func(o coded) bool { return o.concept == k })
	c.own = append(own, coded{k, slices.Clone(codings)})
	return c
}

// of gives the codings of a concept.
func (c Codes) of(k Concept) []Coding {
	for i := range c.own {
		if c.own[i].concept == k {
			return c.own[i].codings
		}
	}
	for _, table := range codeTables() {
		for i := range table {
			if table[i].concept == k {
				return table[i].codings
			}
		}
	}
	return nil
}

// codeTables are the embedded tables.
func codeTables() [2][]coded { return [2][]coded{scheduleCodes, clinicalCodes} }

// Concept gives a concept with its first code, if it has any, and a text.
func (c Codes) Concept(k Concept, text string) CodeableConcept {
	v := CodeableConcept{Text: text}
	if codings := c.of(k); len(codings) > 0 {
		v.Coding = []Coding{codings[0]}
	}
	return v
}

// Is reports whether a concept that was read has one of the codes of k.
func (c Codes) Is(v *CodeableConcept, k Concept) bool {
	return slices.ContainsFunc(c.of(k), func(w Coding) bool { return v.Has(w.System, w.Code) })
}

// Find gives the first concept whose name begins with a prefix, such as
// "activity/", and of which v has a code. The caller's own codes come first.
func (c Codes) Find(v *CodeableConcept, prefix string) (Concept, bool) {
	lists := [...][]coded{c.own, codeTables()[0], codeTables()[1]}
	for n, list := range lists {
		for i := range list {
			k := list[i].concept
			if strings.HasPrefix(string(k), prefix) && (n == 0 || !c.overrides(k)) && c.Is(v, k) {
				return k, true
			}
		}
	}
	return "", false
}

// overrides reports whether the caller has codes of their own for a concept.
func (c Codes) overrides(k Concept) bool {
	return slices.ContainsFunc(c.own, func(o coded) bool { return o.concept == k })
}

// activity gives an activity: its id in our own vocabulary, a code of another
// one where there is one, and its title.
func (c Codes) activity(a iop.Activity) CodeableConcept {
	if a == 0 {
		return CodeableConcept{}
	}
	info := a.Info()
	v := CodeableConcept{Coding: []Coding{{System: ActivitySystem, Code: info.ID, Display: info.Title}}, Text: info.Title}
	if more := c.of(Concept("activity/" + info.ID)); len(more) > 0 {
		v.Coding = append(v.Coding, more[0])
	}
	return v
}

// activityOf reads an activity: by our own vocabulary first, then by the codes
// of others. Several activities can share such a code; the first in the table is
// taken, with shared true.
func (c Codes) activityOf(v *CodeableConcept) (a iop.Activity, shared, ok bool) {
	if id := v.Code(ActivitySystem); id != "" {
		a, err := iop.ParseActivity(id)
		return a, false, err == nil
	}
	k, ok := c.Find(v, "activity/")
	if !ok {
		return 0, false, false
	}
	a, err := iop.ParseActivity(strings.TrimPrefix(string(k), "activity/"))
	return a, true, err == nil
}

// LevelMap is a vocabulary of others that says something of a level of care.
type LevelMap uint8

// The maps. None is written unless it is asked for.
const (
	// LevelHCPCS writes H0015 for level 2.1: a billing code for intensive
	// outpatient services.
	LevelHCPCS LevelMap = iota + 1
	// LevelTEDS writes SERVICES of the Treatment Episode Data Set: 6 for level
	// 2.1, 7 for level 1. TEDS defines no address; the one written is ours.
	LevelTEDS
)

type levelMap struct {
	of     LevelMap
	coding []levelCoding
}

type levelCoding struct {
	level  iop.Level
	coding Coding
}

var levelMaps = [...]levelMap{
	{LevelHCPCS, []levelCoding{{iop.Level21, Coding{System: systemHCPCS, Code: "H0015"}}}},
	{LevelTEDS, []levelCoding{
		{iop.Level21, Coding{System: systemTEDS, Code: "6"}},
		{iop.Level1, Coding{System: systemTEDS, Code: "7"}},
	}},
}

// WithLevels gives codes that also write a level of care as these maps have it.
func (c Codes) WithLevels(maps ...LevelMap) Codes {
	c.levels = slices.Clone(c.levels)
	for _, m := range levelMaps {
		if slices.Contains(maps, m.of) {
			c.levels = append(c.levels, m)
		}
	}
	return c
}

// Level gives a level of care: its number in our own vocabulary, the maps that
// were asked for, and its name. An invalid level gives the zero concept.
func (c Codes) Level(l iop.Level) CodeableConcept {
	if !l.IsValid() {
		return CodeableConcept{}
	}
	text := "level " + l.String() + ", " + l.Name()
	v := CodeableConcept{Coding: []Coding{{System: LevelSystem, Code: l.String(), Display: text}}, Text: text}
	for _, m := range c.levels {
		for _, k := range m.coding {
			if k.level == l {
				v.Coding = append(v.Coding, k.coding)
			}
		}
	}
	return v
}

// LevelOf reads a level of care: by our own vocabulary, else by H0015 or TEDS.
func (c Codes) LevelOf(v *CodeableConcept) (iop.Level, bool) {
	if code := v.Code(LevelSystem); code != "" {
		l, err := iop.ParseLevel(code)
		return l, err == nil
	}
	for _, m := range levelMaps {
		for _, k := range m.coding {
			// Public data has the address of HCPCS with https too.
			if v.Has(k.coding.System, k.coding.Code) || k.coding.System == systemHCPCS && v.Has(secureHCPCS, k.coding.Code) {
				return k.level, true
			}
		}
	}
	return 0, false
}
