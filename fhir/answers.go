package fhir

import (
	"errors"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Answers is one set of answers to an instrument, as a questionnaire response
// holds it. Client is the id of the person, such as "p1".
type Answers struct {
	ID, Client string
	// At is when they were given, as it is written.
	At DateTime
	// Instrument is the id of the instrument, Version its edition.
	Instrument, Version string
	Answers             assessment.Answers
}

// NewQuestionnaireResponse gives answers as a QuestionnaireResponse. Its questionnaire is
// an address of ours, its link ids are the item ids of the instrument, and an
// item without an answer was not answered. No question stands in it.
//
// It is an error if the library has no such instrument in that version, or if
// there are more answers than items.
func NewQuestionnaireResponse(a *Answers, lib *assessment.Library) (*QuestionnaireResponse, error) {
	s, ok := lib.Lookup(a.Instrument, true)
	switch {
	case !ok:
		return nil, errors.New("fhir: the instrument of the answers is none of the library")
	case a.Version != "" && a.Version != s.Instrument().Version:
		return nil, errors.New("fhir: the answers are to another version of the instrument than the library has")
	}
	in := s.Instrument()
	if len(a.Answers.Values) > len(in.Items) {
		return nil, errors.New("fhir: there are more answers than the instrument has items")
	}
	q := &QuestionnaireResponse{Questionnaire: questionnaire(in), Status: "completed", Subject: subject(a.Client), Authored: a.At}
	q.ID = a.ID
	for i, v := range a.Answers.Values {
		item := ResponseItem{LinkID: in.Items[i].ID}
		if v != assessment.NotAnswered {
			item.Answer = []ResponseAnswer{{Value: answerValue(v, in.Decimals)}}
		}
		q.Item = append(q.Item, item)
	}
	q.Extensions = a.extensions(len(in.Items))
	return q, nil
}

// extensions hold what a response has no element for: that reversed items were
// turned before, that a list ended early, and what a reader could not read.
func (a *Answers) extensions(items int) (out []Extension) {
	if a.Answers.Coding != "" && a.Answers.Coding != assessment.Raw {
		out = append(out, own("answer-coding", Code(a.Answers.Coding)))
	}
	if len(a.Answers.Values) < items {
		out = append(out, own("answers-end-after", Unsigned(len(a.Answers.Values))))
	}
	if len(a.Answers.Problems) > 0 {
		var p parts
		p.problems(a.Answers.Problems)
		out = append(out, ownParts("answer-problems", p))
	}
	return out
}

func (p *parts) problems(list []assessment.Problem) {
	for _, x := range list {
		var in parts
		in.text("item", x.Item)
		in.text("value", x.Value)
		in.text("allowed", x.Allowed)
		p.nest("problem", in)
	}
}

func (p partReader) problems() (out []assessment.Problem) {
	for _, in := range p.nested("problem") {
		out = append(out, assessment.Problem{Item: in.word("item"), Value: in.word("value"), Allowed: in.word("allowed")})
	}
	return out
}

// answerValue gives an answer as a whole number, or as a decimal where the
// instrument has decimals.
func answerValue(v assessment.Answer, decimals int) Value {
	if decimals > 0 {
		return AmountDecimal(iop.DecimalAmount(int64(v), decimals))
	}
	return Integer(v)
}

// questionnaireBase begins the addresses of our questionnaires.
const questionnaireBase = OwnBase + "Questionnaire/"

// questionnaire gives the address of an instrument with its version.
func questionnaire(in *assessment.Instrument) string {
	return questionnaireBase + strings.ReplaceAll(in.ID, " ", "%20") + "|" + strings.ReplaceAll(in.Version, " ", "%20")
}

// Result scores the answers. It is an error if the library has no such
// instrument in that version.
func (a *Answers) Result(lib *assessment.Library, c assessment.Context) (assessment.Result, error) {
	s, ok := lib.Lookup(a.Instrument, true)
	if !ok || a.Version != "" && a.Version != s.Instrument().Version {
		return assessment.Result{}, errors.New("fhir: the instrument of the answers, in this version, is none of the library")
	}
	return s.Score(a.Answers, c), nil
}

// Score scores the answers and gives the score with its day and person. from is
// a reference to the response, the zero Reference for none.
func (a *Answers) Score(lib *assessment.Library, c assessment.Context, from Reference) (Score, error) {
	r, err := a.Result(lib, c)
	if err != nil {
		return Score{}, err
	}
	return Score{Client: a.Client, At: a.At, Result: r, From: from}, nil
}
