package iop_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// kinds gives the names of the constants of a type in finding.go, so that a
// new one without words is noticed.
func kinds(t *testing.T, typ string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "finding.go", nil, 0)
	require.NoError(t, err)
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.CONST {
			continue
		}
		first, ok := d.Specs[0].(*ast.ValueSpec).Type.(*ast.Ident)
		if !ok || first.Name != typ {
			continue
		}
		for _, spec := range d.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				names = append(names, name.Name)
			}
		}
	}
	require.NotEmpty(t, names)
	return names
}

func TestEveryKindOfFactHasWords(t *testing.T) {
	names := kinds(t, "FactKind")
	require.Len(t, iop.FactWords, len(names)+1, "one entry a kind, after the empty zero")
	full := iop.Fact{Activity: iop.MustParseActivity("cbt"), Count: iop.Quantity{Unit: iop.UnitDays, Span: iop.Exactly(2)}, Name: "default"}
	for i, name := range names {
		f := full
		f.Kind = iop.FactKind(i + 1)
		requireWords(t, name, f.String())
		f.Place = "blocks[1]"
		require.True(t, strings.HasSuffix(f.String(), " (blocks[1])"), name)
		bare := iop.Fact{Kind: f.Kind}
		require.NotContains(t, bare.String(), "%", name)
	}
	require.Empty(t, iop.Fact{}.String())
	require.Empty(t, iop.Fact{Kind: 250}.String())
}

func TestEveryKindOfRemedyIsAVerbPhrase(t *testing.T) {
	names := kinds(t, "RemedyKind")
	require.Len(t, iop.RemedyWords, len(names)+1)
	verb := regexp.MustCompile(`^(add|move|offer|spread|state|name|hold|make|plan|keep|publish|schedule|read|describe|continue|review|record|reach|agree|renew|tell) `)
	for i, name := range names {
		r := iop.Remedy{Kind: iop.RemedyKind(i + 1), Amount: iop.Quantity{Unit: iop.UnitDays, Span: iop.Exactly(2)}}
		requireWords(t, name, r.String())
		require.Regexp(t, verb, r.String(), name)
	}
	require.Empty(t, iop.Remedy{}.String())
	require.Empty(t, iop.Remedy{Kind: 250}.String())
}

func requireWords(t *testing.T, name, words string) {
	t.Helper()
	require.NotEmpty(t, words, "%s has no words", name)
	require.NotContains(t, words, "%", "%s keeps a mark", name)
	require.Equal(t, strings.ToLower(words[:1]), words[:1], "%s begins with a capital", name)
	require.False(t, strings.HasSuffix(words, "."), "%s ends with a full stop", name)
}

func TestRemediesNameTheirAmount(t *testing.T) {
	of := func(k iop.RemedyKind, u iop.Unit, n iop.Minutes) string {
		return iop.Remedy{Kind: k, Amount: iop.Quantity{Unit: u, Span: iop.Exactly(n)}}.String()
	}
	require.Equal(t, "add 1 h 30 min of countable time to the week", of(iop.AddMinutes, iop.UnitMinutes, 90))
	require.Equal(t, "add 2 sessions", of(iop.AddSession, iop.UnitSessions, 2))
	require.Equal(t, "hold groups of no more than 12 people", of(iop.ReduceGroup, iop.UnitPeople, 12))
	require.Equal(t, "plan for at least 8 weeks of program", of(iop.LengthenProgram, iop.UnitWeeks, 8))
	require.Equal(t, "spread the sessions so that no more than 72 h pass without a service", of(iop.SpreadDays, iop.UnitHours, 72*60))
}

// unkind are words that punish or label. Letters in brackets keep the list
// itself from being found.
var unkind = regexp.MustCompile(`(?i)\b(fail(s|ed|ures?)?|dirt[y]|clea[n]|abus(e|ed|er|ers|ing)|addic[t]s?|non-?complian[ct]e?t?|violat(e|es|ed|ion|ions)|punish\w*|discharge[sd]?)\b`)

// plain are uses of such words that neither punish nor label.
var plain = strings.NewReplacer(
	"discharge planning", "", // part of a plan
	"a planned discharge", "",
	"discharge included completing", "", // a rule of the past, told as such
	"Principles of Drug Abuse Treatment", "",
)

func requireKind(t *testing.T, where, text string) {
	t.Helper()
	require.Empty(t, unkind.FindString(plain.Replace(text)), "%s: %s", where, text)
}

func TestNoWordPunishesOrLabels(t *testing.T) {
	for i, words := range iop.FactWords {
		requireKind(t, fmt.Sprintf("fact %d", i), words)
	}
	for _, words := range iop.RemedyWords {
		requireKind(t, "remedy", words)
	}
	for a := range iop.Activities() {
		info := a.Info()
		texts := append([]string{info.Title, info.Category, info.Purpose, info.Cadence, info.StandingWhy, info.Credential, info.Remarks, info.Evidence.Basis, info.Evidence.For}, info.Topics...)
		for _, text := range append(texts, info.Aliases...) {
			requireKind(t, a.String(), text)
		}
	}
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		for _, text := range append([]string{s.Title, s.Remarks, s.StatusRemark}, s.Recalled...) {
			requireKind(t, string(s.ID), text)
		}
		s.EachTerms(func(terms *iop.Terms) { requireKind(t, string(s.ID), terms.Condition) })
	}
	for p := range iop.CountingPresets() {
		requireKind(t, p.Name, p.Title)
	}
	for _, p := range iop.Phrases() {
		requireKind(t, p.Phrase, p.Phrase+" "+p.Why)
	}
	for _, l := range allLevels {
		requireKind(t, l.text, l.level.Name())
	}
}

// Rules, remedies and messages are string literals of the Go files, in this
// package and in those that judge.
func TestNoTextOfTheCodePunishesOrLabels(t *testing.T) {
	n := 0
	for _, dir := range []string{".", "../schedule"} {
		files, err := filepath.Glob(dir + "/*.go")
		require.NoError(t, err)
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(node ast.Node) bool {
				if lit, ok := node.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					requireKind(t, name, lit.Value)
					n++
				}
				return true
			})
		}
	}
	require.Greater(t, n, 500)
}

func TestUnkindWordsAreFound(t *testing.T) {
	for _, word := range []string{"failed", "Failure", "dirt" + "y", "clea" + "n", "abuse", "addic" + "t", "noncomplian" + "t", "non-complian" + "ce", "violation", "punishing", "discharged"} {
		require.NotEmpty(t, unkind.FindString("a "+word+" word"), word)
	}
	for _, word := range []string{"addiction", "compliance", "daily", "cleaning is not in the list"} {
		require.Empty(t, unkind.FindString(word), word)
	}
}
