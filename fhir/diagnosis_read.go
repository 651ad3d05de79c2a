package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
)

// ReadDiagnosis reads a Condition as a substance use disorder, by the substance
// in our vocabulary or by an ICD-10-CM code from F10 to F19. What an ICD-10-CM
// code leaves open stays open: F1x.2 is moderate or severe, F1x.x1 is early or
// sustained remission, and F1x.9 says nothing of severity. Where code, clinical
// status, severity and our extensions contradict each other, what they disagree
// on is undetermined, and the report says so. Complications in a code, such as
// withdrawal, are not read.
//
// A diagnosis that is refuted or was entered in error is refused. The diagnosis
// is of use if the report has no error.
func ReadDiagnosis(c *Condition, codes Codes) (Diagnosis, Report) {
	r := diagnosisReader{mapper: newMapper(c), c: c, codes: codes}
	d := Diagnosis{ID: c.ID, Client: clientID(&c.Subject)}
	r.substance(&d)
	r.verification(&d)
	r.severity(&d)
	r.remission(&d)
	if day, ok := c.RecordedDate.Day(); ok {
		d.On = day
	} else if c.RecordedDate.IsStated() {
		r.note(Warning, "recordedDate", "is no day; it is not read")
	}
	r.unused(c, "clinicalStatus verificationStatus category severity code subject recordedDate")
	if r.failed() {
		return Diagnosis{}, r.report
	}
	return d, r.report
}

// diagnosisReader reads one Condition.
type diagnosisReader struct {
	*mapper
	c     *Condition
	codes Codes
	icd   icdCode
}

// oidICD10CM is the older address of ICD-10-CM, which some systems still write.
const oidICD10CM = "urn:oid:2.16.840.1.113883.6.90"

// icdCode is what a code of ICD-10-CM from F10 to F19 says.
type icdCode struct {
	substance       assessment.Substance
	lowest, highest assessment.Severity
	remission       assessment.Ternary
}

// substance reads which substance it is about.
func (r *diagnosisReader) substance(d *Diagnosis) {
	for i := range r.c.Code.Coding {
		k := &r.c.Code.Coding[i]
		at := "code.coding[" + strconv.Itoa(i) + "]"
		switch {
		case k.System == SubstanceSystem:
			s, err := assessment.ParseSubstance(k.Code)
			if err != nil {
				r.note(Error, at, err.Error())
				continue
			}
			r.about(d, s, at)
		case k.System == systemICD10CM || k.System == oidICD10CM:
			icd, exact, ok := parseICD(k.Code)
			if !ok {
				r.note(Information, at, "is no substance use disorder of ICD-10-CM, F10 to F19")
				continue
			}
			if !exact {
				r.note(Information, at, "names a complication, which is not read")
			}
			r.icd = icd
			r.about(d, icd.substance, at)
		}
	}
	if k, ok := r.codes.Find(&r.c.Code, "diagnosis/"); ok && r.icd == (icdCode{}) {
		r.concept(d, string(k))
	}
	if !d.Substance.IsValid() && !r.failed() {
		r.note(Error, "code", "is no substance use disorder: it has no ICD-10-CM code from F10 to F19 and no substance of ours")
	}
}

// concept reads one of the concepts for which a caller has codes of their own.
func (r *diagnosisReader) concept(d *Diagnosis, k string) {
	p := strings.Split(k, "/")
	if len(p) < 3 {
		return
	}
	s, err := assessment.ParseSubstance(p[1])
	if err != nil {
		return
	}
	r.icd = icdCode{substance: s, lowest: assessment.NoDisorder, highest: assessment.Severe, remission: assessment.No}
	r.icd.lowest, r.icd.highest = classEnds(p[2])
	if len(p) > 3 {
		r.icd.remission = assessment.Yes
	}
	r.about(d, s, "code")
}

func classEnds(class string) (low, high assessment.Severity) {
	switch class {
	case "mild":
		return assessment.Mild, assessment.Mild
	case "moderate-severe":
		return assessment.Moderate, assessment.Severe
	}
	return assessment.NoDisorder, assessment.Severe
}

func (r *diagnosisReader) about(d *Diagnosis, s assessment.Substance, at string) {
	if d.Substance.IsValid() && d.Substance != s {
		r.note(Error, at, "is about another substance than the code before it")
		return
	}
	d.Substance = s
}

// parseICD reads a code such as F11.21. exact is false where it says more than
// severity and remission.
func parseICD(code string) (icd icdCode, exact, ok bool) {
	if len(code) < 3 || code[0] != 'F' || code[1] != '1' || code[2] < '0' || code[2] > '9' {
		return icd, false, false
	}
	icd.substance = assessment.Alcohol + assessment.Substance(code[2]-'0')
	icd.lowest, icd.highest, icd.remission = assessment.NoDisorder, assessment.Severe, assessment.Unknown
	rest := strings.TrimPrefix(code[3:], ".")
	if !digits(rest, len(rest)) && rest != "" {
		return icd, false, true
	}
	if rest == "" {
		return icd, true, true
	}
	icd.lowest, icd.highest = classEnds(map[byte]string{'1': "mild", '2': "moderate-severe"}[rest[0]])
	if icd.substance == assessment.Tobacco { // F17.2, the product, the state
		if len(rest) < 3 {
			return icd, true, true
		}
		rest = rest[:1] + rest[2:]
	}
	if len(rest) == 1 {
		return icd, true, true
	}
	icd.remission = assessment.No
	if rest[1] == '1' && len(rest) == 2 {
		icd.remission = assessment.Yes
	}
	return icd, len(rest) == 2 && rest[1] <= '1', true
}

func (r *diagnosisReader) verification(d *Diagnosis) {
	switch v := r.c.VerificationStatus.Code(systemVerification); {
	case v == "refuted" || v == "entered-in-error":
		r.note(Error, "verificationStatus", "says that the person does not have it; it is not read")
	case hasWord(verifications, v):
		d.Verification = v
	case r.c.VerificationStatus.IsStated():
		r.note(Warning, "verificationStatus", "is none of the codes of FHIR; it is not read")
	}
}

// severity holds the code, the severity and our extension against each other.
func (r *diagnosisReader) severity(d *Diagnosis) {
	low, high := assessment.NoDisorder, assessment.Severe
	meet := func(l, h assessment.Severity, at string) {
		if max(low, l) > min(high, h) {
			r.note(Warning, at, "contradicts the severity of the code; the severity is undetermined")
			low, high = min(low, l), max(high, h)
			return
		}
		low, high = max(low, l), min(high, h)
	}
	if r.icd != (icdCode{}) {
		low, high = r.icd.lowest, r.icd.highest
	}
	if p, ok := r.readParts(r.c.Extensions, "severity"); ok {
		p.known("lowest highest")
		var l, h assessment.Severity
		p.parse("lowest", &l)
		p.parse("highest", &h)
		meet(l, h, "extension('severity')")
	}
	if s, ok := r.statedSeverity(); ok {
		meet(s, s, "severity")
	} else if r.c.Severity.IsStated() {
		r.note(Information, "severity", "is in no words that are read: mild, moderate or severe")
	}
	d.Lowest, d.Highest = low, high
	if low == high {
		d.Severity = low
	}
}

// statedSeverity reads mild, moderate or severe, by our vocabulary or in words.
func (r *diagnosisReader) statedSeverity() (s assessment.Severity, ok bool) {
	words := []string{r.c.Severity.Code(SeveritySystem), strings.ToLower(r.c.Severity.Text)}
	for _, k := range r.c.Severity.Coding {
		words = append(words, strings.ToLower(k.Display))
	}
	for _, w := range words {
		if s, err := assessment.ParseSeverity(w); err == nil && s >= assessment.Mild {
			return s, true
		}
	}
	return 0, false
}

// remission holds the code, the clinical status and our extension against each
// other.
func (r *diagnosisReader) remission(d *Diagnosis) {
	low, high := assessment.RemissionUndetermined, assessment.RemissionUndetermined
	contradiction := false
	meet := func(l, h assessment.Remission, at string) {
		switch {
		case l == assessment.RemissionUndetermined:
		case high == assessment.RemissionUndetermined:
			low, high = l, h
		case max(low, l) > min(high, h):
			r.note(Warning, at, "contradicts what else is said of remission; it is undetermined")
			contradiction = true
		default:
			low, high = max(low, l), min(high, h)
		}
	}
	l, h := remissionEnds(r.icd.remission)
	meet(l, h, "code")
	l, h = r.clinicalStatus()
	meet(l, h, "clinicalStatus")
	if p, ok := r.readParts(r.c.Extensions, "remission"); ok {
		p.known("state lowest highest controlledEnvironment maintenanceTherapy")
		var state, l, h assessment.Remission
		p.parse("state", &state)
		p.parse("lowest", &l)
		p.parse("highest", &h)
		if state != assessment.RemissionUndetermined {
			l, h = state, state
		}
		meet(l, h, "extension('remission')")
		d.ControlledEnvironment, d.MaintenanceTherapy = p.ternary("controlledEnvironment"), p.ternary("maintenanceTherapy")
	}
	if contradiction {
		return
	}
	d.LowestRemission, d.HighestRemission = low, high
	if low == high {
		d.Remission = low
	}
}

func remissionEnds(in assessment.Ternary) (low, high assessment.Remission) {
	switch in {
	case assessment.Yes:
		return assessment.EarlyRemission, assessment.SustainedRemission
	case assessment.No:
		return assessment.NotInRemission, assessment.NotInRemission
	}
	return assessment.RemissionUndetermined, assessment.RemissionUndetermined
}

// clinicalStatus reads what the status says of remission.
func (r *diagnosisReader) clinicalStatus() (low, high assessment.Remission) {
	switch r.c.ClinicalStatus.Code(systemClinicalStatus) {
	case "active", "recurrence", "relapse":
		return remissionEnds(assessment.No)
	case "remission":
		return remissionEnds(assessment.Yes)
	case "inactive", "resolved":
		r.note(Warning, "clinicalStatus", "does not say whether the disorder is in remission")
	case "":
		if r.c.ClinicalStatus.IsStated() {
			r.note(Warning, "clinicalStatus", "is none of the codes of FHIR; it is not read")
		}
	default:
		r.note(Warning, "clinicalStatus", "is none of the codes of FHIR; it is not read")
	}
	return remissionEnds(assessment.Unknown)
}
