package iop

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/shopspring/decimal"
)

// Hours is a number of minutes that files write as decimal hours: 19.9 in a
// file is 1194 minutes here.
type Hours Minutes

// maxHourDigits bounds the text of a number before it is parsed: decimal
// arithmetic on long numbers is slow (facts/dependencies.md).
const maxHourDigits = 12

// ParseHours reads decimal hours such as "9" or "5.5". It is an error if they
// are negative, absurdly large, or not a whole number of minutes within a
// thousandth of a minute.
func ParseHours(s string) (Hours, error) {
	bad := fmt.Errorf("is not a number of hours; want one such as 9 or 5.5, a whole number of minutes")
	if len(s) > maxHourDigits || strings.ContainsAny(s, "eE+") {
		return 0, bad
	}
	d, err := decimal.NewFromString(s)
	if err != nil || d.IsNegative() || d.GreaterThan(decimal.NewFromInt(100_000)) {
		return 0, bad
	}
	m := d.Mul(decimal.NewFromInt(60))
	whole := m.Round(0)
	if m.Sub(whole).Abs().GreaterThan(decimal.New(1, -3)) {
		return 0, bad
	}
	return Hours(whole.IntPart()), nil
}

// String gives decimal hours without trailing zeros, to six places.
func (h Hours) String() string {
	s := decimal.NewFromInt(int64(h)).DivRound(decimal.NewFromInt(60), 6).StringFixed(6)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// MarshalJSON gives a JSON number of hours.
func (h Hours) MarshalJSON() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalJSON reads a JSON number as [ParseHours] does.
func (h *Hours) UnmarshalJSON(b []byte) (err error) {
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return err
	}
	*h, err = ParseHours(n.String())
	return err
}

// DecodeStrict reads a number for the strict reader.
func (h *Hours) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	if n.Kind != strictjson.Number {
		c.Errorf("is %s; want a number of hours", n.Kind)
		return
	}
	v, err := ParseHours(n.Text)
	if err != nil {
		c.Errorf("%v", err)
	}
	*h = v
}
