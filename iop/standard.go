package iop

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Kind says what sort of authority speaks.
type Kind string

// The kinds of standard.
const (
	Regulation       Kind = "regulation"
	Payer            Kind = "payer"
	ClinicalStandard Kind = "clinical-standard"
	Accreditation    Kind = "accreditation"
	BillingCode      Kind = "billing-code"
	AgencyGuidance   Kind = "guidance"
)

// Status says whether a standard still stands.
type Status string

// The statuses. The zero Status is current when read. Standards of another
// status load only on request and are marked in every finding.
const (
	Current    Status = ""
	Superseded Status = "superseded"
	Obsolete   Status = "obsolete"
	Legacy     Status = "legacy" // an older text that is still printed
)

// Straddling says by which of its days a week is judged on which a standard
// is in force only in part.
type Straddling string

// The straddlings. The zero Straddling is the first day.
const (
	ByFirstDay Straddling = ""
	ByLastDay  Straddling = "last-day"
)

// Standard is what one authority requires in one jurisdiction of one level of
// care for one population, in one edition and one period. Nothing is merged:
// a program that answers to two authorities is judged by two standards.
//
// Standards are read from JSON by [ReadStandards]; the fields are those of
// the files. Changes for a what-if go through the With methods, which leave
// the original alone.
type Standard struct {
	ID        StandardID `json:"id"`
	Title     string     `json:"title"`
	Authority string     `json:"authority"`
	Kind      Kind       `json:"kind"`
	// Jurisdiction is "US" or an ISO 3166-2 code such as "US-VA".
	Jurisdiction string `json:"jurisdiction"`
	// Edition is the edition of a clinical standard that is meant or adopted.
	Edition string `json:"edition,omitempty"`
	// Levels are the levels of care that the standard is about. Where the
	// source names a setting that is no level (day or night treatment), Levels
	// is empty and Setting has its word; the standard then applies only when it
	// is named. A Setting beside Levels is the source's word for them.
	Levels  []Level `json:"levels,omitempty"`
	Setting string  `json:"setting,omitempty"`
	// Population is the age group, absent for all ages; Ages the authority's
	// own age line; Special a group to which the standard is limited.
	Population Population `json:"population,omitzero"`
	Ages       Ages       `json:"ages,omitzero"`
	Special    string     `json:"special,omitempty"`
	// InForce is when the standard applies. An open start means that the day is
	// not known; it is treated as in force, and the finding says so.
	InForce Period `json:"inForce,omitzero"`
	// Straddling says which day decides for a week in which the standard begins
	// or ends; requirements on single days always go day by day.
	Straddling   Straddling   `json:"straddlingWeek,omitempty"`
	Status       Status       `json:"status,omitempty"`
	StatusRemark string       `json:"statusRemark,omitempty"`
	Confidence   Confidence   `json:"confidence"`
	Source       Source       `json:"source"`
	Requirements Requirements `json:"requirements,omitzero"`
	// Counting is the standard's own list of what counts.
	Counting *CountingList `json:"counting,omitempty"`
	// Derived are numbers that follow from the requirements by arithmetic. They
	// are shown, never judged.
	Derived []DerivedNumber `json:"derived,omitempty"`
	// Remarks are our notes on the text that was read; shown, never
	// interpreted. Recalled are notes that nobody has read in a source.
	Remarks  string   `json:"remarks,omitempty"`
	Recalled []string `json:"recalled,omitempty"`
}

// DerivedNumber is a number that follows from others by arithmetic.
type DerivedNumber struct {
	Of    string `json:"of"`
	Value int    `json:"value"`
	Unit  string `json:"unit"`
	Why   string `json:"why"`
}

// CountingList is a standard's own list of what counts, in the source's terms
// (see the table of phrases in iop/phrases.json) or as ids of activities.
type CountingList struct {
	// Closed lists say that only these count; open ones add to and take from
	// the policy in use.
	Closed   bool     `json:"closed,omitempty"`
	Counts   []string `json:"counts,omitempty"`
	Excludes []string `json:"excludes,omitempty"`
	Source   Source   `json:"source"`
}

// Audience gives whom the standard is for.
func (s *Standard) Audience() Audience {
	ages := s.Ages
	ages.Group = s.Population
	return Audience{Ages: ages, Special: s.Special}
}

// OnByDefault reports whether the standard is used without being asked for:
// it is current, and somebody has read its source.
func (s *Standard) OnByDefault() bool { return s.Status == Current && s.Confidence != Recalled }

// LevelText gives the level or levels as the standard words them: "2.1", or
// the source's own word for a setting.
func (s *Standard) LevelText() string {
	if len(s.Levels) == 1 {
		return s.Levels[0].String()
	}
	return s.Setting
}

// Fingerprint is the SHA-256 of the standard's canonical JSON in hexadecimal.
// Stored beside a report, it shows later by which numbers the report was made.
func (s *Standard) Fingerprint() string {
	b, err := json.Marshal(s)
	if err != nil {
		panic("iop: a standard does not marshal: " + err.Error()) // no field can fail
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Clone gives a copy that shares nothing with s.
func (s *Standard) Clone() Standard {
	c := *s
	c.Levels = append([]Level(nil), s.Levels...)
	c.Derived = append([]DerivedNumber(nil), s.Derived...)
	c.Recalled = append([]string(nil), s.Recalled...)
	if s.Counting != nil {
		list := *s.Counting
		list.Counts = append([]string(nil), list.Counts...)
		list.Excludes = append([]string(nil), list.Excludes...)
		c.Counting = &list
	}
	c.Requirements = s.Requirements.clone()
	return c
}

// With gives a copy with changed requirements, for asking what if. The change
// is made on the copy; whatever source it leaves in place is still cited, so
// set it to [SupposedSource] where the number is the caller's own, as the
// other With methods do.
func (s *Standard) With(change func(*Requirements)) Standard {
	c := s.Clone()
	change(&c.Requirements)
	return c
}

// WithWeeklyMinimum gives a copy whose weekly minimum is m minutes for
// everyone; the maximum stays.
func (s *Standard) WithWeeklyMinimum(m Minutes) Standard {
	return s.withWeekly(func(w *WeeklyHours) { h := Hours(m); w.Min = &h })
}

// WithWeeklyMaximum gives a copy whose weekly maximum is m minutes,
// inclusive; the minimum stays.
func (s *Standard) WithWeeklyMaximum(m Minutes) Standard {
	return s.withWeekly(func(w *WeeklyHours) { h := Hours(m); w.Max, w.MaxExclusive = &h, false })
}

func (s *Standard) withWeekly(change func(*WeeklyHours)) Standard {
	return s.With(func(r *Requirements) {
		if len(r.WeeklyHours) == 0 {
			r.WeeklyHours = List[WeeklyHours]{{Terms: supposedTerms(s)}}
		}
		for i := range r.WeeklyHours {
			change(&r.WeeklyHours[i])
			r.WeeklyHours[i].Source = SupposedSource(s)
		}
	})
}

// WithDailyMinimum gives a copy whose minimum for each service day is m
// minutes.
func (s *Standard) WithDailyMinimum(m Minutes) Standard {
	return s.With(func(r *Requirements) {
		r.DailyHours = List[DailyHours]{{Min: Hours(m), Terms: supposedTerms(s)}}
	})
}

// WithID gives a copy under another id, to be judged beside the original.
func (s *Standard) WithID(id StandardID) Standard {
	c := s.Clone()
	c.ID = id
	return c
}

// SupposedSource is the source of a caller's own number in a what-if.
func SupposedSource(s *Standard) Source {
	return Source{Authority: s.Authority, Locator: "supposed: a what-if on " + string(s.ID), Confidence: Supposed}
}

func supposedTerms(s *Standard) Terms { return Terms{Strength: Typical, Source: SupposedSource(s)} }

// WithoutRecalled gives a copy without the requirements that nobody has read
// in a source.
func (s *Standard) WithoutRecalled() Standard {
	c := s.Clone()
	c.Requirements.dropRecalled()
	return c
}

func (s *Standard) String() string { return fmt.Sprintf("%s (%s)", s.ID, s.Title) }
