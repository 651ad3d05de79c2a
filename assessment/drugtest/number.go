package drugtest

import (
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// Number is an exact decimal number of a file that may be unknown. The zero
// Number is unknown.
type Number struct{ iop.Amount }

// IsZero reports whether the number is unknown.
func (n Number) IsZero() bool { return !n.IsKnown() }

// maxDecimals is the most decimals of a number of a file.
const maxDecimals = 9

// DecodeStrict reads a number of at most nine digits before the point and nine
// after it; null is unknown.
func (n *Number) DecodeStrict(c *strictjson.Context, node *strictjson.Node) {
	switch node.Kind {
	case strictjson.Null:
		return
	case strictjson.Number:
	default:
		c.Errorf("is %s; want a number", node.Kind)
		return
	}
	digits, negative := strings.CutPrefix(node.Text, "-")
	units, err := strictjson.ParseFixed(digits, maxDecimals)
	if err != nil {
		c.Errorf("is %.20s; %v", node.Text, err)
		return
	}
	if negative {
		units = -units
	}
	n.Amount = iop.DecimalAmount(units, maxDecimals)
}
