package explore

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
)

type form struct {
	family Family
	fields []string
	make   func(x []float64) (Distribution, error)
}

// forms are the ways to write a distribution: the family, the names of its
// numbers, and what makes it of them. The first form of a family is the one
// that is written.
var forms = [...]form{
	{Point, []string{"value"}, func(x []float64) (Distribution, error) { return NewPoint(x[0]) }},
	{Uniform, []string{"min", "max"}, func(x []float64) (Distribution, error) { return NewUniform(x[0], x[1]) }},
	{Triangular, []string{"min", "mode", "max"}, func(x []float64) (Distribution, error) { return NewTriangular(x[0], x[1], x[2]) }},
	{Normal, []string{"mean", "sd"}, func(x []float64) (Distribution, error) { return NewNormal(x[0], x[1]) }},
	{Lognormal, []string{"median", "sigma"}, func(x []float64) (Distribution, error) { return NewLognormal(x[0], x[1]) }},
	{Beta, []string{"alpha", "beta"}, func(x []float64) (Distribution, error) { return NewBeta(x[0], x[1]) }},
	{Beta, []string{"mean", "sd"}, func(x []float64) (Distribution, error) { return NewBetaMean(x[0], x[1]) }},
	{Gamma, []string{"shape", "scale"}, func(x []float64) (Distribution, error) { return NewGamma(x[0], x[1]) }},
	{Gamma, []string{"mean", "sd"}, func(x []float64) (Distribution, error) { return NewGammaMean(x[0], x[1]) }},
}

// MarshalJSON writes {"family": "normal", "mean": 0, "sd": 0.3} and the like;
// null for a distribution that is not stated.
func (d Distribution) MarshalJSON() ([]byte, error) {
	if !d.IsStated() {
		return []byte("null"), nil
	}
	return []byte(d.write(`{"family":"`, `","`, `":`, `,"`, "}")), nil
}

// String gives the form normal(mean 0, sd 0.3), "" for a distribution that is
// not stated.
func (d Distribution) String() string {
	if !d.IsStated() {
		return ""
	}
	return d.write("", "(", " ", ", ", ")")
}

func (d Distribution) write(open, first, between, next, end string) string {
	var b strings.Builder
	b.WriteString(open + d.family.String())
	x := [...]float64{d.a, d.b, d.c}
	i := slices.IndexFunc(forms[:], func(f form) bool { return f.family == d.family })
	for j, field := range forms[i].fields {
		if j == 0 {
			b.WriteString(first)
		} else {
			b.WriteString(next)
		}
		b.WriteString(field + between + strconv.FormatFloat(x[j], 'g', -1, 64))
	}
	return b.String() + end
}

// UnmarshalJSON reads what [Distribution.MarshalJSON] writes, strictly: an
// unknown family or field, a number that is missing or out of range is an
// error. Gamma and beta may be given by mean and sd.
func (d *Distribution) UnmarshalJSON(data []byte) error {
	n, err := strictjson.Parse("distribution", strictjson.Element{Data: data, Line: 1}, strictjson.Limits{Bytes: 1 << 12, Depth: 4, Nodes: 32})
	if err != nil {
		return err
	}
	return errors.Join(strictjson.Decode("distribution", "", n, d)...)
}

// DecodeStrict reads a distribution for the strict reader.
func (d *Distribution) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	*d = Distribution{}
	if n.Kind == strictjson.Null {
		return
	}
	if n.Kind != strictjson.Object {
		c.Errorf(`is %s; want an object such as {"family": "normal", "mean": 0, "sd": 0.3}`, n.Kind)
		return
	}
	family, fields, ok := d.parts(c, n)
	if !ok {
		return
	}
	var wants []string
	for _, f := range forms {
		if f.family.String() != family {
			continue
		}
		x, all := pick(fields, f.fields)
		if all && len(fields) == len(f.fields) {
			var err error
			if *d, err = f.make(x); err != nil {
				c.Errorf("%v", err)
			}
			return
		}
		wants = append(wants, strings.Join(f.fields, ", "))
	}
	if wants == nil {
		c.At("family").Errorf("is not a family; want one of %s", strings.Join(familyNames[1:], ", "))
		return
	}
	c.Errorf("has other numbers than a %s distribution; want exactly %s", family, strings.Join(wants, "; or "))
}

// field is a number of a distribution by its name.
type field struct {
	name  string
	value float64
}

// parts gives the family and the numbers of an object.
func (d *Distribution) parts(c *strictjson.Context, n *strictjson.Node) (family string, fields []field, ok bool) {
	ok = true
	for _, f := range n.Fields {
		if f.Name == "family" {
			if family, ok = f.Value.Text, f.Value.Kind == strictjson.String; !ok {
				c.At("family").Errorf("is %s; want one of %s", f.Value.Kind, strings.Join(familyNames[1:], ", "))
				return "", nil, false
			}
			continue
		}
		x, err := strconv.ParseFloat(f.Value.Text, 64)
		if f.Value.Kind != strictjson.Number || err != nil {
			c.At(f.Name).Errorf("is %s; want a number", aNumber(f.Value))
			return "", nil, false
		}
		fields = append(fields, field{f.Name, x})
	}
	return family, fields, true
}

func aNumber(n *strictjson.Node) string {
	if n.Kind == strictjson.Number {
		return fmt.Sprintf("%.20s", n.Text)
	}
	return n.Kind.String()
}

func pick(fields []field, names []string) (x []float64, all bool) {
	for _, name := range names {
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		if i < 0 {
			return nil, false
		}
		x = append(x, fields[i].value)
	}
	return x, true
}
