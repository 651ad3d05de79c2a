package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/openiop/openiop/simulate"
)

// designs reads what the files hold and puts it on dates. Without a file it is
// the reference design. Designs without a problem are given beside an error
// about the others.
func (k *simulation) designs(files []string) (usable []simulate.Design, err error) {
	seen := map[string]string{}
	var errs []error
	take := func(d simulate.Design, from string) {
		name := designName(&d)
		if first, ok := seen[name]; ok {
			errs = append(errs, fmt.Errorf("%s: design %q has the name of one in %s; give each its own \"name\"", from, name, first))
			return
		}
		seen[name] = from
		if err := k.date(&d); err != nil {
			errs = append(errs, fmt.Errorf("%s: design %q: %w", from, name, err))
			return
		}
		usable = append(usable, d)
	}
	if len(files) == 0 {
		take(simulate.ReferenceDesign(), "reference design")
		return usable, errors.Join(errs...)
	}
	for _, in := range inputs(files) {
		got, err := k.readDesigns(in)
		errs = append(errs, err)
		for _, d := range got {
			take(d, in.name)
		}
	}
	return usable, errors.Join(errs...)
}

func (k *simulation) readDesigns(in input) ([]simulate.Design, error) {
	r, err := k.app.open(in)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	designs, err := simulate.ReadDesigns(r, in.name)
	if err == nil && len(designs) == 0 {
		err = fmt.Errorf("%s: no designs; want a program, a design or a list of them", in.name)
	}
	return designs, err
}

func designName(d *simulate.Design) string {
	if d.Name != "" {
		return d.Name
	}
	return d.Program.ID
}

// date puts a design on the dates that the flags name, where it has none of its
// own.
func (k *simulation) date(d *simulate.Design) (err error) {
	f := &k.dating
	if f.start.IsValid() {
		d.Dates.Start = f.start.Date
	}
	if !d.Dates.Start.IsValid() {
		d.Dates.Start = simulate.DefaultStart()
	}
	d.Dates.WeekStart = f.weekStart.Weekday
	d.Dates.Zone = time.UTC
	if f.zone != nil {
		d.Dates.Zone = f.zone
	} else if d.Program.Timezone != "" {
		if d.Dates.Zone, err = findZone(d.Program.Timezone); err != nil {
			return fmt.Errorf("timezone: %w, or name the zone with --timezone", err)
		}
	}
	closed, err := f.closures(d.Dates.Start, firstOfWeek(d.Dates.Start, f.weekStart.Weekday).AddDays(7*simulatedWeeks(d)))
	if err != nil {
		return err
	}
	for c := range d.Dates.Closures.All() {
		closed = closed.With(c)
	}
	d.Dates.Closures = closed
	return nil
}

// referenceWeeks is how long a reference design can go on: five years.
const referenceWeeks = 261

// simulatedWeeks is for how many weeks a design can have sessions.
func simulatedWeeks(d *simulate.Design) int {
	if d.Reference {
		return referenceWeeks
	}
	return longest(&d.Program)
}

// readParameters gives the numbers of the model with what the user changed.
func (k *simulation) readParameters() (simulate.Parameters, error) {
	p := simulate.DefaultParameters()
	if k.parameters != "" {
		in := inputs([]string{k.parameters})[0]
		r, err := k.app.open(in)
		if err != nil {
			return p, err
		}
		defer r.Close()
		if p, err = simulate.ReadParameters(r, in.name); err != nil {
			return p, err
		}
	}
	for _, text := range k.set {
		id, value, _ := strings.Cut(text, "=")
		n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil {
			return p, fmt.Errorf("iop simulate: --set %q: want a parameter and its value, such as no-show=0.2", text)
		}
		if p, err = p.With(strings.TrimSpace(id), n); err != nil {
			return p, fmt.Errorf("iop simulate: --set: %w", err)
		}
	}
	return p, nil
}
