package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// group is one conclusion, and everywhere it holds.
type group struct {
	*iop.Finding // the first of them
	wheres       []iop.Where
	found        []*iop.Finding
}

// alike is what findings of one group have in common.
type alike struct {
	rule     iop.RuleID
	standard iop.StandardID
	outcome  iop.Outcome
	severity iop.Severity
	measured iop.Quantity
	required iop.Bound
	place    string
	source   *iop.Source
}

// groups joins findings that say the same of several weeks or tracks, in the
// order of the first of each.
func groups(r iop.Report) []*group {
	var out []*group
	at := map[alike]*group{}
	for f := range r.All() {
		k := alike{f.Rule.ID, f.Standard, f.Outcome, f.Severity, f.Measured, f.Required, f.Where.Place, f.Source}
		if g := at[k]; g != nil {
			g.wheres, g.found = append(g.wheres, f.Where), append(g.found, f)
			continue
		}
		at[k] = &group{f, []iop.Where{f.Where}, []*iop.Finding{f}}
		out = append(out, at[k])
	}
	return out
}

// places words where findings about a result hold.
func (r *result) places(wheres []iop.Where) string {
	text := places(wheres, r.tracks)
	if r.calendar != nil && text == wholeProgram {
		return "the whole calendar"
	}
	if r.roster && text == wholeProgram {
		return "the whole record"
	}
	return text
}

// wholeProgram is where a finding holds that is about no week in particular.
const wholeProgram = "the whole program"

// places words a list of places: "weeks 1-4, 9", "evening: week 3", "every
// track".
func places(wheres []iop.Where, tracks []string) string {
	byTrack := map[string][]iop.Where{}
	for _, w := range wheres {
		byTrack[w.Track] = append(byTrack[w.Track], w)
	}
	if list := byTrack[""]; list != nil {
		return orWhole(weeksOf(list), wholeProgram)
	}
	var names, texts []string // of each track that occurs
	for _, t := range tracks {
		if list := byTrack[t]; list != nil {
			names, texts = append(names, t), append(texts, weeksOf(list))
		}
	}
	same := !slices.ContainsFunc(texts, func(s string) bool { return s != texts[0] })
	switch {
	case same && len(names) > 1 && len(names) == len(tracks):
		return joinPlace("every track", texts[0])
	case same && len(names) > 0:
		return joinPlace(listWords(names, "and"), texts[0])
	}
	parts := make([]string, len(names))
	for i := range names {
		parts[i] = joinPlace(names[i], texts[i])
	}
	return strings.Join(parts, "; ")
}

func joinPlace(track, weeks string) string {
	if weeks == "" {
		return track
	}
	return track + ": " + weeks
}

func orWhole(s, whole string) string {
	if s == "" {
		return whole
	}
	return s
}

// weeksOf words the weeks of one track. Weeks without a number are named by
// their phase.
func weeksOf(wheres []iop.Where) string {
	var parts []string
	for i := 0; i < len(wheres); i++ {
		first := wheres[i]
		if first.Week == 0 {
			if first.Phase != "" {
				parts = append(parts, first.Phase)
			}
			continue
		}
		last, onePhase := first, true
		for i+1 < len(wheres) && wheres[i+1].Week == last.Week+1 {
			i++
			last = wheres[i]
			onePhase = onePhase && last.Phase == first.Phase
		}
		text := weekRange(first.Week, last.Week)
		if first.Phase != "" && onePhase && !strings.EqualFold(unbroken(first.Phase), text) {
			text += " [" + first.Phase + "]"
		}
		if first.From.IsValid() {
			text += " (from" + hard + dateText(first.From) + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func weekRange(from, to int) string {
	if from == to {
		return fmt.Sprintf("week"+hard+"%d", from)
	}
	return fmt.Sprintf("weeks"+hard+"%d-%d", from, to)
}

// listWords joins words as a sentence does: "a, b and c".
func listWords(list []string, last string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + last + " " + list[len(list)-1]
}

// placesTitle is places at the head of a paragraph. The names of tracks and
// phases stay as the program writes them.
func placesTitle(wheres []iop.Where, tracks []string) string {
	text := places(wheres, tracks)
	for _, own := range []string{"week", "every track", wholeProgram} {
		if strings.HasPrefix(text, own) {
			return sentence(text)
		}
	}
	return text
}

// whereOf gives the place of a row.
func whereOf(w *schedule.Week) iop.Where {
	return iop.Where{Track: w.Track, Phase: w.Phase, Week: w.Number, From: w.From}
}
