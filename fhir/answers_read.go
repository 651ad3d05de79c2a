package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
)

// ReadAnswers reads a questionnaire response as answers to an instrument of a
// library. instrument names it; "" leaves it to the response: to its
// questionnaire, if that is an address of ours or ends in the LOINC code of a
// panel, and else to the LOINC codes of its items.
//
// Items are found by the last part of their link ids, which is our item id or
// the LOINC code of the item. An answer is a whole or decimal number, a text
// that is one, a quantity, yes or no, or a coding: by its ordinal value, by a
// LOINC answer code whose value was read, or by a code that is a number. Items
// and answers that cannot be read are in the report; such an answer makes the
// score invalid and is never taken for a missing one. A total that the response
// states is compared with the answers.
//
// The answers are of use if the report has no error.
func ReadAnswers(q *QuestionnaireResponse, lib *assessment.Library, instrument string) (Answers, Report) {
	r := answerReader{mapper: newMapper(q)}
	r.items(q.Item, "", 0)
	s := r.instrument(q, lib, instrument)
	if s == nil {
		return Answers{}, r.report
	}
	in := s.Instrument()
	a := Answers{ID: q.ID, Client: clientID(&q.Subject), At: q.Authored, Instrument: in.ID, Version: in.Version}
	r.status(q.Status)
	a.Answers = r.answers(s)
	r.extensions(q, &a)
	r.compare(s, a.Answers)
	r.unused(q, "questionnaire status subject authored item")
	return a, r.report
}

// answerReader reads the items of a response.
type answerReader struct {
	*mapper
	found []foundItem
}

// foundItem is an item of a response that has answers, or that could have.
type foundItem struct {
	key, path string // key is the last part of its link id
	answers   []ResponseAnswer
	group     bool
}

// maxGroups is how deep groups of items are followed.
const maxGroups = 16

// items lists the items in their order, groups opened.
func (r *answerReader) items(list []ResponseItem, path string, depth int) {
	for i := range list {
		item := &list[i]
		at := path + "item[" + strconv.Itoa(i) + "]"
		r.found = append(r.found, foundItem{itemKey(item.LinkID), at, item.Answer, len(item.Item) > 0 && len(item.Answer) == 0})
		if depth == maxGroups {
			r.note(Error, at, "stands too deep in groups of items")
			return
		}
		r.items(item.Item, at+".", depth+1)
		for j := range item.Answer {
			r.items(item.Answer[j].Item, at+".answer["+strconv.Itoa(j)+"].", depth+1)
		}
	}
}

// itemKey gives the last part of a link id such as "/44249-1/44250-9".
func itemKey(linkID string) string {
	return linkID[strings.LastIndexByte(linkID, '/')+1:]
}

func (r *answerReader) status(status string) {
	switch status {
	case "entered-in-error":
		r.note(Error, "status", "says that the response was entered in error; it is not read")
	case "in-progress", "stopped":
		r.note(Information, "status", "says that not everything was asked; what is missing is unknown")
	}
}

// instrument finds the instrument that the response is about.
func (r *answerReader) instrument(q *QuestionnaireResponse, lib *assessment.Library, id string) *assessment.Scorer {
	if id == "" {
		id = r.instrumentID(q, lib)
	}
	if id == "" {
		r.note(Error, "questionnaire", "names no instrument of the library, and the link ids are no LOINC codes of one; name the instrument")
		return nil
	}
	s, ok := lib.Lookup(id, true)
	if !ok {
		r.note(Error, "questionnaire", "is about an instrument that the library does not have")
		return nil
	}
	if v, has := ownVersion(q.Questionnaire); has && v != s.Instrument().Version {
		r.note(Error, "questionnaire", "is about another version of the instrument than the library has; scores of two versions are never compared")
	}
	return s
}

// instrumentID finds the id of the instrument, "" for none.
func (r *answerReader) instrumentID(q *QuestionnaireResponse, lib *assessment.Library) string {
	if id := r.byQuestionnaire(q.Questionnaire, lib); id != "" {
		return id
	}
	return r.byItems(lib)
}

// instrumentOf finds the instrument that a response is about, "" for none.
func instrumentOf(q *QuestionnaireResponse, lib *assessment.Library) string {
	r := answerReader{mapper: newMapper(q)}
	r.items(q.Item, "", 0)
	return r.instrumentID(q, lib)
}

// ownVersion gives the version of one of our addresses.
func ownVersion(address string) (version string, ok bool) {
	rest, ours := strings.CutPrefix(address, questionnaireBase)
	_, version, ok = strings.Cut(rest, "|")
	return strings.ReplaceAll(version, "%20", " "), ours && ok
}

func (r *answerReader) byQuestionnaire(address string, lib *assessment.Library) string {
	address, _, _ = strings.Cut(address, "|")
	if id, ours := strings.CutPrefix(address, questionnaireBase); ours {
		return strings.ReplaceAll(id, "%20", " ")
	}
	code := itemKey(address)
	for in := range lib.All(true) {
		if in.Codes.Panel != nil && in.Codes.Panel.Code == code {
			return in.ID
		}
	}
	return ""
}

// byItems takes the instrument of which most items are there: of equal ones
// that whose total is stated too, then the shortest.
func (r *answerReader) byItems(lib *assessment.Library) (id string) {
	best, items := 0, 0
	for in := range lib.All(true) {
		n := 0
		for i := range in.Items {
			if code := in.Items[i].LOINC; code != "" && r.has(code) {
				n += 2
			}
		}
		if n > 0 && in.Codes.Total != nil && r.has(in.Codes.Total.Code) {
			n++
		}
		if n > best || n == best && n > 0 && len(in.Items) < items {
			best, items, id = n, len(in.Items), in.ID
		}
	}
	return id
}

func (r *answerReader) has(key string) bool {
	for i := range r.found {
		if r.found[i].key == key {
			return true
		}
	}
	return false
}

// answers reads the items of an instrument, in its order.
func (r *answerReader) answers(s *assessment.Scorer) (a assessment.Answers) {
	in := s.Instrument()
	at := map[string]int{}
	for i := range in.Items {
		at[in.Items[i].ID] = i
		if code := in.Items[i].LOINC; code != "" {
			at[code] = i
		}
		a.Values = append(a.Values, assessment.NotAnswered)
	}
	seen := make([]bool, len(in.Items))
	for k := range r.found {
		f := &r.found[k]
		i, ok := at[f.key]
		switch {
		case !ok && (f.group || r.isTotal(in, f.key)):
		case !ok && confusedItems[f.key] != "":
			r.note(Warning, f.path, confusedItems[f.key])
		case !ok:
			r.note(Information, f.path, "is no item of "+in.ID+"; it is not read")
		case seen[i]:
			r.note(Error, f.path, "is a second answer to item "+in.Items[i].ID)
		default:
			seen[i] = true
			r.answer(&a, s, i, f)
		}
	}
	return a
}

// confusedItems are codes of questions that public examples take for others.
// HL7/US-Core's own example of the AUDIT-C has the one here.
var confusedItems = map[string]string{
	"68517-2": "is another question about alcohol than item 1 of the AUDIT-C, which is 68518-0; it is not read",
}

func (r *answerReader) isTotal(in *assessment.Instrument, key string) bool {
	return in.Codes.Total != nil && in.Codes.Total.Code == key
}

// answer reads one item. What is there and cannot be read is a problem of the
// answers, so that it is not taken for one that is missing.
func (r *answerReader) answer(a *assessment.Answers, s *assessment.Scorer, i int, f *foundItem) {
	in := s.Instrument()
	item := &in.Items[i]
	bad := func(found, what string) {
		r.note(Warning, f.path, what)
		a.Problems = append(a.Problems, assessment.Problem{Item: item.ID, Value: found, Allowed: allowedOf(in, item).String()})
	}
	switch {
	case len(f.answers) == 0:
	case len(f.answers) > 1:
		bad("several answers", "has several answers to item "+item.ID+"; want one")
	case f.answers[0].Value == nil:
		bad("an answer without a value", "has an answer without a value")
	default:
		v, ok := answerNumber(f.answers[0].Value, in.Decimals)
		if !ok {
			bad("an answer that is no number", "has an answer that is no number and has no ordinal value; item "+item.ID+" of "+in.ID+" is not read")
			return
		}
		a.Values[i] = v
	}
}

func allowedOf(in *assessment.Instrument, item *assessment.Item) assessment.Allowed {
	if item.Allowed != nil {
		return *item.Allowed
	}
	return in.Allowed
}

// extensions reads what our own responses say beside their items.
func (r *answerReader) extensions(q *QuestionnaireResponse, a *Answers) {
	if e, ok := extended(q.Extensions, "answer-coding"); ok {
		word, _ := wordOf(e.Value)
		coding, err := assessment.ParseCoding(word)
		if err != nil {
			r.note(Error, "extension('answer-coding')", err.Error())
		}
		a.Answers.Coding = coding
	}
	if e, ok := extended(q.Extensions, "answers-end-after"); ok {
		n, isCount := e.Value.(Unsigned)
		if !isCount || int(n) > len(a.Answers.Values) {
			r.note(Error, "extension('answers-end-after')", "is no number of items of the instrument")
			return
		}
		for _, v := range a.Answers.Values[n:] {
			if v != assessment.NotAnswered {
				r.note(Error, "extension('answers-end-after')", "says that the answers end before one that is there")
				return
			}
		}
		if a.Answers.Values = a.Answers.Values[:n]; n == 0 {
			a.Answers.Values = nil
		}
	}
	if p, ok := r.readParts(q.Extensions, "answer-problems"); ok {
		a.Answers.Problems = append(a.Answers.Problems, p.problems()...)
	}
}

// compare holds a total that the response states against the answers.
func (r *answerReader) compare(s *assessment.Scorer, a assessment.Answers) {
	in := s.Instrument()
	if in.Codes.Total == nil || in.Total == nil {
		return
	}
	for i := range r.found {
		f := &r.found[i]
		if f.key != in.Codes.Total.Code || len(f.answers) != 1 {
			continue
		}
		stated, ok := amountOf(f.answers[0].Value)
		result := s.Score(a, assessment.Context{})
		switch {
		case !ok && confusedItems[f.key] != "":
			r.note(Warning, f.path, confusedItems[f.key])
		case !ok:
			r.note(Information, f.path, "states a total that is no number; the answers count")
		case !result.Total.IsKnown():
			r.note(Warning, f.path, "states a total, and the answers give none; the answers count")
		case result.Total.Compare(stated) != 0:
			r.note(Warning, f.path, "states another total than the answers give; the answers count")
		}
	}
}
