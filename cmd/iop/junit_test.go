package main

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type junitFile struct {
	XMLName xml.Name `xml:"testsuites"`
	Suites  []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Cases    []struct {
			Name    string `xml:"name,attr"`
			Failure *struct {
				Type    string `xml:"type,attr"`
				Message string `xml:"message,attr"`
				Text    string `xml:",chardata"`
			} `xml:"failure"`
			Skipped *struct {
				Message string `xml:"message,attr"`
			} `xml:"skipped"`
			Out string `xml:"system-out"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func checkJUnit(t *testing.T, stdin string, args ...string) junitFile {
	t.Helper()
	o := invokeWith(t, stdin, nil, append([]string{"check", "--format", "junit"}, args...)...)
	var f junitFile
	require.NoError(t, xml.Unmarshal([]byte(o.stdout), &f), o.stdout)
	for _, s := range f.Suites {
		failures, skipped := 0, 0
		names := map[string]bool{}
		for _, c := range s.Cases {
			require.False(t, names[c.Name], c.Name)
			names[c.Name] = true
			if c.Failure != nil {
				failures++
			}
			if c.Skipped != nil {
				skipped++
			}
		}
		require.Equal(t, []int{s.Tests, s.Failures, s.Skipped}, []int{len(s.Cases), failures, skipped}, s.Name)
	}
	return f
}

func TestJUnit(t *testing.T) {
	three := strings.Replace(weekOf3, `"weeks": 1`, `"weeks": 3`, 1)
	t.Run("errors fail, warnings do not", func(t *testing.T) {
		s := checkJUnit(t, three, "-", "--standard", "va-license-2.1").Suites[0]
		require.Equal(t, "three-evenings", s.Name)
		require.Equal(t, 2, s.Failures, "the day and the week, three weeks each")
		for _, c := range s.Cases {
			if c.Failure != nil {
				require.Equal(t, "error", c.Failure.Type)
				require.Contains(t, c.Name, "va-license-2.1")
				require.Contains(t, c.Name, "weeks 1-3")
				require.Contains(t, c.Failure.Text, "could help: add")
			}
			if strings.HasPrefix(c.Name, "schedule/label") {
				require.Contains(t, c.Out, "not met (warning, below --fail-on)")
			}
		}
	})
	t.Run("fail on warnings", func(t *testing.T) {
		require.Equal(t, 3, checkJUnit(t, three, "-", "--standard", "va-license-2.1", "--fail-on", "warning").Suites[0].Failures)
	})
	t.Run("never", func(t *testing.T) {
		require.Zero(t, checkJUnit(t, three, "-", "--standard", "va-license-2.1", "--fail-on", "never").Suites[0].Failures)
	})
	t.Run("what is not decided is skipped", func(t *testing.T) {
		s := checkJUnit(t, `{"id": "a<b>&\"c", "calledItself": "iop"}`, "-").Suites[0]
		require.Equal(t, `a<b>&"c`, s.Name)
		require.Positive(t, s.Skipped)
		require.Zero(t, s.Failures)
	})
	t.Run("real programs", func(t *testing.T) {
		require.Len(t, checkJUnit(t, "", realPrograms, "--standard", "va-license-2.1,ks-iop-adult", "--all-findings").Suites, 50)
	})
	t.Run("nothing readable", func(t *testing.T) {
		require.Empty(t, checkJUnit(t, "", "no-such.json").Suites)
	})
}
