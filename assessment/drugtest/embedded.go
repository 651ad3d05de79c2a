package drugtest

import (
	"embed"
	"errors"
	"fmt"
	"sync"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

//go:embed substances/*.json sources.json criteria.json limits.json cadences.json duties.json
var files embed.FS

// embedded holds the catalogue that ships with the library, read on first use.
var embedded = sync.OnceValue(func() *Catalog {
	c, err := readEmbedded()
	if err != nil {
		panic("openiop: embedded substances: " + err.Error()) // a broken build; the tests read every file
	}
	return c
})

// Embedded gives the substances that ship with the library, without what
// nobody has read. They are read and checked once, on first use.
func Embedded() *Catalog { return embedded() }

func readEmbedded() (*Catalog, error) {
	list, err := files.ReadDir("substances")
	if err != nil {
		return nil, err
	}
	var all []Class
	for _, f := range list {
		name := "substances/" + f.Name()
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		got, err := ReadClasses(name, data)
		if err != nil {
			return nil, err
		}
		for i := range got {
			if name != "substances/"+string(got[i].ID)+".json" {
				return nil, fmt.Errorf("%s: the id is %q; want the name of the file", name, got[i].ID)
			}
		}
		all = append(all, got...)
	}
	return NewCatalog(all...)
}

// embeddedSources are the sources by their key.
var embeddedSources = sync.OnceValue(func() map[string]iop.Source {
	out := map[string]iop.Source{}
	mustRead("sources.json", &out)
	// any order: each is checked by itself
	for key, s := range out {
		if !s.IsValid() {
			panic("openiop: sources.json: " + key + " is incomplete")
		}
	}
	return out
})

// mustRead reads an embedded file strictly. A file that cannot be read is a
// broken build.
func mustRead(name string, dst any) {
	data, err := files.ReadFile(name)
	if err == nil {
		var n *strictjson.Node
		if n, err = strictjson.Parse(name, strictjson.Element{Data: data, Line: 1}, strictjson.Limits{}); err == nil {
			err = errors.Join(strictjson.Decode(name, "", n, dst)...)
		}
	}
	if err != nil {
		panic("openiop: " + err.Error())
	}
}
