package strictjson

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Unmarshaler is implemented by types whose JSON form is not that of their Go
// form, such as a number that may also be written as a range. The method
// reports problems through c.
type Unmarshaler interface {
	DecodeStrict(c *Context, n *Node)
}

// Checker is implemented by types with conditions of their own; Check is
// called after the fields are decoded without a problem.
type Checker interface {
	Check(c *Context)
}

// Context is the place in the file that is being decoded.
type Context struct {
	file   string
	path   string
	line   int
	node   *Node // what stands at the place, nil if nothing does
	errs   *[]error
	failed *int
}

// maxProblems is the most problems of one element that are reported.
const maxProblems = 1000

// Errorf reports a problem at the current place.
func (c *Context) Errorf(format string, args ...any) {
	if *c.failed++; *c.failed > maxProblems {
		return
	}
	if *c.failed == maxProblems {
		format, args = "is one problem of very many; the rest are not listed", nil
	}
	*c.errs = append(*c.errs, &Error{File: c.file, Line: c.line, Path: strings.TrimPrefix(c.path, "."), Problem: fmt.Sprintf(format, args...)})
}

// At gives the place of a field, of an item where name is like "[2]", or of an
// item of a field where it is like "blocks[2]". The line is that of the value
// there, and of the nearest one around it if there is none.
func (c *Context) At(name string) *Context {
	field, index, isItem := strings.Cut(name, "[")
	d := c
	if field != "" {
		d = d.child("."+field, c.node.field(field))
	}
	if isItem {
		i, _ := strconv.Atoi(strings.TrimSuffix(index, "]"))
		d = d.child("["+index, d.node.item(i))
	}
	return d
}

// child gives a place under c, with what stands there.
func (c *Context) child(step string, n *Node) *Context {
	d := *c
	d.path += step
	if d.node = n; n != nil {
		d.line = n.Line
	}
	return &d
}

// Decode fills dst, a pointer to a struct, from n. It reports every problem
// it meets and returns them in the order of the file.
func Decode(file, path string, n *Node, dst any) []error {
	var errs []error
	failed := 0
	c := &Context{file: file, path: path, line: n.Line, node: n, errs: &errs, failed: &failed}
	c.Value(n, dst)
	return errs
}

// Value decodes n into dst, a pointer, at the place of c.
func (c *Context) Value(n *Node, dst any) { c.value(n, reflect.ValueOf(dst).Elem()) }

var (
	strictType = reflect.TypeFor[Unmarshaler]()
	textType   = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func (c *Context) value(n *Node, v reflect.Value) {
	c.line, c.node = n.Line, n
	if v.Kind() == reflect.Pointer {
		if n.Kind == Null {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		c.value(n, v.Elem())
		return
	}
	before := *c.failed
	switch addr := v.Addr(); {
	case addr.Type().Implements(strictType):
		addr.Interface().(Unmarshaler).DecodeStrict(c, n)
	case addr.Type().Implements(textType):
		c.text(n, addr.Interface().(encoding.TextUnmarshaler))
	default:
		c.plain(n, v)
	}
	if check, ok := v.Addr().Interface().(Checker); ok && *c.failed == before {
		check.Check(c)
	}
}

func (c *Context) text(n *Node, t encoding.TextUnmarshaler) {
	if n.Kind == Null {
		return
	}
	if n.Kind != String {
		c.Errorf("is %s; want a text", n.Kind)
		return
	}
	if err := t.UnmarshalText([]byte(n.Text)); err != nil {
		c.Errorf("%v", err)
	}
}

func (c *Context) plain(n *Node, v reflect.Value) {
	if n.Kind == Null {
		return // null is "not stated", the same as an absent field
	}
	switch v.Kind() {
	case reflect.String:
		if c.want(n, String) {
			v.SetString(n.Text)
		}
	case reflect.Bool:
		if c.want(n, Bool) {
			v.SetBool(n.True)
		}
	case reflect.Int, reflect.Int64, reflect.Int32:
		c.integer(n, v)
	case reflect.Float64:
		c.float(n, v)
	case reflect.Slice:
		c.slice(n, v)
	case reflect.Map:
		c.mapping(n, v)
	case reflect.Struct:
		c.object(n, v)
	default:
		panic("strictjson: no decoding for " + v.Type().String())
	}
}

func (c *Context) want(n *Node, k Kind) bool {
	if n.Kind != k {
		c.Errorf("is %s; want %s", n.Kind, k)
	}
	return n.Kind == k
}

func (c *Context) integer(n *Node, v reflect.Value) {
	if !c.want(n, Number) {
		return
	}
	i, err := strconv.ParseInt(n.Text, 10, 32)
	if err != nil {
		c.Errorf("is %.20s; want a whole number up to %d", n.Text, 1<<31-1)
		return
	}
	v.SetInt(i)
}

func (c *Context) float(n *Node, v reflect.Value) {
	if !c.want(n, Number) {
		return
	}
	x, err := strconv.ParseFloat(n.Text, 64)
	if err != nil {
		c.Errorf("is %.20s; want a number up to 1e308", n.Text)
		return
	}
	v.SetFloat(x)
}

func (c *Context) slice(n *Node, v reflect.Value) {
	if !c.want(n, Array) {
		return
	}
	if len(n.Items) == 0 {
		return // an empty list means the same as an absent field
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	for i, item := range n.Items {
		c.child(fmt.Sprintf("[%d]", i), item).value(item, v.Index(i))
	}
}

func (c *Context) mapping(n *Node, v reflect.Value) {
	if !c.want(n, Object) {
		return
	}
	if len(n.Fields) == 0 {
		return // as an empty list, the same as an absent field
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Fields)))
	for _, f := range n.Fields {
		at := c.child("."+f.Name, f.Value)
		key, err := mapKey(v.Type().Key(), f.Name)
		if err != nil {
			at.Errorf("%v", err)
			continue
		}
		elem := reflect.New(v.Type().Elem()).Elem()
		at.value(f.Value, elem)
		v.SetMapIndex(key, elem)
	}
}

// mapKey makes a key of a name: a text that unmarshals, or a string.
func mapKey(t reflect.Type, name string) (reflect.Value, error) {
	key := reflect.New(t)
	if text, ok := key.Interface().(encoding.TextUnmarshaler); ok {
		return key.Elem(), text.UnmarshalText([]byte(name))
	}
	key.Elem().SetString(name)
	return key.Elem(), nil
}

func (c *Context) object(n *Node, v reflect.Value) {
	if !c.want(n, Object) {
		return
	}
	for _, f := range n.Fields {
		at := c.child("."+f.Name, f.Value)
		field := fieldNamed(v, f.Name)
		if !field.IsValid() {
			names := fieldNames(v.Type())
			at.Errorf("is not a field of this format%s; the fields are %s", suggest(f.Name, names), strings.Join(names, ", "))
			continue
		}
		at.value(f.Value, field)
	}
}

// fieldNamed finds the field of a struct that has a JSON name, looking into
// embedded structs.
func fieldNamed(v reflect.Value, name string) (found reflect.Value) {
	t := v.Type()
	for i := range t.NumField() {
		sf := t.Field(i)
		if isEmbedded(&sf) {
			if inner := fieldNamed(v.Field(i), name); inner.IsValid() {
				return inner
			}
		}
		if name != "" && jsonName(&sf) == name {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// fieldNames lists the JSON names of a struct's fields.
func fieldNames(t reflect.Type) (names []string) {
	for sf := range t.Fields() {
		if isEmbedded(&sf) {
			names = append(names, fieldNames(sf.Type)...)
		} else if name := jsonName(&sf); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func isEmbedded(sf *reflect.StructField) bool { return sf.Anonymous && sf.Tag == "" }

// jsonName gives the name in a field's json tag, "" for none. Our tags hold
// nothing else, so the tag need not be parsed.
func jsonName(sf *reflect.StructField) string {
	tag, ok := strings.CutPrefix(string(sf.Tag), `json:"`)
	if end := strings.IndexAny(tag, `",`); ok && end >= 0 && tag[:end] != "-" {
		return tag[:end]
	}
	return ""
}

func suggest(name string, names []string) string {
	for _, n := range names {
		if strings.EqualFold(n, name) || near(strings.ToLower(n), strings.ToLower(name)) {
			return fmt.Sprintf(" (did you mean %q?)", n)
		}
	}
	return ""
}

// near reports whether one text becomes the other by dropping, adding or
// replacing one letter.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < 3 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(b) {
		return true // the same but for a letter that only lower-casing makes equal
	}
	return a[i:] == b[i+1:] || len(a) == len(b) && i < len(a) && a[i+1:] == b[i+1:]
}
