package schedule_test

import "github.com/openiop/openiop/iop"

// What a program says of its age group.
const (
	adult      = `"population": "adult", `
	adolescent = `"population": "adolescent", `
)

func hoursCases() []ruleCase {
	threeOf := func(minutes string) string {
		return `"blocks": [{"activity": "cbt", "perWeek": 3, "minutes": ` + minutes + `}]`
	}
	const none = `"blocks": []`
	return []ruleCase{
		{rule: "weekly-hours-min", name: "met", standard: "wi-iop-adult", program: adult + threeOf("180"), want: "met", measured: "540"},
		{rule: "weekly-hours-min", name: "met in every week", standard: "wi-iop-adult", program: adult + `"weeks": 3, ` + threeOf("180"), want: "met x3", measured: "540"},
		{rule: "weekly-hours-min", name: "met by the known part", standard: "wi-iop-adult", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 3, "minutes": 180}, {"activity": "mi"}]`, want: "met", measured: "540 or more"},
		{rule: "weekly-hours-min", name: "not-met", standard: "wi-iop-adult", program: adult + threeOf("179"), want: "not-met", measured: "537"},
		{rule: "weekly-hours-min", name: "undetermined: a range", standard: "wi-iop-adult", program: adult + threeOf(`{"min": 170, "max": 190}`), want: "undetermined", measured: "510 to 570"},
		{rule: "weekly-hours-min", name: "undetermined: an open end", standard: "wi-iop-adult", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 2, "minutes": 180}, {"activity": "mi"}]`, want: "undetermined", measured: "360 or more"},
		{rule: "weekly-hours-min", name: "undetermined: nothing known", standard: "wi-iop-adult", program: adult + none, want: "undetermined", measured: "unknown"},
		{rule: "weekly-hours-min", name: "not-applicable: the other age group", standard: "wi-iop-adult", program: adolescent + threeOf("180"), want: "not-applicable"},
		{rule: "weekly-hours-min", name: "not-applicable: an allowed final week", standard: "asam3-2.1-adult", program: adult + `"weeks": 3, "blocks": [{"activity": "cbt", "perWeek": 2, "minutes": 180}, {"activity": "cbt", "perWeek": 1, "minutes": 180, "weeks": {"to": 2}}]`, want: "met x2, not-applicable", measured: "360"},
		{rule: "weekly-hours-min", name: "both age groups where the program does not say", standard: "wi-iop-minor", program: threeOf("120"), want: "met", measured: "360"},
		{rule: "weekly-hours-min", name: "the average, once a track", standard: "va-medicaid-2.1-adult", program: adult + `"weeks": 4, ` + threeOf("180"), want: "met", measured: "540"},
		{rule: "weekly-hours-min", name: "only the list of the standard counts", standard: "ks-iop-adult", program: adult + `"blocks": [{"activity": "group-therapy", "perWeek": 2, "minutes": 180}, {"activity": "psychoeducation", "perWeek": 1, "minutes": 180}]`, want: "not-met", measured: "360"},

		{rule: "weekly-hours-max", name: "met", standard: "asam3-2.1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": 1140}]`, want: "met", measured: "1140"},
		{rule: "weekly-hours-max", name: "not-met", standard: "asam3-2.1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": 1141}]`, want: "not-met", measured: "1141"},
		{rule: "weekly-hours-max", name: "met below an exclusive bound", standard: "asam3-1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": 539}]`, want: "met", measured: "539"},
		{rule: "weekly-hours-max", name: "not-met at an exclusive bound", standard: "asam3-1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": 540}]`, want: "not-met", measured: "540"},
		{rule: "weekly-hours-max", name: "undetermined: a range", standard: "asam3-2.1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": {"min": 1080, "max": 1200}}]`, want: "undetermined", measured: "1080 to 1200"},
		{rule: "weekly-hours-max", name: "undetermined: an open end", standard: "asam3-2.1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": {"min": 600}}]`, want: "undetermined", measured: "600 or more"},
		{rule: "weekly-hours-max", name: "not-met by the known part", standard: "asam3-2.1-adult", program: adult + `"blocks": [{"activity": "cbt", "weeklyMinutes": {"min": 1200}}]`, want: "not-met", measured: "1200 or more"},
		{rule: "weekly-hours-max", name: "not-applicable: the other age group", standard: "asam3-2.1-adult", program: adolescent + `"blocks": [{"activity": "cbt", "weeklyMinutes": 1141}]`, want: "not-applicable"},
		{rule: "weekly-hours-max", name: "holds in final weeks too", standard: "asam3-2.1-adult", program: adult + `"weeks": 2, "blocks": [{"activity": "cbt", "weeklyMinutes": 540, "weeks": {"to": 1}}, {"activity": "cbt", "weeklyMinutes": 60}]`, want: "met x2", measured: "60"},

		{rule: "daily-hours-min", name: "met", standard: "hcpcs-h0015", program: adult + `"blocks": [` + threeMornings + `]`, want: "met", measured: "180"},
		{rule: "daily-hours-min", name: "not-met although the week is", standard: "va-license-2.1", program: adult + `"blocks": [{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "minutes": 120}]`, want: "not-met", measured: "120"},
		{rule: "daily-hours-min", name: "not-met on one day", standard: "hcpcs-h0015", program: adult + `"blocks": [` + threeMornings + `, {"activity": "mi", "days": ["Sat"], "minutes": 60}]`, want: "not-met", measured: "60"},
		{rule: "daily-hours-min", name: "undetermined: a range", standard: "hcpcs-h0015", program: adult + `"blocks": [{"activity": "cbt", "days": ["Mon"], "minutes": {"min": 150, "max": 210}}]`, want: "undetermined", measured: "150 to 210"},
		{rule: "daily-hours-min", name: "undetermined: placement", standard: "hcpcs-h0015", program: adult + `"blocks": [` + threeMornings + `, {"activity": "mi", "perWeek": 1, "minutes": 60}]`, want: "undetermined", measured: "60 to 180"},
		{rule: "daily-hours-min", name: "undetermined: nothing known", standard: "hcpcs-h0015", program: adult + none, want: "undetermined", measured: "unknown"},
		{rule: "daily-hours-min", name: "not-applicable: no service day", standard: "hcpcs-h0015", program: adult + `"blocks": [{"activity": "recreation", "days": ["Sat"], "minutes": 60}]`, want: "not-applicable"},
		{rule: "daily-hours-min", name: "not-applicable: the other age group", standard: "va-medicaid-2.1-adult", program: adolescent + `"blocks": [` + threeMornings + `]`, want: "not-applicable"},

		{rule: "weekly-services", name: "met", standard: "medicare-otp-iop", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 5, "minutes": 30}, {"activity": "mi", "perWeek": 4, "minutes": 30}]`, want: "met", measured: "9"},
		{rule: "weekly-services", name: "not-met", standard: "medicare-otp-iop", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 8, "minutes": 120}]`, want: "not-met", measured: "8"},
		{rule: "weekly-services", name: "not-met: what does not count is no service", standard: "medicare-otp-iop", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 8, "minutes": 120}, {"activity": "meal", "perWeek": 5, "minutes": 30}]`, want: "not-met", measured: "8"},
		{rule: "weekly-services", name: "undetermined: a range", standard: "medicare-otp-iop", program: adult + `"blocks": [{"activity": "cbt", "perWeek": {"min": 8, "max": 10}, "minutes": 30}]`, want: "undetermined", measured: "8 to 10"},
		{rule: "weekly-services", name: "undetermined: an unknown frequency", standard: "medicare-otp-iop", program: adult + `"blocks": [{"activity": "cbt", "perWeek": 8, "minutes": 30}, {"activity": "mi"}]`, want: "undetermined", measured: "8 or more"},
		// No embedded standard with this requirement names an age group.
		{rule: "weekly-services", name: "not-applicable: the other age group", standard: "medicare-otp-iop", program: adolescent + `"blocks": [{"activity": "cbt", "perWeek": 9, "minutes": 30}]`, want: "not-applicable",
			change: func(s *iop.Standard) { s.Population = iop.Adult }},
	}
}
