package careplan

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// serviceFiles hold what authorities want a program to offer, one file each.
//
//go:embed services/*.json
var serviceFiles embed.FS

// RequiredService is a kind of service that an authority wants a program to
// offer.
type RequiredService struct {
	// Title says what, in words of ours; any activity of AnyOf gives it. That it
	// does is our reading of the rule.
	Title  string         `json:"title"`
	AnyOf  []iop.Activity `json:"anyOf"`
	Source iop.Source     `json:"source"`
}

// requiredServices is the file of one authority.
type requiredServices struct {
	Jurisdiction string            `json:"jurisdiction"`
	Services     []RequiredService `json:"services"`
}

// Check reports an entry that asks for nothing or has no source. It is part of
// the strict reader.
func (r *requiredServices) Check(c *strictjson.Context) {
	if r.Jurisdiction == "" || len(r.Services) == 0 {
		c.Errorf("has no jurisdiction or no services; want both")
	}
	for i, s := range r.Services {
		if s.Title == "" || len(s.AnyOf) == 0 || !s.Source.IsValid() {
			c.At(place1("services", i)).Errorf("lacks its title, its activities or its source; want all three")
		}
	}
}

// place1 gives the name of an item of a list.
func place1(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

var loadServices = sync.OnceValue(func() map[string][]RequiredService {
	files, err := serviceFiles.ReadDir("services")
	if err != nil {
		panic("careplan: " + err.Error())
	}
	out := map[string][]RequiredService{}
	for _, file := range files {
		name := "services/" + file.Name()
		f, err := serviceFiles.Open(name)
		if err == nil {
			var r requiredServices
			if err = readObject(f, name, strictjson.Limits{Bytes: 1 << 20, Depth: 8, Nodes: 10_000}, &r); err == nil {
				out[r.Jurisdiction] = append(out[r.Jurisdiction], r.Services...)
			}
		}
		if err != nil {
			panic("careplan: " + err.Error()) // embedded and tested
		}
	}
	return out
})

// RequiredServices gives what the authorities of a jurisdiction want a program
// to offer, as in "US-IN" and "US-NM"; nothing where no such rule was read,
// which does not say that there is none.
func RequiredServices(jurisdiction string) []RequiredService {
	return slices.Clone(loadServices()[jurisdiction])
}

// MissingServices gives the required services of which a program offers
// nothing.
func MissingServices(jurisdiction string, offered []iop.Activity) (out []RequiredService) {
	have := iop.NewActivitySet(offered...)
	for _, r := range loadServices()[jurisdiction] {
		if !slices.ContainsFunc(r.AnyOf, have.Has) {
			out = append(out, r)
		}
	}
	return out
}
