package study

import (
	"fmt"
	"io"
	"strings"
)

// document puts the page together.
func (s *Study) document() (*document, error) {
	bargains, err := s.bargains()
	if err != nil {
		return nil, err
	}
	d := &document{Title: s.pageTitle(), Notice: Notice}
	d.Lead = []string{fmt.Sprintf("%s, seed %d. Made by iop %s, engine %s.", sentence(s.peopleText()), s.Seed, s.Version, s.Record.Engine)}
	if len(s.Designs) > 1 {
		var names []string
		for i := range s.Designs {
			names = append(names, s.title(i))
		}
		d.Lead = append([]string{"Compared: " + strings.Join(names, "; ") + "."}, d.Lead...)
	}
	d.Sections = append(d.Sections, s.glance(), s.staying(), s.leaving(), s.hours(), s.returning())
	if len(s.Designs) > 1 {
		d.Sections = append(d.Sections, s.differences())
	}
	if len(bargains) > 0 {
		d.Sections = append(d.Sections, s.economy(bargains))
	}
	d.Sections = append(d.Sections, s.sure())
	if s.explored != nil {
		d.Sections = append(d.Sections, s.tornado())
	}
	d.Sections = append(d.Sections, s.assumptions(), s.everything(), s.model(), parameterSection(s.Parameters))
	return d, nil
}

func (s *Study) pageTitle() string {
	if len(s.Designs) == 1 {
		return "Simulation of " + s.title(0)
	}
	return fmt.Sprintf("Simulation of %d program designs", len(s.Designs))
}

// WritePage writes report.html.
func (s *Study) WritePage(w io.Writer) error {
	d, err := s.document()
	if err != nil {
		return err
	}
	return d.write(w)
}
