package schedule_test

import "github.com/openiop/openiop/iop"

func dayCases() []ruleCase {
	on := func(days string) string {
		return `"blocks": [{"activity": "cbt", "days": [` + days + `], "minutes": 180}]`
	}
	at := func(days, start, end string) string { return `"blocks": [` + clocked(days, start, end) + `]` }
	return []ruleCase{
		{rule: "days-per-week", name: "met", standard: "hcpcs-h0015", program: adult + on(`"Mon", "Wed", "Fri"`), want: "met", measured: "3"},
		{rule: "days-per-week", name: "not-met", standard: "hcpcs-h0015", program: adult + on(`"Mon", "Wed"`), want: "not-met", measured: "2"},
		{rule: "days-per-week", name: "undetermined", standard: "hcpcs-h0015", program: adult + `"blocks": [{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 180}, {"activity": "mi", "perWeek": 1, "minutes": 30}]`, want: "undetermined", measured: "2 to 3"},
		{rule: "days-per-week", name: "undetermined: nothing known", standard: "hcpcs-h0015", program: adult + `"blocks": []`, want: "undetermined", measured: "unknown"},
		{rule: "days-per-week", name: "not-applicable: the other age group", standard: "nc-rule-sacot", program: adolescent + on(`"Mon"`), want: "not-applicable"},

		// Saturday and Sunday are the longest run.
		{rule: "service-gap", name: "met", standard: "nc-medicaid-saiop", program: adult + on(`"Mon", "Wed", "Fri"`), want: "met", measured: "2"},
		// Friday to Sunday.
		{rule: "service-gap", name: "not-met", standard: "nc-medicaid-saiop", program: adult + on(`"Mon", "Wed", "Thu"`), want: "not-met", measured: "3"},
		// Around the week's end: Saturday to Monday.
		{rule: "service-gap", name: "not-met around the week", standard: "nc-medicaid-saiop", program: adult + on(`"Tue", "Thu", "Fri"`), want: "not-met", measured: "3"},
		{rule: "service-gap", name: "the same gap where three days are allowed", standard: "wy-iop-adult", program: adult + on(`"Mon", "Wed", "Thu"`), want: "met", measured: "3"},
		{rule: "service-gap", name: "four days where three are allowed", standard: "wy-iop-adult", program: adult + on(`"Mon", "Tue", "Wed"`), want: "not-met", measured: "4"},
		{rule: "service-gap", name: "one day a week leaves six", standard: "wy-iop-adult", program: adult + on(`"Wed"`), want: "not-met", measured: "6"},
		{rule: "service-gap", name: "every day leaves none", standard: "wy-iop-adult", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 7, "minutes": 60}]`, want: "met", measured: "0"},
		// Three days anywhere: 2, 1, 1 between them at best, 4 at worst.
		{rule: "service-gap", name: "undetermined", standard: "nc-medicaid-saiop", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 3, "minutes": 180}]`, want: "undetermined", measured: "2 to 4"},
		{rule: "service-gap", name: "undetermined: nothing known", standard: "nc-medicaid-saiop", program: adult + `"blocks": []`, want: "undetermined", measured: "unknown"},
		{rule: "service-gap", name: "not-applicable: the other age group", standard: "wy-iop-adult", program: adolescent + on(`"Mon"`), want: "not-applicable"},

		// Friday 12:00 to Monday 9:00 is 69 hours, 4140 minutes.
		{rule: "service-gap", name: "hours: met", standard: "wi-php-adult", program: adult + at(`"Mon", "Wed", "Fri"`, "09:00", "12:00"), want: "met", measured: "4140"},
		// Thursday 12:00 to Monday 9:00 is 93 hours.
		{rule: "service-gap", name: "hours: not-met", standard: "wi-php-adult", program: adult + at(`"Mon", "Wed", "Thu"`, "09:00", "12:00"), want: "not-met", measured: "5580"},
		// Two free days: more than 48 hours, less than 96 less two sessions.
		{rule: "service-gap", name: "hours: undetermined without a clock", standard: "wi-php-adult", program: adult + on(`"Mon", "Wed", "Fri"`), want: "undetermined"},
		{rule: "service-gap", name: "hours: not-met without a clock", standard: "wi-php-adult", program: adult + on(`"Mon", "Tue"`), want: "not-met"},
		{rule: "service-gap", name: "hours: met without a clock", standard: "wi-php-adult", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 7, "minutes": 60}]`, want: "met"},
		{rule: "service-gap", name: "hours: not-applicable", standard: "wi-php-adult", program: adolescent + on(`"Mon"`), want: "not-applicable"},

		{rule: "session-length", name: "met", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 60}]`, want: "met", measured: "60"},
		{rule: "session-length", name: "not-met", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 60}, {"activity": "psychoeducation", "perWeek": 1, "minutes": 59}]`, want: "not-met", measured: "59"},
		{rule: "session-length", name: "met: individual sessions are no groups", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 60}, {"activity": "individual-counseling", "perWeek": 1, "minutes": 30}]`, want: "met", measured: "60"},
		{rule: "session-length", name: "met: what does not count is no session", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 60}, {"activity": "break", "perWeek": 3, "minutes": 10}]`, want: "met", measured: "60"},
		{rule: "session-length", name: "undetermined: a range", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": {"min": 50, "max": 60}}]`, want: "undetermined", measured: "50 to 60"},
		{rule: "session-length", name: "undetermined: no length", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3}]`, want: "undetermined"},
		{rule: "session-length", name: "undetermined: nothing known", standard: "wa-court-iop", program: adult + `"blocks": []`, want: "undetermined"},
		{rule: "session-length", name: "not-applicable: no group", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "individual-counseling", "perWeek": 1, "minutes": 30}]`, want: "not-applicable"},
		// The short group belongs to phase B alone.
		{rule: "session-length", name: "only in the weeks in which the session takes place", standard: "wa-court-iop", program: adult + `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}], "blocks": [
			{"activity": "group-therapy", "perWeek": 3, "minutes": 60}, {"activity": "group-therapy", "minutes": 30, "perWeekByPhase": {"B": 1}}]`, want: "met, not-met", measured: "30"},
		{rule: "session-length", name: "a most: met", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 120}]`, want: "met", measured: "120", change: atMostTwoHours},
		{rule: "session-length", name: "a most: not-met", standard: "wa-court-iop", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 60}, {"activity": "group-therapy", "perWeek": 1, "minutes": 121}]`, want: "not-met", measured: "121", change: atMostTwoHours},
	}
}

// atMostTwoHours turns a least session length into a most; no embedded
// standard has one.
func atMostTwoHours(s *iop.Standard) {
	most := 120
	l := &s.Requirements.SessionLength[0]
	l.Min, l.Max = nil, &most
}
