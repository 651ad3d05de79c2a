package assessment

import "github.com/openiop/openiop/iop"

// judge judges the change from first to latest under every rule there is.
func (t *Trend) judge(in *Instrument, opt TrendOptions) {
	sized := false
	for _, list := range [][]ChangeRule{in.Changes, opt.Rules} {
		for _, r := range list {
			if name := r.Scale; name != t.Scale && (name != "" || t.Scale != totalName) {
				continue
			}
			sized = sized || r.Kind == ChangeReliable || r.Kind == ChangeImportant
			t.Recalled = t.Recalled || r.Source.Confidence == iop.Recalled
			t.Changes = append(t.Changes, Change{r, t.verdict(&r)})
		}
	}
	if !sized {
		t.Changes = append(t.Changes, Change{ChangeRule{Kind: ChangeImportant, Scale: t.Scale}, ThresholdUnknown})
	}
}

func (t *Trend) verdict(r *ChangeRule) Verdict {
	if !t.Latest.Value.IsKnown() {
		return ScoreUnknown
	}
	if r.Max != nil {
		if t.Latest.Value.Compare(iop.WholeAmount(int64(*r.Max))) <= 0 {
			return Reached
		}
		return NotReached
	}
	if t.Course == CourseUnknown {
		return ScoreUnknown // one score is no change
	}
	reached := t.reaches(r)
	switch {
	case r.Kind == ChangeResponse && reached && t.Course == Better:
		return Reached
	case r.Kind == ChangeResponse:
		return NotReached
	case reached && t.Course == Better:
		return Improved
	case reached && t.Course == Worse:
		return Worsened
	}
	return Unchanged
}

// reaches reports whether the change is at least as large as a threshold.
// Percent are of the first score: of a first score of 0 there is no percent.
func (t *Trend) reaches(r *ChangeRule) bool {
	const places = 2
	first, _ := t.First.Value.Units(places)
	latest, _ := t.Latest.Value.Units(places)
	size := max(latest-first, first-latest)
	switch {
	case r.Points > 0:
		return size >= int64(r.Points)*100
	case r.Percent > 0:
		return first > 0 && size*100 >= first*int64(r.Percent)
	}
	return false
}

// Evidence gives a trend as evidence: for every rule, what the change from the
// first score to the latest amounts to, dated by the latest. Without a score
// or a threshold the value is unknown.
func (t *Trend) Evidence() []iop.Evidence {
	var out []iop.Evidence
	for i := range t.Changes {
		c := &t.Changes[i]
		v := iop.WordValue(string(c.Verdict))
		if c.Verdict == ThresholdUnknown || c.Verdict == ScoreUnknown {
			v = iop.Value{}
		}
		of := t.Instrument
		if t.Scale != totalName {
			of += "/" + t.Scale
		}
		out = append(out, iop.Evidence{Kind: iop.EvidenceChange, Of: of + "/" + string(c.Rule.Kind), Date: t.Latest.Date, Value: v, Source: c.Rule.Source})
	}
	return out
}
