package schedule

import (
	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// Program is a program design as published: the pinned format of the files.
// An absent field is not stated, which differs from zero.
type Program struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
	// CalledItself is what the program says it is; a label to compare with.
	CalledItself   Label          `json:"calledItself,omitempty"`
	Population     iop.Population `json:"population,omitzero"`
	PopulationNote string         `json:"populationNote,omitempty"`
	// Timezone is an IANA name, needed only to put the design on dates.
	Timezone            string     `json:"timezone,omitempty"`
	ClaimedHoursPerWeek Number     `json:"claimedHoursPerWeek,omitzero"`
	Weeks               Number     `json:"weeks,omitzero"`
	GroupSize           Number     `json:"groupSize,omitzero"`
	Source              *Published `json:"source,omitempty"`
	Phases              []Phase    `json:"phases,omitempty"`
	Blocks              []Block    `json:"blocks,omitempty"`
	Statements          Statements `json:"statements,omitzero"`
	Note                string     `json:"note,omitempty"`
}

// Published is where a design was published. Confidence is free text.
type Published struct {
	URL        string `json:"url,omitempty"`
	Confidence string `json:"confidence,omitempty"`
}

// Statements are what the page says in words. They are kept, never
// interpreted.
type Statements struct {
	Family      string `json:"family,omitempty"`
	Aftercare   string `json:"aftercare,omitempty"`
	DrugTesting string `json:"drugTesting,omitempty"`
	Holidays    string `json:"holidays,omitempty"`
	Attendance  string `json:"attendance,omitempty"`
}

// Label is what a program calls itself. The zero Label means that it does not
// say.
type Label string

// The labels.
const (
	LabelIOP          Label = "iop"
	LabelPHP          Label = "php"
	LabelOP           Label = "op"
	LabelDayTreatment Label = "day-treatment"
	LabelStepDown     Label = "step-down"
	LabelAftercare    Label = "aftercare"
)

// Level gives the level of care that the label claims, and false for labels
// that claim none.
func (l Label) Level() (iop.Level, bool) {
	switch l {
	case LabelIOP:
		return iop.Level21, true
	case LabelPHP, LabelDayTreatment:
		return iop.Level25, true
	case LabelOP:
		return iop.Level1, true
	}
	return 0, false
}

// Phase is a stretch of a program. DaysPerWeek and ClaimedHoursPerWeek are
// claims to compare with, never counted.
type Phase struct {
	Name                string `json:"name"`
	Weeks               Number `json:"weeks,omitzero"`
	DaysPerWeek         Number `json:"daysPerWeek,omitzero"`
	ClaimedHoursPerWeek Number `json:"claimedHoursPerWeek,omitzero"`
	Note                string `json:"note,omitempty"`
}

// Block is something that happens in the week.
type Block struct {
	Title    string       `json:"title,omitempty"`
	Activity iop.Activity `json:"activity,omitzero"`
	Days     Days         `json:"days,omitzero"`
	// Start and End are wall-clock times; an End before Start is past midnight.
	Start Clock `json:"start,omitzero"`
	End   Clock `json:"end,omitzero"`
	// Minutes is the length of one occurrence, BreakMinutes the stated breaks
	// inside it, ClinicalMinutesMax how much of it is clinical at most.
	Minutes            Number `json:"minutes,omitzero"`
	BreakMinutes       Number `json:"breakMinutes,omitzero"`
	ClinicalMinutesMax Number `json:"clinicalMinutesMax,omitzero"`
	// WeeklyMinutes is a weekly total where length or days are not published.
	WeeklyMinutes  Number            `json:"weeklyMinutes,omitzero"`
	PerWeek        Number            `json:"perWeek,omitzero"`
	PerWeekByPhase map[string]Number `json:"perWeekByPhase,omitempty"`
	// TotalOccurrences is for the whole program instead of a week.
	TotalOccurrences Number `json:"totalOccurrences,omitzero"`
	// AttendDaysPerWeek is how many of Days one client attends.
	AttendDaysPerWeek Number `json:"attendDaysPerWeek,omitzero"`
	// Weeks are the program weeks in which the block runs.
	Weeks WeekRange `json:"weeks,omitzero"`
	Track string    `json:"track,omitempty"`
	Phase string    `json:"phase,omitempty"`
	// AlternativeTo is the title of the block that this one is taken instead of.
	AlternativeTo string         `json:"alternativeTo,omitempty"`
	Rotates       []iop.Activity `json:"rotates,omitempty"`
	Optional      bool           `json:"optional,omitempty"`
	Within        Within         `json:"within,omitzero"`
	AfterProgram  bool           `json:"afterProgram,omitempty"`
	// CountsAsClinical is the author's own statement; nil if there is none.
	CountsAsClinical *bool `json:"countsAsClinical,omitempty"`
}

// WeekRange is a range of program weeks, counted from 1; 0 leaves a side open.
type WeekRange struct {
	From int `json:"from,omitempty"`
	To   int `json:"to,omitempty"`
}

// DecodeStrict reads an object with from and to. A stated 0 differs from a
// side that is left out; it is kept as -1 for the check of the block.
func (w *WeekRange) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	var stated struct {
		From *int `json:"from"`
		To   *int `json:"to"`
	}
	c.Value(n, &stated)
	take := func(side *int) int {
		switch {
		case side == nil:
			return 0
		case *side == 0:
			return -1
		}
		return *side
	}
	w.From, w.To = take(stated.From), take(stated.To)
}

// IsStated reports whether the range limits anything.
func (w WeekRange) IsStated() bool { return w != WeekRange{} }

// Contains reports whether a program week lies in the range.
func (w WeekRange) Contains(week int) bool {
	return week >= w.From && (w.To == 0 || week <= w.To)
}

// length gives the length of one occurrence: the stated minutes, else the
// clock; ok is false when neither is stated.
func (b *Block) length() (n Number, ok bool) {
	if b.Minutes.IsStated() {
		return b.Minutes, true
	}
	if m, ok := b.clockMinutes(); ok {
		return Whole(int(m)), true
	}
	return Number{}, false
}

// clockMinutes gives the time from start to end, if both are stated.
func (b *Block) clockMinutes() (m iop.Minutes, ok bool) {
	if !b.Start.IsStated() || !b.End.IsStated() {
		return 0, false
	}
	m = b.End.Minutes() - b.Start.Minutes()
	if m < 0 {
		m += 24 * 60
	}
	return m, true
}

// Tracks gives the names of the tracks in the order in which blocks first
// name them; a program without any has the single track "".
func (p *Program) Tracks() []string {
	seen := map[string]bool{}
	var tracks []string
	for i := range p.Blocks {
		if t := p.Blocks[i].Track; t != "" && !seen[t] {
			seen[t] = true
			tracks = append(tracks, t)
		}
	}
	if tracks == nil {
		return []string{""}
	}
	return tracks
}
