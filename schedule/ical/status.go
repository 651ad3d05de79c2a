package ical

// Status says whether an event takes place (RFC 5545, 3.8.1.11). The zero
// Status is Confirmed: that is what a calendar means that says nothing.
type Status uint8

// The statuses.
const (
	Confirmed Status = iota
	Tentative
	Cancelled
)

// String gives "confirmed", "tentative" or "cancelled".
func (s Status) String() string {
	switch s {
	case Confirmed:
		return "confirmed"
	case Tentative:
		return "tentative"
	case Cancelled:
		return "cancelled"
	}
	return ""
}

// MarshalText gives the form of [Status.String].
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// EndSource says where the end of an event comes from.
type EndSource uint8

// The sources of an end. The zero EndSource is EndDefault.
const (
	// EndDefault: neither DTEND nor DURATION. An all-day event takes its day,
	// any other ends when it starts (RFC 5545, 3.6.1), so that its length is
	// unknown rather than zero.
	EndDefault EndSource = iota
	// EndStated: DTEND, DURATION or the period of an RDATE.
	EndStated
	// EndUnusable: the stated end is unreadable or before the start. The end
	// is given as the default would be; a [Problem] names the line.
	EndUnusable
)

// String gives "default", "stated" or "unusable".
func (e EndSource) String() string {
	switch e {
	case EndDefault:
		return "default"
	case EndStated:
		return "stated"
	case EndUnusable:
		return "unusable"
	}
	return ""
}
