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

// ParseHours reads decimal hours such as "9" or "5.5". It is an error if they
// are negative, absurdly large, or not a whole number of minutes within a
// thousandth of a minute.
func ParseHours(s string) (Hours, error) {
	const places, tolerance = 6, 1_000_000 / 1000 // of a minute, in millionths
	millionths, err := strictjson.ParseFixed(s, places)
	minutes := (millionths*60 + 500_000) / 1_000_000
	off := millionths*60 - minutes*1_000_000
	if err != nil || minutes > 100_000*60 || off > tolerance || off < -tolerance {
		return 0, fmt.Errorf("is not a number of hours; want one such as 9 or 5.5, a whole number of minutes")
	}
	return Hours(minutes), nil
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
