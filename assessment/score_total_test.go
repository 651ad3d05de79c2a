package assessment_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

func TestFromTotal(t *testing.T) {
	phq, _ := assessment.Embedded().Lookup("phq-9", false)
	r, err := phq.FromTotal(iop.WholeAmount(12), assessment.Context{})
	require.NoError(t, err)
	require.Equal(t, "moderate", r.Band)
	require.Equal(t, assessment.StatusScored, r.Status)
	require.Equal(t, assessment.Unknown, r.Flag("item9"), "nobody told the answer about self-harm")

	age := 40
	auditC, _ := assessment.Embedded().Lookup("audit-c", false)
	for _, c := range []struct {
		sex  assessment.Sex
		want assessment.Ternary
	}{{assessment.SexFemale, assessment.Yes}, {assessment.SexMale, assessment.No}, {"", assessment.Yes}} {
		r, err := auditC.FromTotal(iop.WholeAmount(3), assessment.Context{Sex: c.sex, Age: &age})
		require.NoError(t, err)
		require.Equal(t, c.want, r.Flag("positive"), c.sex)
	}
	for _, bad := range []iop.Amount{iop.WholeAmount(28), iop.WholeAmount(-1), iop.DecimalAmount(125, 1), {}} {
		_, err := phq.FromTotal(bad, assessment.Context{})
		require.ErrorContains(t, err, "want 0 to 27")
	}
	bam, _ := assessment.Embedded().Lookup("bam", false)
	_, err = bam.FromTotal(iop.WholeAmount(3), assessment.Context{})
	require.ErrorContains(t, err, "has no total")
}

// A total that is told says no more than the answers do: what it decides is
// what the answers gave, and it leaves the rest unknown.
func TestFromTotalAgreesWithTheAnswers(t *testing.T) {
	var all []*assessment.Scorer
	for in := range assessment.Embedded().All(false) {
		if s, _ := assessment.Embedded().Lookup(in.ID, false); in.Total != nil {
			all = append(all, s)
		}
	}
	require.NotEmpty(t, all)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(all).Draw(t, "instrument")
		in := s.Instrument()
		var answers []assessment.Answer
		for i := range in.Items {
			allowed := in.Allowed
			if in.Items[i].Allowed != nil {
				allowed = *in.Items[i].Allowed
			}
			v := rapid.IntRange(allowed.Min, allowed.Max).Filter(allowed.Has).Draw(t, "answer")
			for range in.Decimals {
				v *= 10
			}
			answers = append(answers, assessment.Answer(v))
		}
		full := s.Score(assessment.Answers{Values: answers}, assessment.Context{})
		if !full.Total.IsKnown() {
			return
		}
		told, err := s.FromTotal(full.Total, assessment.Context{})
		require.NoError(t, err)
		require.Equal(t, full.Band, told.Band)
		require.Equal(t, full.BandSet, told.BandSet)
		for _, f := range told.Flags {
			if f.State != assessment.Unknown {
				require.Equal(t, full.Flag(f.Name), f.State, f.Name)
			}
		}
	})
}
