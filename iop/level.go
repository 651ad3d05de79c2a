package iop

import "fmt"

// Level is a level of care, in tenths: Level21 is level 2.1. The numbers are
// those that clinical standards and state rules share; which edition of which
// standard defines a level, and by what, is data (see [Standard]). The order
// of levels is the order of their numbers.
//
// The zero Level is invalid and means that no level is stated.
type Level uint8

// The levels of care in use. Levels 1.5, 1.7 and 2.7 belong to newer editions
// of clinical standards, 0.5 and 3.3 to older ones.
const (
	Level05 Level = 5
	Level1  Level = 10
	Level15 Level = 15
	Level17 Level = 17
	Level21 Level = 21
	Level25 Level = 25
	Level27 Level = 27
	Level31 Level = 31
	Level33 Level = 33
	Level35 Level = 35
	Level37 Level = 37
	Level4  Level = 40
)

var levels = [...]struct {
	level Level
	text  string
	name  string
}{
	{Level05, "0.5", "early intervention"},
	{Level1, "1", "outpatient"},
	{Level15, "1.5", "outpatient therapy"},
	{Level17, "1.7", "medically managed outpatient"},
	{Level21, "2.1", "intensive outpatient"},
	{Level25, "2.5", "high-intensity outpatient (partial hospitalization)"},
	{Level27, "2.7", "medically managed intensive outpatient"},
	{Level31, "3.1", "low-intensity residential"},
	{Level33, "3.3", "population-specific residential"},
	{Level35, "3.5", "high-intensity residential"},
	{Level37, "3.7", "medically managed residential"},
	{Level4, "4", "medically managed inpatient"},
}

// ParseLevel reads a level as authorities write it, "2.1" or "4". "1.0" is
// the same as "1".
func ParseLevel(s string) (Level, error) {
	if s == "1.0" {
		return Level1, nil
	}
	for _, l := range levels {
		if l.text == s {
			return l.level, nil
		}
	}
	return 0, fmt.Errorf("is not a level of care; want one of 0.5, 1, 1.5, 1.7, 2.1, 2.5, 2.7, 3.1, 3.3, 3.5, 3.7, 4")
}

// IsValid reports whether l is one of the levels.
func (l Level) IsValid() bool { return l.String() != "" }

// String gives the number as authorities write it, "" for an invalid level.
func (l Level) String() string {
	for i := range levels {
		if levels[i].level == l {
			return levels[i].text
		}
	}
	return ""
}

// Name gives a neutral name in lower case, "" for an invalid level.
func (l Level) Name() string {
	for i := range levels {
		if levels[i].level == l {
			return levels[i].name
		}
	}
	return ""
}

// AppendText appends the form of [Level.String].
func (l Level) AppendText(b []byte) ([]byte, error) { return append(b, l.String()...), nil }

// MarshalText gives the form of [Level.String]; the zero Level gives "".
func (l Level) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText reads the form of [ParseLevel]; "" gives the zero Level.
func (l *Level) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*l = 0
		return nil
	}
	*l, err = ParseLevel(string(b))
	return err
}
