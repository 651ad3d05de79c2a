package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// catalogue gives the embedded standards and those of the user's own files.
// Problems are reported, and what could be read is given.
func (a *app) catalogue(paths []string) *iop.Catalogue {
	c := iop.Embedded()
	for _, path := range paths {
		files, err := standardFiles(path)
		if err != nil {
			a.problem(err)
		}
		for _, file := range files {
			c = a.addStandards(c, file)
		}
	}
	return c
}

// standardFiles gives the files that a path of --standards stands for: itself,
// or the .json files of a directory.
func standardFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && strings.EqualFold(filepath.Ext(e.Name()), ".json") {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: holds no .json files; name a file of standards or a directory of them", path)
	}
	return files, nil
}

// maxStandardBytes is one more than the reader of standards accepts.
const maxStandardBytes = 16<<20 + 1

func (a *app) addStandards(c *iop.Catalogue, file string) *iop.Catalogue {
	f, err := os.Open(file)
	if err != nil {
		a.problem(fileError(file, err))
		return c
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxStandardBytes))
	if err != nil {
		a.problem(fileError(file, err))
		return c
	}
	got, err := iop.ReadStandards(file, data)
	if err != nil {
		a.problem(err)
	}
	if len(got) == 0 && err == nil {
		a.problem(fmt.Errorf("%s: no standards; want a standard or a list of them", file))
	}
	for _, s := range got {
		more, err := c.Add(s)
		if err != nil {
			a.problem(fmt.Errorf("%s: standard %q: another standard has this id in the same period; give yours its own", file, s.ID))
			continue
		}
		c = more
	}
	return c
}

// pick looks standards up by their ids, each once and in the order of the
// ids. The error joins what is to be said of those that are not there.
func pick(c *iop.Catalogue, ids []string, recalled bool) ([]iop.Standard, error) {
	out, errs := []iop.Standard{}, []error{}
	ids = slices.Clone(ids)
	for i := range ids {
		ids[i] = strings.TrimSpace(ids[i])
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		s, ok := c.Lookup(iop.StandardID(id), recalled)
		if !ok {
			errs = append(errs, unknownStandard(c, id))
			continue
		}
		out = append(out, s)
	}
	return out, errors.Join(errs...)
}

// mostSuggestions is how many ids an error proposes.
const mostSuggestions = 6

func unknownStandard(c *iop.Catalogue, id string) error {
	from := c.Nearest(iop.StandardID(id))
	if len(from) == 0 {
		for s := range c.Select(iop.Query{All: true}) {
			if distance(id, string(s.ID)) <= len(id)/2 {
				from = append(from, s.ID)
			}
		}
	}
	near := nearest(id, from)
	if len(near) == 0 {
		return fmt.Errorf("standard %q: is not known; iop standards --all lists the ids", id)
	}
	return fmt.Errorf("standard %q: is not known; near it are %s; iop standards --all lists all", id, strings.Join(near, ", "))
}

// nearest gives the texts that need the fewest changes to become s.
func nearest[S ~string](s string, from []S) []string {
	out := make([]string, len(from))
	for i, f := range from {
		out[i] = string(f)
	}
	slices.SortStableFunc(out, func(a, b string) int { return distance(s, a) - distance(s, b) })
	return out[:min(len(out), mostSuggestions)]
}

// distance counts the letters to drop, add or replace to make b of a.
func distance(a, b string) int {
	a, b = a[:min(len(a), 100)], b[:min(len(b), 100)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
