package fhir

import "github.com/openiop/openiop/schedule"

// wasThere reports whether a person was there for some time.
func wasThere(s schedule.Status) bool {
	return s == schedule.Attended || s == schedule.Partial || s == schedule.Late
}

// appointmentStatus gives a status in FHIR's words, and whose it was to cancel.
// The word of the roster stands in our extension, since FHIR has fewer.
func (s Sessions) appointmentStatus(status schedule.Status) (word string, reason CodeableConcept) {
	switch status {
	case schedule.Attended, schedule.Partial, schedule.Late:
		return "fulfilled", reason
	case schedule.AbsentUnexcused:
		return "noshow", reason
	case schedule.AbsentExcused:
		return "cancelled", s.Codes.Concept("cancelation/person", "by the person, excused")
	case schedule.CancelledByProgram:
		return "cancelled", s.Codes.Concept("cancelation/program", "by the program")
	}
	return "booked", reason
}

// encounterStatus gives a status in FHIR's words.
func encounterStatus(status schedule.Status) string {
	switch {
	case wasThere(status):
		return "finished"
	case status == schedule.NotRecorded:
		return "planned"
	}
	return "cancelled"
}

// encounterClass is virtual for telehealth and ambulatory otherwise, since
// FHIR asks for a class.
func encounterClass(d schedule.Delivery, c Codes) Coding {
	k := Concept("class/ambulatory")
	if d == schedule.Telehealth {
		k = "class/virtual"
	}
	if codings := c.of(k); len(codings) > 0 {
		return codings[0]
	}
	return Coding{Display: string(k)}
}

// attendedOf reads the status of an appointment of others. leave says why the
// appointment is no session of a roster; doubt what had to be assumed.
func (r *rosterReader) attendedOf(a *Appointment) (s schedule.Status, leave, doubt string) {
	switch a.Status {
	case "booked":
		return schedule.NotRecorded, "", ""
	case "fulfilled":
		return schedule.Attended, "", ""
	case "arrived", "checked-in":
		return schedule.Partial, "", "says that the person came and not that the session took place; it is read as a part of it"
	case "noshow":
		return schedule.AbsentUnexcused, "", ""
	case "cancelled":
		switch {
		case r.Codes.Is(&a.CancelationReason, "cancelation/person"):
			return schedule.AbsentExcused, "", ""
		case r.Codes.Is(&a.CancelationReason, "cancelation/program"):
			return schedule.CancelledByProgram, "", ""
		}
		return schedule.CancelledByProgram, "", "does not say who canceled in a code that is known; it is read as the program"
	case "entered-in-error":
		return 0, "was entered in error", ""
	}
	return 0, "is no session that is booked", ""
}

// tookPlace reads the status of an encounter of others, as attendedOf does.
func tookPlace(status string) (s schedule.Status, leave, doubt string) {
	switch status {
	case "finished":
		return schedule.Attended, "", ""
	case "planned", "unknown", "":
		return schedule.NotRecorded, "", ""
	case "cancelled":
		return schedule.CancelledByProgram, "", "does not say who canceled; it is read as the program"
	case "entered-in-error":
		return 0, "was entered in error", ""
	}
	return schedule.Partial, "", "says that the session is not over; it is read as a part of it"
}
