package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// sarifPrinter writes SARIF 2.1.0, a result at a time.
type sarifPrinter struct {
	app   *app
	rules []iop.Rule
	count int
}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type (
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID    iop.RuleID `json:"id"`
		Short sarifText  `json:"shortDescription"`
		Full  sarifText  `json:"fullDescription"`
		Help  sarifText  `json:"help"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifResult struct {
		RuleID       iop.RuleID        `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Kind         string            `json:"kind"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   sarifProperties   `json:"properties"`
	}
	// sarifProperties carry what SARIF has no field for.
	sarifProperties struct {
		Standard *iop.StandardID `json:"standard"`
		Outcome  iop.Outcome     `json:"outcome"`
		Severity iop.Severity    `json:"severity"`
		Source   *iop.Source     `json:"source"`
		Remedies []string        `json:"remedies"`
	}
	sarifLocation struct {
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations"`
	}
	sarifLogical struct {
		FullName string `json:"fullyQualifiedName"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
)

func newSARIFPrinter(a *app) *sarifPrinter {
	s := &sarifPrinter{app: a, rules: slices.Concat(allRules(), calendarRules(), bundleRules())}
	driver := sarifDriver{Name: "iop", Version: version()}
	for _, r := range s.rules {
		driver.Rules = append(driver.Rules, sarifRule{r.ID, sarifText{sentence(r.Title) + "."}, sarifText{r.Why}, sarifText{r.Fix}})
	}
	fmt.Fprintf(a.out, "{\n  \"$schema\": %q,\n  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n", sarifSchema)
	fmt.Fprintf(a.out, "      \"tool\": {\n        \"driver\": %s\n      },\n", marshal(driver, "        "))
	a.out.WriteString("      \"columnKind\": \"unicodeCodePoints\",\n      \"results\": [")
	return s
}

func (s *sarifPrinter) result(r *result) {
	for f := range r.shown().All() {
		s.write(s.of(r, f))
	}
	seen := map[likeProblem]int{}
	for _, p := range r.problems() {
		seen[p.likeProblem]++
		s.write(s.sarifProblem(r, &p, seen[p.likeProblem]))
	}
}

func (s *sarifPrinter) write(one sarifResult) {
	if s.count > 0 {
		s.app.out.WriteByte(',')
	}
	s.count++
	s.app.out.WriteString("\n        ")
	s.app.out.Write(marshal(one, "        "))
}

func (s *sarifPrinter) end(iop.Summary) {
	if s.count > 0 {
		s.app.out.WriteString("\n      ")
	}
	run := sarifInvocation{Successful: len(s.app.problems) == 0}
	for _, p := range s.app.problems {
		run.Notifications = append(run.Notifications, sarifNotification{"error", sarifText{p}})
	}
	fmt.Fprintf(s.app.out, "],\n      \"invocations\": %s\n    }\n  ]\n}\n", marshal([]sarifInvocation{run}, "      "))
}

func (s *sarifPrinter) of(r *result, f *iop.Finding) sarifResult {
	kind, level := sarifKind(f)
	out := sarifResult{
		RuleID: f.Rule.ID, RuleIndex: ruleIndex(s.rules, f.Rule.ID), Kind: kind, Level: level,
		Message:      sarifText{sarifMessage(r, f)},
		Locations:    []sarifLocation{s.location(r, f)},
		Fingerprints: map[string]string{"iop/v1": fingerprint(r, f)},
		Properties:   sarifProperties{Outcome: f.Outcome, Severity: f.Severity, Source: f.Source, Remedies: []string{}},
	}
	if f.Standard != "" {
		out.Properties.Standard = &f.Standard
	}
	for _, m := range f.Remedies {
		out.Properties.Remedies = append(out.Properties.Remedies, m.String())
	}
	return out
}

// sarifKind gives kind and level. The format demands the level none for every
// kind but fail (section 3.27.10), so only unmet findings have another.
func sarifKind(f *iop.Finding) (kind, level string) {
	switch f.Outcome {
	case iop.NotMet:
		return "fail", f.Severity.String()
	case iop.Undetermined:
		return "open", "none"
	case iop.Met:
		return "pass", "none"
	}
	return "notApplicable", "none"
}

func sarifMessage(r *result, f *iop.Finding) string {
	text := r.places([]iop.Where{f.Where}) + ": " + f.Message()
	if f.Standard != "" {
		text += " (" + string(f.Standard) + ")"
	}
	if help := alternatives(f.Remedies); len(help) > 0 {
		text += ". Could help: " + strings.Join(help, ", ")
	}
	return oneLine(sentence(text)) + "."
}

// location says which part of which program, and which file where there is
// one.
func (s *sarifPrinter) location(r *result, f *iop.Finding) sarifLocation {
	loc := sarifLocation{Logical: []sarifLogical{{fullName(r, f)}}}
	if r.input.uri != "" {
		loc.Physical = &sarifPhysical{Artifact: sarifArtifact{r.input.uri}}
		if line := r.lineOf(f); line > 0 {
			loc.Physical.Region = &sarifRegion{line}
		}
	}
	return loc
}

// fullName joins program, track, phase and week, leaving out what there is
// none of.
func fullName(r *result, f *iop.Finding) string {
	parts := []string{r.id}
	for _, p := range []string{f.Where.Track, f.Where.Phase} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if f.Where.Week > 0 {
		parts = append(parts, weekRange(f.Where.Week, f.Where.Week))
	}
	if f.Where.Place != "" {
		parts = append(parts, f.Where.Place)
	}
	return oneLine(strings.Join(parts, "/"))
}

// fingerprint tells the same question about the same part of a program from
// others, whatever the numbers of the day are.
func fingerprint(r *result, f *iop.Finding) string {
	locator := ""
	if f.Source != nil {
		locator = f.Source.Locator
	}
	b := fmt.Sprintf("%q %q %q %q %q %d %q %q %s", r.id, f.Rule.ID, f.Standard,
		f.Where.Track, f.Where.Phase, f.Where.Week, f.Where.Place, locator, f.Required.Unit)
	if f.Where.From.IsValid() { // the same week of another run is another week
		b += " " + f.Where.From.String()
	}
	sum := sha256.Sum256([]byte(b))
	return hex.EncodeToString(sum[:])
}
