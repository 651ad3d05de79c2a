package main

import (
	"encoding"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/openiop/openiop/internal/strictjson"
)

// builder makes one definition for each named type that a format reaches.
type builder struct {
	source *sources
	types  map[reflect.Type]*jsonschema.Schema // a reference, or a short schema
	defs   map[string]*jsonschema.Schema
}

// schema gives the schema by which others refer to a type.
func (b *builder) schema(t reflect.Type) (*jsonschema.Schema, error) {
	if s, ok := b.types[t]; ok {
		return s.CloneSchemas(), nil
	}
	s, err := b.make(t)
	if err != nil {
		return nil, err
	}
	b.types[t] = s
	return s.CloneSchemas(), nil
}

func (b *builder) make(t reflect.Type) (*jsonschema.Schema, error) {
	_, formed := forms[typeName(t)]
	switch {
	case t.Kind() == reflect.Pointer:
		return b.schema(t.Elem())
	case t.PkgPath() == "" && t.Kind() == reflect.Slice:
		items, err := b.schema(t.Elem())
		return &jsonschema.Schema{Type: "array", Items: items}, err
	case t.PkgPath() == "" && t.Kind() == reflect.Map:
		values, err := b.schema(t.Elem())
		return &jsonschema.Schema{Type: "object", AdditionalProperties: values}, err
	case t.PkgPath() == "":
		return jsonschema.ForType(t, nil)
	case strings.HasPrefix(t.Name(), "List["):
		return b.oneOrMore(t.Elem())
	case formed:
		return b.define(t, forms[typeName(t)]())
	case t.Kind() == reflect.String && b.source.words[typeName(t)] != nil:
		return b.define(t, &jsonschema.Schema{Type: "string", Enum: toAny(b.source.words[typeName(t)])})
	case readsItself(t):
		return nil, fmt.Errorf("%s reads its own JSON; give it a form in constraints.go", t)
	case t.Kind() == reflect.Struct:
		return b.object(t)
	}
	return nil, fmt.Errorf("no schema for %s", t)
}

// readsItself reports whether the strict reader lets a type decode itself, so
// that its fields do not tell its form.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[strictjson.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// oneOrMore is the schema of a list that may be written as its only member.
func (b *builder) oneOrMore(t reflect.Type) (*jsonschema.Schema, error) {
	one, err := b.schema(t)
	if err != nil {
		return nil, err
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{one, {Type: "array", Items: one.CloneSchemas()}}}, nil
}

// define keeps the definition of a type and gives a reference to it.
func (b *builder) define(t reflect.Type, s *jsonschema.Schema) (*jsonschema.Schema, error) {
	if s.Description == "" {
		s.Description = b.source.docs[typeName(t)]
	}
	if b.defs[t.Name()] != nil {
		return nil, fmt.Errorf("two types are named %s", t.Name())
	}
	b.defs[t.Name()] = s
	return &jsonschema.Schema{Ref: "#/$defs/" + t.Name()}, nil
}

// object is the definition of a struct. The library gives the properties,
// their order, and which must stand; the types of the properties are ours.
func (b *builder) object(t reflect.Type) (*jsonschema.Schema, error) {
	known := map[reflect.Type]*jsonschema.Schema{}
	fields := jsonFields(t)
	for _, f := range fields {
		known[f.Type] = &jsonschema.Schema{} // filled in below, with what the library does not know
	}
	s, err := jsonschema.ForType(t, &jsonschema.ForOptions{TypeSchemas: known})
	if err != nil {
		return nil, err
	}
	for _, f := range fields {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p, err := b.schema(f.Type)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t.Name(), f.Name, err)
		}
		if !slices.Contains(s.Required, name) {
			p = orNull(p)
		}
		p.Description = b.fieldDoc(f, fields)
		s.Properties[name] = p
	}
	return b.define(t, s)
}

// field is a field of a struct and the type that declares it.
type field struct {
	reflect.StructField
	owner reflect.Type
}

// jsonFields lists the fields that the files write, those of embedded structs
// included.
func jsonFields(t reflect.Type) (out []field) {
	for f := range t.Fields() {
		if f.Anonymous && f.Tag.Get("json") == "" {
			out = append(out, jsonFields(f.Type)...)
		} else if f.IsExported() && f.Tag.Get("json") != "" && f.Tag.Get("json") != "-" {
			out = append(out, field{f, t})
		}
	}
	return out
}

// fieldDoc is the doc comment of a field, with the names that files write in
// place of those that Go does.
func (b *builder) fieldDoc(f field, all []field) string {
	doc := b.source.docs[typeName(f.owner)+"."+f.Name]
	for _, other := range all {
		name, _, _ := strings.Cut(other.Tag.Get("json"), ",")
		doc = regexp.MustCompile(`\b`+other.Name+`\b`).ReplaceAllString(doc, name)
	}
	return doc
}

// orNull also allows null, which means that nothing is stated.
func orNull(s *jsonschema.Schema) *jsonschema.Schema {
	null := &jsonschema.Schema{Type: "null"}
	switch {
	case s.Ref != "":
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s, null}}
	case s.AnyOf != nil:
		s.AnyOf = append(s.AnyOf, null)
	default:
		s.Types, s.Type = []string{s.Type, "null"}, ""
	}
	return s
}

func typeName(t reflect.Type) string {
	pkg := t.PkgPath()
	return pkg[strings.LastIndexByte(pkg, '/')+1:] + "." + t.Name()
}

func toAny[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
