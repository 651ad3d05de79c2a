package fhir

import "slices"

// Export says how resources are written. The zero Export writes every
// resource with the security labels of 42 CFR Part 2; leaving them out is an
// act of its own, [Export.WithoutPart2Labels].
type Export struct {
	unlabelled bool
	more       []Coding
}

// The labels that every resource gets: records of a program that 42 CFR Part
// 2 covers, and information on substance use. Both are codes of HL7's
// v3-ActCode in the R4 definitions.
var part2Labels = []Coding{
	{System: systemActCode, Code: "42CFRPart2", Display: "42 CFR Part2"},
	{System: systemActCode, Code: "ETH", Display: "substance abuse information sensitivity"},
}

// Labels that say more of what a record is about, for [Export.WithLabels].
var (
	labelAlcohol = Coding{System: systemActCode, Code: "ETHUD", Display: "alcohol use disorder information sensitivity"}
	labelOpioids = Coding{System: systemActCode, Code: "OPIOIDUD", Display: "opioid use disorder information sensitivity"}
)

// AlcoholLabel marks information on alcohol use disorder.
func AlcoholLabel() Coding { return labelAlcohol }

// OpioidLabel marks information on opioid use disorder.
func OpioidLabel() Coding { return labelOpioids }

// Part2Labels gives the labels that the zero Export writes on every resource.
func Part2Labels() []Coding { return slices.Clone(part2Labels) }

// WithLabels adds security labels to every resource.
func (e Export) WithLabels(labels ...Coding) Export {
	e.more = append(slices.Clone(e.more), labels...)
	return e
}

// WithoutPart2Labels writes resources without the labels of 42 CFR Part 2.
// Records of a program that the rule covers need them wherever they go: call
// it only for what is no such record. Labels that a resource brings along in
// its Meta stay.
func (e Export) WithoutPart2Labels() Export {
	e.unlabelled = true
	return e
}

// labels gives the labels of every resource.
func (e Export) labels() []Coding {
	if e.unlabelled {
		return e.more
	}
	return append(slices.Clone(part2Labels), e.more...)
}

// Append appends a resource as JSON: no white space, elements in the order of
// FHIR's definitions, no empty objects or lists, texts as they are but for
// what JSON escapes. Objects without content are left out. The same resource
// gives the same bytes. An error says
// what FHIR does not allow, with its path; nothing is appended then.
func (e Export) Append(dst []byte, r Resource) ([]byte, error) {
	c := codec{phase: writing, root: r.ResourceType(), report: new(Report), out: dst, labels: e.labels()}
	c.putObject(r)
	if err := c.report.Err(); err != nil {
		return dst, err
	}
	return c.out, nil
}

// labelled gives the security labels of a resource with those of the export.
func (c *codec) labelled(have []Coding) []Coding {
	if len(have) == 0 {
		return c.labels
	}
	for i := range c.labels {
		l := &c.labels[i]
		if !slices.ContainsFunc(have, func(h Coding) bool { return h.System == l.System && h.Code == l.Code }) {
			have = append(have[:len(have):len(have)], *l)
		}
	}
	return have
}
