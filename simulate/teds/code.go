package teds

import (
	"bytes"
	"errors"
	"strconv"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/simulate"
)

// Stay is a length of stay as the files code it (LOS): 1 to 30 are days, 31 to
// 37 are spans of days. The zero Stay is missing.
type Stay uint8

// The spans.
const (
	Days31To45   Stay = 31
	Days46To60   Stay = 32
	Days61To90   Stay = 33
	Days91To120  Stay = 34
	Days121To180 Stay = 35
	Days181To365 Stay = 36
	OverAYear    Stay = 37
)

// stays is one more than the last code.
const stays = 38

var spans = [...]struct {
	from, to int // to 0 is open
	label    string
}{
	{31, 45, "31 to 45 days"}, {46, 60, "46 to 60 days"}, {61, 90, "61 to 90 days"}, {91, 120, "91 to 120 days"},
	{121, 180, "121 to 180 days"}, {181, 365, "181 to 365 days"}, {366, 0, "More than a year"},
}

// IsValid reports whether s is one of the codes, missing excepted.
func (s Stay) IsValid() bool { return s > 0 && s < stays }

// Days gives the first and the last day of a code. last is 0 for more than a
// year, and both are 0 for a code that is not valid.
func (s Stay) Days() (first, last int) {
	switch {
	case !s.IsValid():
		return 0, 0
	case s < Days31To45:
		return int(s), int(s)
	}
	b := spans[s-Days31To45]
	return b.from, b.to
}

// String gives the label of the file of 2021, "" for missing.
func (s Stay) String() string {
	switch {
	case !s.IsValid():
		return ""
	case s < Days31To45:
		return strconv.Itoa(int(s))
	}
	return spans[s-Days31To45].label
}

// StayOf gives the code for a number of days; 0 days counts as 1, and fewer are
// missing.
func StayOf(days int) Stay {
	switch {
	case days < 0:
		return 0
	case days <= 30:
		return Stay(max(days, 1))
	}
	for i, b := range spans {
		if days <= b.to {
			return Days31To45 + Stay(i)
		}
	}
	return OverAYear
}

// Service is the type of treatment as the files code it (SERVICES,
// SERVICES_D, SERVSETD). The zero Service is missing.
type Service uint8

// The services.
const (
	DetoxHospital Service = iota + 1
	DetoxResidential
	ResidentialHospital
	ResidentialShort
	ResidentialLong
	IntensiveOutpatient
	Outpatient
	OutpatientDetox
)

var serviceLabels = [...]string{
	"", "Detox, 24-hour, hospital inpatient", "Detox, 24-hour, free-standing residential", "Rehab/residential, hospital (non-detox)",
	"Rehab/residential, short term (30 days or fewer)", "Rehab/residential, long term (more than 30 days)", "Ambulatory, intensive outpatient",
	"Ambulatory, non-intensive outpatient", "Ambulatory, detoxification",
}

// IsValid reports whether s is one of the codes, missing excepted.
func (s Service) IsValid() bool { return s > 0 && int(s) < len(serviceLabels) }

// String gives the label of the file of 2021, "" for missing.
func (s Service) String() string {
	if !s.IsValid() {
		return ""
	}
	return serviceLabels[s]
}

// number reads a whole number of up to four digits; ok is false for anything
// else. The files of some years write 6.0 for 6.
func number(cell []byte) (n int, ok bool) {
	cell = bytes.TrimSuffix(cell, []byte(".0"))
	if len(cell) == 0 || len(cell) > 4 {
		return 0, false
	}
	for _, c := range cell {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// missing reports whether a cell says that nothing is known.
func missing(cell []byte) bool {
	switch string(cell) {
	case "", "-9", "-9.0", "NA", ".":
		return true
	}
	return len(cell) >= 7 && bytes.EqualFold(cell[:7], []byte("missing"))
}

func parseStay(cell []byte) (Stay, error) {
	if missing(cell) {
		return 0, nil
	}
	if n, ok := number(bytes.TrimSuffix(bytes.TrimSuffix(cell, []byte(" day")), []byte(" days"))); ok {
		if n >= 1 && n < stays {
			return Stay(n), nil
		}
		return 0, errStay
	}
	for i := range spans {
		if bytes.EqualFold(cell, []byte(spans[i].label)) {
			return Days31To45 + Stay(i), nil
		}
	}
	return 0, errStay
}

func parseService(cell []byte) (Service, error) {
	if missing(cell) {
		return 0, nil
	}
	if n, ok := number(cell); ok {
		if n >= 1 && n < len(serviceLabels) {
			return Service(n), nil
		}
		return 0, errService
	}
	for i := range serviceLabels {
		if i > 0 && bytes.EqualFold(cell, []byte(serviceLabels[i])) {
			return Service(i), nil
		}
	}
	return 0, errService
}

var (
	errStay    = errors.New("is not a length of stay; want 1 to 37, -9, or a label of the file of 2021")
	errService = errors.New("is not a service; want 1 to 8, -9, or a label of the file of 2021")
	errAge     = errors.New("is not a group of ages; want 1 to 12, -9, or a label of the file of 2021")
)

// parseReason reads a reason; the label of a transfer is written in several
// ways.
func parseReason(cell []byte) (careplan.TEDSReason, error) {
	if missing(cell) {
		return careplan.TEDSMissing, nil
	}
	if n, ok := number(cell); ok && n >= 1 && n <= 7 {
		return careplan.TEDSReason(n), nil
	}
	if len(cell) > 11 && bytes.EqualFold(cell[:11], []byte("transferred")) {
		return careplan.TEDSTransferred, nil
	}
	return careplan.ParseTEDSReason(string(cell))
}

// group gives the model's reason for one of the files; the zero Reason for
// missing.
func group(c careplan.TEDSReason) simulate.Reason {
	switch c {
	case careplan.TEDSCompleted:
		return simulate.Completed
	case careplan.TEDSTransferred:
		return simulate.Transferred
	case careplan.TEDSDroppedOut:
		return simulate.DroppedOut
	case careplan.TEDSTerminated:
		return simulate.Terminated
	case careplan.TEDSIncarcerated, careplan.TEDSDeath, careplan.TEDSOther:
		return simulate.OtherEnd
	}
	return 0
}

// adult reads a group of ages: codes 3 to 12 are 18 years and more, labels
// begin with the lowest age.
func adult(cell []byte) (is, known bool, err error) {
	if missing(cell) {
		return false, false, nil
	}
	if n, ok := number(cell); ok {
		if n < 1 || n > 12 {
			return false, false, errAge
		}
		return n >= 3, true, nil
	}
	digits := 0
	for digits < len(cell) && cell[digits] >= '0' && cell[digits] <= '9' {
		digits++
	}
	n, ok := number(cell[:digits])
	if !ok || n < 12 || n > 99 {
		return false, false, errAge
	}
	return n >= 18, true, nil
}
