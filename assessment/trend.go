package assessment

import (
	"errors"
	"fmt"
	"slices"

	"github.com/openiop/openiop/iop"
)

// Dated is a value of a day.
type Dated[T any] struct {
	Date  iop.Date
	Value T
}

// Course is which way a score moved between two points. The zero Course is
// unknown.
type Course string

// The courses. They follow the direction of the scale: a falling score of a
// scale on which higher is worse is Better.
const (
	CourseUnknown Course = "unknown"
	Better        Course = "better"
	Worse         Course = "worse"
	Same          Course = "same"
)

// Verdict says what a change amounts to under a threshold. The zero Verdict is
// invalid.
type Verdict string

// The verdicts. Without a threshold that somebody published or the caller
// supplied the verdict is ThresholdUnknown; none is ever invented.
const (
	Improved  Verdict = "improved"
	Worsened  Verdict = "worsened"
	Unchanged Verdict = "unchanged"
	// Reached and NotReached are of a response or a remission.
	Reached          Verdict = "reached"
	NotReached       Verdict = "not-reached"
	ThresholdUnknown Verdict = "threshold-unknown"
	// ScoreUnknown: there is no score to judge.
	ScoreUnknown Verdict = "score-unknown"
)

// Change is the change from the first score to the latest under one rule.
type Change struct {
	// Rule is the threshold, with its source.
	Rule    ChangeRule
	Verdict Verdict
}

// Gap is a stretch between two results that is outside the interval.
type Gap struct {
	From, To iop.Date
	Days     int
	// Late says that it is longer than the interval; otherwise it is shorter.
	Late bool
}

// TrendOptions are what a caller may set. The zero TrendOptions use what the
// instrument publishes.
type TrendOptions struct {
	// Scale is the subscale to follow, "" for the total.
	Scale string
	// Rules are the caller's own thresholds; they come after those of the
	// instrument. Give a Source of [iop.Supposed] confidence to a reliable
	// change index of your own.
	Rules []ChangeRule
	// Interval replaces the instrument's.
	Interval *Interval
	// Until is the day up to which the last result may have become overdue;
	// zero leaves that open.
	Until iop.Date
}

// Trend is a series of scores of one scale.
type Trend struct {
	Instrument string
	Scale      string
	Direction  Direction
	// Points are the results in the order of their dates, with their scores,
	// which may be unknown.
	Points []Dated[iop.Amount]
	// First, Latest and Best are the known scores so named; their dates are
	// zero where there is none. Of equal best ones it is the first.
	First, Latest, Best Dated[iop.Amount]
	// Course is from the first known score to the latest; Lately from the one
	// before the latest.
	Course, Lately Course
	// Changes judge the change from first to latest under each rule. Where no
	// rule says what an important or reliable change is, the last is
	// [ThresholdUnknown].
	Changes []Change
	// Interval is the interval used, nil if unknown; then there are no Gaps.
	Interval *Interval
	Gaps     []Gap
	// Recalled says that a threshold or the interval is recalled.
	Recalled bool
}

// ErrNotTrendable says that an instrument shows no progress over time.
var ErrNotTrendable = errors.New("is not for following progress")

// Trend follows a scale through results of different days. It is an error,
// because only like is compared with like, if a result is of another
// instrument, version or coding, or if two are of one day; if the instrument is
// not for following progress ([ErrNotTrendable]); or if the scale is none.
//
// Results without a score stay in the series as unknown: they are neither
// zero nor left out of the gaps.
func (s *Scorer) Trend(series []Dated[Result], opt TrendOptions) (Trend, error) {
	in := &s.in
	t := Trend{Instrument: in.ID, Scale: opt.Scale, Course: CourseUnknown, Lately: CourseUnknown}
	if t.Scale == "" {
		t.Scale = totalName
	}
	scale := in.scale(t.Scale)
	switch {
	case !in.Trendable:
		return Trend{}, fmt.Errorf("%s: %w: %s", in.ID, ErrNotTrendable, in.TrendNote)
	case scale == nil:
		return Trend{}, fmt.Errorf("%s: %q is no scale; want %s", in.ID, t.Scale, in.scaleNames())
	}
	if err := errors.Join(s.alike(series), in.checkOptions(&opt)); err != nil {
		return Trend{}, err
	}
	t.Direction = scale.Direction
	for i := range series {
		t.Points = append(t.Points, Dated[iop.Amount]{series[i].Date, series[i].Value.Scale(t.Scale)})
	}
	slices.SortStableFunc(t.Points, func(a, b Dated[iop.Amount]) int { return a.Date.Compare(b.Date) })
	for i := 1; i < len(t.Points); i++ {
		if t.Points[i].Date == t.Points[i-1].Date {
			return Trend{}, fmt.Errorf("%s: two results of %s; keep one for each day", in.ID, t.Points[i].Date)
		}
	}
	t.ends()
	t.judge(in, opt)
	t.gaps(in, opt)
	return t, nil
}

// checkOptions checks what the caller set.
func (in *Instrument) checkOptions(opt *TrendOptions) error {
	for i := range opt.Rules {
		r := &opt.Rules[i]
		if in.scale(r.Scale) == nil || !r.oneThreshold() {
			return fmt.Errorf("%s: rule %d is not usable; want a scale of the instrument and one of points and percent, or max for a remission", in.ID, i+1)
		}
	}
	if i := opt.Interval; i != nil && (i.MaxDays < 1 || i.MinDays < 0 || i.MinDays > i.MaxDays) {
		return fmt.Errorf("%s: the interval has no days; want MinDays up to MaxDays, at least 1", in.ID)
	}
	return nil
}

func (in *Instrument) scaleNames() string {
	list := names(in.Subscales, func(s *Scale) string { return s.ID })
	switch {
	case in.Total == nil:
		return list
	case len(in.Subscales) == 0:
		return totalName
	}
	return totalName + ", " + list
}

// alike checks that results may be compared.
func (s *Scorer) alike(series []Dated[Result]) error {
	for i := range series {
		r := &series[i].Value
		switch {
		case !series[i].Date.IsValid():
			return fmt.Errorf("%s: result %d has no date", s.in.ID, i+1)
		case r.Instrument != s.in.ID:
			return fmt.Errorf("%s: result %d is of %s; compare results of one instrument", s.in.ID, i+1, r.Instrument)
		case r.Version != s.in.Version:
			return fmt.Errorf("%s: result %d is of version %s, not %s; compare results of one version", s.in.ID, i+1, r.Version, s.in.Version)
		case r.Coding != series[0].Value.Coding:
			return fmt.Errorf("%s: result %d is coded %s, the first %s; compare results of one coding", s.in.ID, i+1, r.Coding, series[0].Value.Coding)
		}
	}
	return nil
}

// ends finds the scores that a series is summed up by.
func (t *Trend) ends() {
	before := Dated[iop.Amount]{}
	for _, p := range t.Points {
		if !p.Value.IsKnown() {
			continue
		}
		if !t.First.Date.IsValid() {
			t.First, t.Best = p, p
		}
		if t.course(t.Best.Value, p.Value) == Better {
			t.Best = p
		}
		before, t.Latest = t.Latest, p
	}
	if before.Date.IsValid() {
		t.Course, t.Lately = t.course(t.First.Value, t.Latest.Value), t.course(before.Value, t.Latest.Value)
	}
}

// course says which way it is from a to b.
func (t *Trend) course(a, b iop.Amount) Course {
	n := b.Compare(a)
	if t.Direction == HigherWorse {
		n = -n
	}
	return [...]Course{Worse, Same, Better}[n+1]
}

// gaps lists where results are further apart, or closer, than the interval.
func (t *Trend) gaps(in *Instrument, opt TrendOptions) {
	if t.Interval = in.Interval; opt.Interval != nil {
		t.Interval = opt.Interval
	}
	if t.Interval == nil {
		return
	}
	t.Recalled = t.Recalled || t.Interval.Source.Confidence == iop.Recalled
	add := func(from, to iop.Date, open bool) {
		days := from.DaysUntil(to)
		if late := days > t.Interval.MaxDays; late || days < t.Interval.MinDays && !open {
			t.Gaps = append(t.Gaps, Gap{from, to, days, late})
		}
	}
	for i := 1; i < len(t.Points); i++ {
		add(t.Points[i-1].Date, t.Points[i].Date, false)
	}
	if n := len(t.Points); n > 0 && opt.Until.IsValid() && t.Points[n-1].Date.Before(opt.Until) {
		add(t.Points[n-1].Date, opt.Until, true)
	}
}
