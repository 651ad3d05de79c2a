package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"

	"github.com/openiop/openiop/cmd/iop/study"
	"github.com/openiop/openiop/simulate/validate"
)

// runValidation scores the model against published numbers. A check that fails
// is a finding about the model and no failure of the run.
func (k *simulation) runValidation() error {
	params, err := k.readParameters()
	if err != nil {
		return err
	}
	if int64(k.people) < validate.MinPeople {
		return fmt.Errorf("iop simulate: --people %d: a validation wants at least %d, or chance decides about close calls", k.people, validate.MinPeople)
	}
	report, err := validate.Run(params, int64(k.people), k.seed)
	if err != nil {
		return fmt.Errorf("iop simulate: %w", err)
	}
	if err := k.keepValidation(&report); err != nil {
		return fmt.Errorf("--out: %w", fileError(k.out, err))
	}
	if k.format.value == "json" {
		k.app.out.Write(marshal(&report, ""))
		k.app.out.WriteByte('\n')
		return nil
	}
	writeValidation(k.app.page(), &report)
	return nil
}

func (k *simulation) keepValidation(r *validate.Report) error {
	if k.out == "" {
		return nil
	}
	err := study.WriteFile(filepath.Join(k.out, "validation.md"), func(w io.Writer) error {
		_, err := io.WriteString(w, r.Markdown())
		return err
	})
	if err != nil {
		return err
	}
	return study.WriteFile(filepath.Join(k.out, "validation.json"), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	})
}

// writeValidation writes what passed and what failed, for people.
func writeValidation(p *page, r *validate.Report) {
	p.text(0, bold, fmt.Sprintf("The model against published numbers: %d people in each design, seed %d", r.People, r.Seed))
	for _, set := range []validate.Set{validate.Calibration, validate.Validation} {
		about := "what the parameters were taken from"
		if set == validate.Validation {
			about = "never fitted to"
		}
		p.gap()
		p.text(0, bold, fmt.Sprintf("%s set, %s: %d pass, %d fail, %d not applicable", sentence(set.String()), about,
			r.Count(set, validate.Pass), r.Count(set, validate.Fail), r.Count(set, validate.NotApplicable)))
		for i := range r.Checks {
			if c := &r.Checks[i]; c.Set == set {
				writeValidationCheck(p, c)
			}
		}
	}
	p.gap()
	p.text(0, plain, "A pass says that one number agrees, not that the model is right. A check passes by construction where a parameter puts the number there. Not medical advice and not legal advice.")
}

func writeValidationCheck(p *page, c *validate.Check) {
	ink, word := green, c.Verdict.String()
	switch c.Verdict {
	case validate.Fail:
		ink = red
	case validate.NotApplicable:
		ink = dim
		word = "not scored"
	}
	lines := []string{c.ID + ", " + c.What}
	if c.Verdict != validate.NotApplicable {
		model := short4(c.Model)
		if c.SE > 0 {
			model += " (" + short4(c.SE) + ")"
		}
		text := "published " + c.Published + "; passes within " + short4(c.Low) + " to " + short4(c.High)
		if c.High >= 1e9 {
			text = "published " + c.Published + "; passes from " + short4(c.Low)
		}
		text += "; the model gives " + model
		if c.ByConstruction {
			text += ", by construction"
		}
		lines = append(lines, text)
	}
	if c.Why != "" && c.Verdict != validate.Pass {
		lines = append(lines, c.Why)
	}
	p.pair(2, 12, word, ink, lines...)
}

// short4 writes a number with four digits.
func short4(v float64) string {
	if math.Abs(v) < 1e-9 {
		v = 0
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}
