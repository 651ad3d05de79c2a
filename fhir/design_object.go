package fhir

import (
	"strings"

	"github.com/openiop/openiop/iop"
)

// designObject writes an object of the program format.
type designObject struct{ out []byte }

func (o *designObject) open() { o.out = append(o.out, '{') }
func (o *designObject) shut() { o.out = append(o.out, '}') }

// comma separates what comes next from what stands before, if anything does.
func (o *designObject) comma(open byte) {
	if o.out[len(o.out)-1] != open {
		o.out = append(o.out, ',')
	}
}

func (o *designObject) key(name string) {
	o.comma('{')
	o.out = append(appendQuoted(o.out, name), ':')
}

// text writes a text, nothing for "".
func (o *designObject) text(name, s string) {
	if s != "" {
		o.key(name)
		o.out = appendQuoted(o.out, s)
	}
}

// span writes a number, or a range if high is known.
func (o *designObject) span(name string, low, high Decimal) {
	o.key(name)
	if !high.IsKnown() {
		o.out = append(o.out, low.text...)
		return
	}
	o.out = append(o.out, `{"min":`+low.text+`,"max":`+high.text+`}`...)
}

func (o *designObject) days(name string, set iop.Weekdays) {
	o.key(name)
	o.out = append(o.out, `["`+strings.Join(strings.Fields(set.String()), `","`)+`"]`...)
}
