package assessment

import (
	"encoding/json"
	"strconv"

	"github.com/openiop/openiop/iop"
)

// AppendJSON appends the result as one JSON object on one line:
//
//	{"instrument", "status", "total", "subscales": {}, "band", "bands": {},
//	 "flags": {}, "answered", "missing": []}
//
// null stands where there is no value. Names are in the order of the
// instrument's file, so the same result gives the same bytes.
func (r *Result) AppendJSON(b []byte) []byte {
	b = append(b, `{"instrument":`...)
	b = appendText(b, r.Instrument)
	b = append(b, `,"status":"`...)
	b = append(b, r.Status.String()...)
	b = append(b, `","total":`...)
	b = r.Total.AppendJSON(b)
	b = append(b, `,"subscales":{`...)
	for i, s := range r.Subscales {
		b = s.Score.AppendJSON(appendName(b, i, s.ID))
	}
	b = append(b, `},"band":`...)
	b = appendLabel(b, r.Band)
	b = append(b, `,"bands":{`...)
	for i, l := range r.Bands {
		b = appendLabel(appendName(b, i, l.Of), l.Label)
	}
	b = append(b, `},"flags":{`...)
	for i, f := range r.Flags {
		b = appendText(appendName(b, i, f.Name), f.State.String())
	}
	b = append(b, `},"answered":`...)
	b = strconv.AppendInt(b, int64(r.Answered), 10)
	b = append(b, `,"missing":[`...)
	for i, id := range r.Missing {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, id)
	}
	return append(b, `]}`...)
}

// MarshalJSON gives the form of [Result.AppendJSON].
func (r Result) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil), nil }

func appendName(b []byte, i int, name string) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return append(appendText(b, name), ':')
}

// appendLabel appends a text, or null for none.
func appendLabel(b []byte, label string) []byte {
	if label == "" {
		return append(b, "null"...)
	}
	return appendText(b, label)
}

// appendText appends a JSON text. Names of the library need no escaping; what
// does is left to encoding/json.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(s) // a string always marshals
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// InvalidResult is the result of an input that could not be read: it keeps its
// place in a batch.
func (s *Scorer) InvalidResult() Result {
	return Result{Instrument: s.in.ID, Version: s.in.Version, Coding: Raw, Status: StatusInvalid}
}

// Evidence gives a dated result as evidence: its scores, bands and flags. What
// the answers left open is unknown, never zero and never no.
func (s *Scorer) Evidence(on iop.Date, r *Result) []iop.Evidence {
	var out []iop.Evidence
	add := func(kind iop.EvidenceKind, of string, v iop.Value, src iop.Source) {
		out = append(out, iop.Evidence{Kind: kind, Of: of, Date: on, Value: v, Source: src})
	}
	in := &s.in
	if in.Total != nil {
		add(iop.EvidenceScore, in.ID, iop.NumberValue(r.Total), in.sourceOf(in.Total))
	}
	for i := range in.Subscales {
		sub := &in.Subscales[i]
		add(iop.EvidenceScore, in.ID+"/"+sub.ID, iop.NumberValue(r.Subscale(sub.ID)), in.sourceOf(sub))
	}
	if src, ok := in.bandSource(r.BandSet); ok {
		add(iop.EvidenceBand, in.ID, iop.WordValue(r.Band), src)
	}
	for _, f := range r.Flags {
		word := f.State.String()
		if f.State == Unknown {
			word = ""
		}
		add(iop.EvidenceFlag, in.ID+"/"+f.Name, iop.WordValue(word), in.flagSource(f.Name, r.CutSet))
	}
	return out
}

func (in *Instrument) sourceOf(s *Scale) iop.Source {
	if s.Source != nil {
		return *s.Source
	}
	return in.Source
}

func (in *Instrument) bandSource(name string) (iop.Source, bool) {
	if in.Category != nil && in.Category.Name == name {
		return in.Category.Source, true
	}
	if in.Total != nil {
		for i := range in.Total.BandSets {
			if in.Total.BandSets[i].Name == name {
				return in.Total.BandSets[i].Source, true
			}
		}
	}
	return iop.Source{}, false
}

func (in *Instrument) flagSource(name, cutSet string) iop.Source {
	for i := range in.Flags {
		if in.Flags[i].Name == name {
			return in.Flags[i].Source
		}
	}
	for i := range in.Checks {
		if in.Checks[i].Name == name {
			return in.Checks[i].Source
		}
	}
	for i := range in.Cutoffs {
		if name == positiveFlag && in.Cutoffs[i].Name == cutSet {
			return in.Cutoffs[i].Source
		}
	}
	return in.Source
}
