package schedule

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// micro is the fineness of numbers in files: six decimal places.
const micro = 1_000_000

// Number is a number of the program format: exact, or a range with either
// side open. The zero Number is not stated. Numbers are comparable with ==.
type Number struct {
	low, high       int64 // in millionths
	hasLow, hasHigh bool
}

// Whole is an exact whole number.
func Whole(n int) Number { return WholeRange(n, n) }

// WholeRange is a range of whole numbers.
func WholeRange(low, high int) Number {
	return Number{int64(low) * micro, int64(high) * micro, true, true}
}

// IsStated reports whether the number says anything.
func (n Number) IsStated() bool { return n.hasLow || n.hasHigh }

// bounds gives the range as whole numbers just outside it; open is true when
// there is no upper side. A missing lower side is 0.
func (n Number) bounds() (low, high int, open bool) {
	return int(n.low / micro), int((n.high + micro - 1) / micro), !n.hasHigh
}

// rats gives both sides exactly; high is nil when it is open.
func (n Number) rats() (low, high *big.Rat) {
	low = big.NewRat(n.low, micro)
	if n.hasHigh {
		high = big.NewRat(n.high, micro)
	}
	return low, high
}

// MarshalJSON gives a bare number for an exact one, and a range otherwise.
func (n Number) MarshalJSON() ([]byte, error) {
	switch {
	case !n.IsStated():
		return []byte("null"), nil
	case n.hasLow && n.hasHigh && n.low == n.high:
		return []byte(microText(n.low)), nil
	case !n.hasHigh:
		return []byte(`{"min":` + microText(n.low) + `}`), nil
	case !n.hasLow:
		return []byte(`{"max":` + microText(n.high) + `}`), nil
	}
	return []byte(`{"min":` + microText(n.low) + `,"max":` + microText(n.high) + `}`), nil
}

func microText(v int64) string {
	s := fmt.Sprintf("%d.%06d", v/micro, v%micro)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// UnmarshalJSON reads the form of [Number.MarshalJSON].
func (n *Number) UnmarshalJSON(b []byte) error {
	*n = Number{}
	if string(b) == "null" {
		return nil
	}
	var j struct{ Min, Max *json.Number }
	if b[0] != '{' {
		var one json.Number
		if err := json.Unmarshal(b, &one); err != nil {
			return err
		}
		j.Min, j.Max = &one, &one
	} else if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	return n.set(j.Min, j.Max)
}

func (n *Number) set(low, high *json.Number) (err error) {
	if low != nil {
		n.hasLow = true
		if n.low, err = parseMicro(low.String()); err != nil {
			return err
		}
	}
	if high != nil {
		n.hasHigh = true
		if n.high, err = parseMicro(high.String()); err != nil {
			return err
		}
	}
	if n.hasLow && n.hasHigh && n.low > n.high {
		return fmt.Errorf("has its min above its max; want min up to max")
	}
	return nil
}

// parseMicro reads a decimal number in millionths.
func parseMicro(s string) (int64, error) {
	v, err := strictjson.ParseFixed(s, 6)
	if err != nil || v > 1_000_000*micro {
		return 0, fmt.Errorf("is %.24s; want a number from 0 to 1000000 with at most six decimals", s)
	}
	return v, nil
}

// DecodeStrict reads a bare number or an object with min and max.
func (n *Number) DecodeStrict(c *strictjson.Context, node *strictjson.Node) {
	*n = Number{}
	switch node.Kind {
	case strictjson.Null:
	case strictjson.Number:
		v := json.Number(node.Text)
		n.report(c, n.set(&v, &v))
	case strictjson.Object:
		n.decodeRange(c, node)
	default:
		c.Errorf("is %s; want a number, or an object with min and max", node.Kind)
	}
}

func (n *Number) decodeRange(c *strictjson.Context, node *strictjson.Node) {
	var low, high *json.Number
	for _, f := range node.Fields {
		v := json.Number(f.Value.Text)
		switch {
		case f.Name != "min" && f.Name != "max":
			c.At(f.Name).Errorf("is not a field of a range; want min and max")
		case f.Value.Kind == strictjson.Null:
		case f.Value.Kind != strictjson.Number:
			c.At(f.Name).Errorf("is %s; want a number", f.Value.Kind)
		case f.Name == "min":
			low = &v
		default:
			high = &v
		}
	}
	n.report(c, n.set(low, high))
}

func (n *Number) report(c *strictjson.Context, err error) {
	if err != nil {
		c.Errorf("%v", err)
		*n = Number{}
	}
}

// Days is the list of days of a block, as a set.
type Days struct {
	Set iop.Weekdays
}

// MarshalJSON gives a list of day names in the order of the week.
func (d Days) MarshalJSON() ([]byte, error) {
	return json.Marshal(strings.Fields(d.Set.String()))
}

// UnmarshalJSON reads a list of day names.
func (d *Days) UnmarshalJSON(b []byte) error {
	var list []iop.Weekday
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	for _, day := range list {
		d.Set = d.Set.With(day)
	}
	return nil
}

// DecodeStrict reads a list of day names, each at most once.
func (d *Days) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	var list []iop.Weekday
	c.Value(n, &list)
	for i, day := range list {
		if day.IsValid() && d.Set.Has(day) {
			c.At(fmt.Sprintf("[%d]", i)).Errorf("stands twice; state how often in perWeek")
		}
		if day.IsValid() {
			d.Set = d.Set.With(day)
		}
	}
}

// Clock is a local wall-clock time. The zero Clock is not stated.
type Clock struct {
	plus1 int16 // minute of the day plus one
}

// NewClock gives a time of the day.
func NewClock(hour, minute int) Clock { return Clock{int16(hour*60 + minute + 1)} }

// IsStated reports whether a time is stated.
func (k Clock) IsStated() bool { return k.plus1 != 0 }

// Minutes gives the minutes from midnight; of a time that is not stated, -1.
func (k Clock) Minutes() iop.Minutes { return iop.Minutes(k.plus1 - 1) }

// String gives HH:MM, "" if no time is stated.
func (k Clock) String() string {
	if !k.IsStated() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", k.Minutes()/60, k.Minutes()%60)
}

// MarshalText gives the form of [Clock.String].
func (k Clock) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads HH:MM from 00:00 to 23:59.
func (k *Clock) UnmarshalText(b []byte) error {
	digit := func(i int) int { return int(b[i]) - '0' }
	if len(b) == 5 && b[2] == ':' {
		h, m := digit(0)*10+digit(1), digit(3)*10+digit(4)
		if min(digit(0), digit(1), digit(3), digit(4)) >= 0 && max(digit(1), digit(4)) <= 9 && h < 24 && m < 60 {
			*k = NewClock(h, m)
			return nil
		}
	}
	return fmt.Errorf("is not a time; want HH:MM from 00:00 to 23:59")
}

// Within says that a block happens inside another one, such as an individual
// session during a group, and so adds nothing on top of it. Files write true
// or the title of the other block.
type Within struct {
	Set   bool
	Title string
}

// MarshalJSON gives the title, or true without one.
func (w Within) MarshalJSON() ([]byte, error) {
	if w.Title != "" {
		return json.Marshal(w.Title)
	}
	return json.Marshal(w.Set)
}

// UnmarshalJSON reads the form of [Within.MarshalJSON].
func (w *Within) UnmarshalJSON(b []byte) error {
	*w = Within{}
	if json.Unmarshal(b, &w.Title) == nil {
		w.Set = w.Title != ""
		return nil
	}
	return json.Unmarshal(b, &w.Set)
}

// DecodeStrict reads a boolean or a title.
func (w *Within) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	switch n.Kind {
	case strictjson.Null:
	case strictjson.Bool:
		w.Set = n.True
	case strictjson.String:
		*w = Within{Set: n.Text != "", Title: n.Text}
	default:
		c.Errorf("is %s; want true or the title of the block it happens in", n.Kind)
	}
}

// Bounds gives both sides in millionths; a side that is not stated is 0, and
// bounded is false where there is no upper one.
func (n Number) Bounds() (low, high int64, bounded bool) { return n.low, n.high, n.hasHigh }
