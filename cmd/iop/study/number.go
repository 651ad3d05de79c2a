package study

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// unknown is shown for what there is no number for.
const unknown = "–"

// percent writes a share with a number of places.
func percent(v float64, places int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return unknown
	}
	return minus(strconv.FormatFloat(withoutNegativeZero(100*v, places), 'f', places, 64)) + "%"
}

// number writes a number with a number of places, and with commas between the
// thousands.
func number(v float64, places int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return unknown
	}
	return minus(thousands(strconv.FormatFloat(withoutNegativeZero(v, places), 'f', places, 64)))
}

func withoutNegativeZero(v float64, places int) float64 {
	if math.Abs(v)*math.Pow10(places) < 0.5 {
		return 0
	}
	return v
}

// count writes a whole number with commas between the thousands.
func count(n int64) string { return minus(thousands(strconv.FormatInt(n, 10))) }

func thousands(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		rest = "." + rest
	}
	return sign + whole + rest
}

// minus writes a minus sign as wide as a plus.
func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }

// dollars writes an amount without cents.
func dollars(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return unknown
	}
	if v < 0 {
		return "−$" + number(-v, 0)
	}
	return "$" + number(v, 0)
}

// plainNumber writes a number with the digits that it has.
func plainNumber(v float64) string { return minus(thousands(strconv.FormatFloat(v, 'f', -1, 64))) }

// sentence begins a text with a capital.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// plainDigits writes a number of any size with three digits.
func plainDigits(v float64) string {
	if math.Abs(v) >= 1000 {
		return number(v, 0)
	}
	return minus(strconv.FormatFloat(v, 'g', 3, 64))
}

// lower begins a text with a small letter.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
