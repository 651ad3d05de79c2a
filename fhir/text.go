package fhir

import "strings"

// badText says what is wrong with a text of FHIR.
func badText(s string) string {
	if s == "" {
		return "is empty; leave it out instead"
	}
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < ' ' && b != '\t' && b != '\n' && b != '\r' {
			return "holds a control character"
		}
	}
	return ""
}

func badURI(s string) string {
	if s == "" {
		return "is empty; leave it out instead"
	}
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' {
			return "is no address; want one without spaces"
		}
	}
	return ""
}

// badElementID is for ids of objects within a resource, which may be longer
// and odder than those of resources.
func badElementID(s string) string {
	if badURI(s) != "" {
		return "is no id of an object; want one without spaces"
	}
	return ""
}

func badID(s string) string {
	ok := len(s) >= 1 && len(s) <= 64
	for i := 0; ok && i < len(s); i++ {
		b := s[i]
		ok = b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' || b == '-' || b == '.'
	}
	if !ok {
		return "is no id; want 1 to 64 letters, digits, - and ."
	}
	return ""
}

// badCode allows single spaces inside a code.
func badCode(s string) string {
	ok := s != "" && s[0] != ' ' && s[len(s)-1] != ' ' && !strings.Contains(s, "  ")
	for i := 0; ok && i < len(s); i++ {
		ok = s[i] >= ' '
	}
	if !ok {
		return "is no code; want one without space at its ends"
	}
	return ""
}
