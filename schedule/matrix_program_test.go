package schedule_test

import "github.com/openiop/openiop/iop"

func programCases() []ruleCase {
	const three = `"blocks": [{"activity": "group-therapy", "days": ["Mon", "Wed", "Fri"], "minutes": 180}]`
	lasting := func(weeks string) string { return adult + `"weeks": ` + weeks + `, ` + three }
	weekly := func(minutes, more string) string {
		return adult + `"weeks": 12, "blocks": [{"activity": "cbt", "weeklyMinutes": ` + minutes + `}` + more + `]`
	}
	individual := func(minutes string) string {
		return adult + `"blocks": [{"activity": "group-therapy", "perWeek": 5, "minutes": 180}, {"activity": "individual-counseling", "perWeek": 1, "minutes": ` + minutes + `}]`
	}
	family := func(perWeek, weeks string) string {
		return adult + weeks + `"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 180}, {"activity": "family-therapy", "perWeek": ` + perWeek + `, "minutes": 60}]`
	}
	return []ruleCase{
		{rule: "group-size", name: "met", standard: "nm-iop-adult", program: adult + `"groupSize": {"min": 8, "max": 15}, ` + three, want: "met", measured: "8 to 15"},
		{rule: "group-size", name: "not-met", standard: "nm-iop-adult", program: adult + `"groupSize": 16, ` + three, want: "not-met", measured: "16"},
		{rule: "group-size", name: "undetermined: a range", standard: "nm-iop-adult", program: adult + `"groupSize": {"min": 8, "max": 16}, ` + three, want: "undetermined", measured: "8 to 16"},
		{rule: "group-size", name: "undetermined: not stated", standard: "nm-iop-adult", program: adult + three, want: "undetermined", measured: "unknown"},
		{rule: "group-size", name: "not-applicable: the other age group", standard: "nm-iop-adult", program: adolescent + `"groupSize": 16, ` + three, want: "not-applicable"},
		{rule: "group-size", name: "not-applicable: no lectures", standard: "tx-group", program: adult + `"groupSize": 16, ` + three, want: "met, not-applicable"},
		{rule: "group-size", name: "lectures may be larger", standard: "tx-group", program: adult + `"groupSize": 35, "blocks": [{"activity": "psychoeducation", "perWeek": 1, "minutes": 60}]`, want: "not-met, met"},

		{rule: "program-length", name: "met", standard: "wy-iop-adult", program: lasting("8"), want: "met", measured: "8"},
		{rule: "program-length", name: "not-met", standard: "wy-iop-adult", program: lasting("7"), want: "not-met", measured: "7"},
		{rule: "program-length", name: "undetermined: a range", standard: "wy-iop-adult", program: lasting(`{"min": 6, "max": 8}`), want: "undetermined", measured: "6 to 8"},
		{rule: "program-length", name: "undetermined: not stated", standard: "wy-iop-adult", program: adult + three, want: "undetermined", measured: "unknown"},
		{rule: "program-length", name: "not-applicable: the other age group", standard: "wy-iop-adult", program: adolescent + `"weeks": 7, ` + three, want: "not-applicable"},
		{rule: "program-length", name: "a finding for each track", standard: "wy-iop-adult", program: adult + `"weeks": 7, "blocks": [{"activity": "cbt", "track": "a"}, {"activity": "cbt", "track": "b"}]`, want: "not-met x2"},
		{rule: "program-length", name: "phases laid end to end", standard: "wy-iop-adult", program: adult + `"phases": [{"name": "A", "weeks": 5}, {"name": "B", "weeks": 3}], ` + three, want: "met", measured: "8"},
		{rule: "program-length", name: "a phase without a length", standard: "wy-iop-adult", program: adult + `"phases": [{"name": "A", "weeks": 9}, {"name": "B"}], ` + three, want: "undetermined"},

		{rule: "cumulative-hours", name: "met", standard: "wa-court-iop", program: weekly("360", ""), want: "met", measured: "4320"},
		{rule: "cumulative-hours", name: "not-met", standard: "wa-court-iop", program: weekly("350", ""), want: "not-met", measured: "4200"},
		{rule: "cumulative-hours", name: "undetermined: a range", standard: "wa-court-iop", program: weekly(`{"min": 350, "max": 360}`, ""), want: "undetermined", measured: "4200 to 4320"},
		{rule: "cumulative-hours", name: "undetermined: a part is unknown", standard: "wa-court-iop", program: weekly("350", `, {"activity": "mi"}`), want: "undetermined", measured: "4200 or more"},
		{rule: "cumulative-hours", name: "undetermined: no length", standard: "wa-court-iop", program: adult + three, want: "undetermined"},
		{rule: "cumulative-hours", name: "undetermined: nothing known", standard: "wa-court-iop", program: adult + `"weeks": 12, "blocks": []`, want: "undetermined", measured: "unknown"},
		{rule: "cumulative-hours", name: "not-applicable: the other age group", standard: "nc-dwi-short", program: adolescent + three, want: "not-applicable"},
		// 24 weeks of 3 hours are 72, but 36 in any 12 of them.
		{rule: "cumulative-hours", name: "not-met within the weeks", standard: "wa-court-iop", program: adult + `"weeks": 24, "blocks": [{"activity": "cbt", "weeklyMinutes": 180}]`, want: "not-met", measured: "2160"},
		// Weeks 7 to 18 hold 12 x 360.
		{rule: "cumulative-hours", name: "met in the best weeks", standard: "wa-court-iop", program: adult + `"weeks": 24, "blocks": [{"activity": "cbt", "weeklyMinutes": 60}, {"activity": "cbt", "weeklyMinutes": 300, "weeks": {"from": 7, "to": 18}}]`, want: "met", measured: "4320"},
		{rule: "cumulative-hours", name: "over the whole program", standard: "nc-dwi-short", program: adult + `"weeks": 10, "blocks": [{"activity": "cbt", "weeklyMinutes": 120}]`, want: "met", measured: "1200"},

		{rule: "phased-minimum", name: "met", standard: "wa-court-iop", program: lasting("8"), want: "met", measured: "3"},
		{rule: "phased-minimum", name: "not-met in one of the weeks", standard: "wa-court-iop", program: adult + `"weeks": 8, "blocks": [{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60}, {"activity": "cbt", "days": ["Fri"], "minutes": 60, "weeks": {"to": 3}}]`, want: "not-met", measured: "2"},
		{rule: "phased-minimum", name: "met: later weeks are free", standard: "wa-court-iop", program: adult + `"weeks": 8, "blocks": [{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60}, {"activity": "cbt", "days": ["Fri"], "minutes": 60, "weeks": {"to": 4}}]`, want: "met", measured: "3"},
		{rule: "phased-minimum", name: "undetermined", standard: "wa-court-iop", program: adult + `"weeks": 8, "blocks": [{"activity": "cbt", "perWeek": {"min": 2, "max": 3}, "minutes": 60}]`, want: "undetermined", measured: "2 to 3"},
		{rule: "phased-minimum", name: "undetermined: nothing known", standard: "wa-court-iop", program: adult + `"weeks": 8, "blocks": []`, want: "undetermined"},
		{rule: "phased-minimum", name: "not-applicable: the other age group", standard: "wy-iop-adult", program: adolescent + three, want: "not-applicable"},
		{rule: "phased-minimum", name: "not-applicable: the program ends before", standard: "wa-court-iop", program: lasting("4"), want: "not-applicable",
			change: func(s *iop.Standard) {
				s.Requirements.PhasedMinimum[0].FromWeek, s.Requirements.PhasedMinimum[0].ToWeek = 5, 8
			}},
		// Three sessions on two days: not on separate days, but three.
		{rule: "phased-minimum", name: "not-met: separate days", standard: "wa-court-iop", program: adult + `"weeks": 8, "blocks": [` + clocked(`"Mon", "Wed"`, "09:00", "10:00") + `, ` + clocked(`"Mon"`, "14:00", "15:00") + `]`, want: "not-met", measured: "2"},
		{rule: "phased-minimum", name: "met: any three sessions", standard: "wy-iop-adult", program: adult + `"weeks": 8, "blocks": [` + clocked(`"Mon", "Wed"`, "09:00", "10:00") + `, ` + clocked(`"Mon"`, "14:00", "15:00") + `]`, want: "met", measured: "3"},
		// Back to back they are one time of attendance.
		{rule: "phased-minimum", name: "not-met: two sessions back to back are one", standard: "wy-iop-adult", program: adult + `"weeks": 8, "blocks": [` + clocked(`"Mon", "Wed"`, "09:00", "10:00") + `, ` + clocked(`"Mon"`, "10:00", "11:00") + `]`, want: "not-met", measured: "2"},

		{rule: "transition", name: "met", standard: "asam3-2.1-adult", program: adult + `"weeks": 4, "blocks": [{"activity": "cbt", "weeklyMinutes": 360}, {"activity": "cbt", "weeklyMinutes": 180, "weeks": {"to": 2}}]`, want: "not-applicable x2, met x2"},
		{rule: "transition", name: "not-met", standard: "asam3-2.1-adult", program: adult + `"weeks": 4, "blocks": [{"activity": "cbt", "weeklyMinutes": 360}, {"activity": "cbt", "weeklyMinutes": 180, "weeks": {"to": 1}}]`, want: "not-applicable, not-met x3"},
		{rule: "transition", name: "undetermined", standard: "asam3-2.1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": 360}]`, want: "undetermined"},
		{rule: "transition", name: "not-applicable: no short week", standard: "asam3-2.1-adult", program: lasting("2"), want: "not-applicable x2"},
		{rule: "transition", name: "not-applicable: the other age group", standard: "asam3-2.1-adult", program: adolescent + three, want: "not-applicable"},

		{rule: "cadence", name: "minutes a week: met", standard: "wi-php-adult", program: individual("60"), want: "met", measured: "60"},
		{rule: "cadence", name: "minutes a week: not-met", standard: "wi-php-adult", program: individual("59"), want: "not-met", measured: "59"},
		{rule: "cadence", name: "minutes a week: undetermined", standard: "wi-php-adult", program: individual(`{"min": 45, "max": 60}`), want: "undetermined", measured: "45 to 60"},
		{rule: "cadence", name: "minutes a week: not-met without any", standard: "wi-php-adult", program: adult + three, want: "not-met", measured: "0"},
		{rule: "cadence", name: "minutes a week: undetermined where nothing is known", standard: "wi-php-adult", program: adult + `"blocks": []`, want: "undetermined", measured: "unknown"},
		{rule: "cadence", name: "not-applicable: the other age group", standard: "wi-php-adult", program: adolescent + three, want: "not-applicable"},
		{rule: "cadence", name: "individual and group: met", standard: "ms-3.1", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 1, "minutes": 120}, {"activity": "individual-counseling", "perWeek": 1, "minutes": 60}]`, want: "met x2"},
		{rule: "cadence", name: "individual and group: group not-met", standard: "ms-3.1", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 1, "minutes": 119}, {"activity": "individual-counseling", "perWeek": 1, "minutes": 60}]`, want: "met, not-met", measured: "119"},
		{rule: "cadence", name: "once in the program: met", standard: "in-medicaid-iop", program: family("0.25", `"weeks": 8, `), want: "met", measured: "2"},
		{rule: "cadence", name: "once in the program: not-met", standard: "in-medicaid-iop", program: adult + `"weeks": 8, ` + three, want: "not-met", measured: "0"},
		{rule: "cadence", name: "once in the program: undetermined", standard: "in-medicaid-iop", program: adult + `"weeks": 8, "blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 180}, {"activity": "family-therapy", "minutes": 60, "optional": true, "perWeek": 1}]`, want: "undetermined", measured: "0 to 8"},
		// One in four weeks is 1.08 a month of 52/12 weeks.
		{rule: "cadence", name: "once a month: met", standard: "nj-license-iop", program: family("0.25", `"weeks": 12, `), want: "met"},
		{rule: "cadence", name: "once a month: not-met", standard: "nj-license-iop", program: adult + `"weeks": 12, ` + three, want: "not-met", measured: "0"},
		// Three in sixteen weeks are 0.81 a month, on the exact average.
		{rule: "cadence", name: "once a month: three in sixteen weeks", standard: "wa-iop-legacy", program: adult + `"weeks": 16, "blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 180}, {"activity": "individual-counseling", "totalOccurrences": 3, "minutes": 50}]`, want: "not-met"},
	}
}
