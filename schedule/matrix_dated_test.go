package schedule_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// from gives dates that begin on a day.
func from(start string) *schedule.Dates { return &schedule.Dates{Start: iso(start)} }

// closing gives dates that begin on a day, with closed days.
func closing(start string, days ...string) *schedule.Dates {
	return &schedule.Dates{Start: iso(start), Closures: closedOn(days...)}
}

// datedCases are of the rules that need dates, a record or a person's own
// life. 12 October 2026 is a Monday.
func datedCases() []ruleCase {
	return slices.Concat(closureCases(), commitmentCases(), attendanceCases(), outreachCases(), certificationCases())
}

func closureCases() []ruleCase {
	any3 := `"weeks": 1, "blocks": [{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "attendDaysPerWeek": 3, "minutes": 180}]`
	madeUp := func(minutes iop.Minutes, day string) *schedule.Dates {
		d := closing("2026-10-12", "2026-10-14")
		d.Changes = []schedule.Change{{Date: iso(day), Start: schedule.NewClock(18, 0), Minutes: minutes, Activity: activity("cbt")}}
		return d
	}
	const cancelled = "session_id,date,start,end,client_id,status,makeup_for\ns1,2026-10-12,09:00,12:00,a,cancelled,\n"
	return []ruleCase{
		{rule: "closure", name: "not-applicable: no closed day", program: threeDays("2"), dates: from("2026-10-12"), want: "not-applicable x2"},
		{rule: "closure", name: "not-applicable: nothing is held on the closed day", program: threeDays("2"), dates: closing("2026-10-12", "2026-10-13"), want: "not-applicable x2"},
		{rule: "closure", name: "not-applicable: closed before the admission", program: threeDays("1"), dates: closing("2026-10-14", "2026-10-12"), want: "not-applicable"},
		{rule: "closure", name: "not-met", program: threeDays("2"), dates: closing("2026-10-12", "2026-10-14"), want: "not-met, not-applicable"},
		{rule: "closure", name: "not-met: two days of one week", program: threeDays("1"), dates: closing("2026-10-12", "2026-10-14", "2026-10-16"), want: "not-met", measured: "360"},
		// 3 of 5 days, one of them closed: the client can attend three of the other four.
		{rule: "closure", name: "undetermined: a client attends three of five days", program: adult + any3, dates: closing("2026-10-12", "2026-10-14"), want: "undetermined", measured: "0 to 180"},
		// Three closed: 2 days are left, so that one is lost at the least.
		{rule: "closure", name: "not-met: two days are left of which a client attends three", program: adult + any3, dates: closing("2026-10-12", "2026-10-12", "2026-10-13", "2026-10-14"), want: "not-met", measured: "180 to 540"},
		{rule: "closure", name: "undetermined: optional", program: adult + `"weeks": 1, "blocks": [` + clocked(`"Wed"`, "09:00", "12:00", `"optional": true`) + `]`, dates: closing("2026-10-12", "2026-10-14"), want: "undetermined", measured: "0 to 180"},
		{rule: "closure", name: "undetermined: no days are stated", program: adult + `"weeks": 1, "blocks": [{"activity": "cbt", "perWeek": 3, "minutes": 180}]`, dates: closing("2026-10-12", "2026-10-14"), want: "undetermined", measured: "0 to 180"},
		{rule: "closure", name: "undetermined: an unknown length", program: adult + `"weeks": 1, "blocks": [{"activity": "cbt", "days": ["Mon"]}, ` + clocked(`"Wed"`, "09:00", "12:00") + `]`, dates: closing("2026-10-12", "2026-10-12"), want: "undetermined", measured: "0 or more"},
		{rule: "closure", name: "met: made up in the week", program: threeDays("1"), dates: madeUp(180, "2026-10-15"), want: "met", measured: "180"},
		{rule: "closure", name: "not-met: a minute less is made up", program: threeDays("1"), dates: madeUp(179, "2026-10-15"), want: "not-met", measured: "180"},
		{rule: "closure", name: "not-met: made up in the next week", program: threeDays("2"), dates: madeUp(180, "2026-10-20"), want: "not-met, not-applicable"},
		{rule: "closure", name: "not-applicable: the length of the program is not stated", program: adult + `"blocks": [` + threeMornings + `]`, dates: closing("2026-10-12", "2026-10-14"), want: "not-applicable"},
		{rule: "closure", name: "a session that the program did not hold", roster: cancelled, want: "not-met", measured: "180"},
		{rule: "closure", name: "a session that was made up", roster: cancelled + "s2,2026-10-13,09:00,12:00,a,attended,s1\n", want: "met", measured: "180"},
	}
}

func activity(name string) (a iop.Activity) {
	if err := a.UnmarshalText([]byte(name)); err != nil {
		panic(err)
	}
	return a
}

// onWeekdays gives a commitment on some days of the week.
func onWeekdays(start, end iop.Minutes, days ...iop.Weekday) iop.Commitment {
	c := iop.Commitment{Kind: iop.Work, Start: start, End: end}
	for _, d := range days {
		c.Days = c.Days.With(d)
	}
	return c
}

func commitmentCases() []ruleCase {
	one := func(start, end iop.Minutes, days ...iop.Weekday) []iop.Commitment {
		return []iop.Commitment{onWeekdays(start, end, days...)}
	}
	design := threeDays("1")
	return []ruleCase{
		{rule: "commitment", name: "met", program: design, commitments: one(540, 720, iop.Tuesday), want: "met", measured: "0"},
		{rule: "commitment", name: "met: until the group begins", program: design, commitments: one(480, 540, iop.Monday), want: "met", measured: "0"},
		{rule: "commitment", name: "not-met: a minute into the group", program: design, commitments: one(480, 541, iop.Monday), want: "not-met", measured: "180"},
		{rule: "commitment", name: "met: from the end of the group on", program: design, commitments: one(720, 1020, iop.Monday, iop.Wednesday, iop.Friday), want: "met", measured: "0"},
		{rule: "commitment", name: "not-met: on two days", program: design, commitments: one(719, 1020, iop.Monday, iop.Friday), want: "not-met", measured: "360"},
		{rule: "commitment", name: "not-met: the way to work", program: design, commitments: []iop.Commitment{{Days: iop.Weekdays(0).With(iop.Monday), Start: 730, End: 1020, Travel: 11}}, want: "not-met", measured: "180"},
		{rule: "commitment", name: "met: the way to work", program: design, commitments: []iop.Commitment{{Days: iop.Weekdays(0).With(iop.Monday), Start: 730, End: 1020, Travel: 10}}, want: "met", measured: "0"},
		{rule: "commitment", name: "not-met: a night shift from the day before", program: design, commitments: one(1320, 2000, iop.Sunday), want: "not-met", measured: "180"},
		{rule: "commitment", name: "undetermined: no clock", program: adult + `"weeks": 1, "blocks": [` + threeMornings + `]`, commitments: one(540, 720, iop.Monday), want: "undetermined", measured: "0 to 180"},
		{rule: "commitment", name: "met: no clock, but another day", program: adult + `"weeks": 1, "blocks": [` + threeMornings + `]`, commitments: one(540, 720, iop.Sunday), want: "met", measured: "0"},
		{rule: "commitment", name: "undetermined: optional", program: adult + `"weeks": 1, "blocks": [` + clocked(`"Mon"`, "09:00", "12:00", `"optional": true`) + `]`, commitments: one(540, 720, iop.Monday), want: "undetermined", measured: "0 to 180"},
		{rule: "commitment", name: "not-applicable: nothing is offered", program: adult + `"weeks": 2, "blocks": [` + clocked(`"Mon"`, "09:00", "12:00", `"weeks": {"to": 1}`) + `]`, commitments: one(540, 720, iop.Monday), want: "not-met, not-applicable"},
		{rule: "commitment", name: "on dates: once", program: threeDays("2"), dates: from("2026-10-12"), commitments: []iop.Commitment{{On: iso("2026-10-21")}}, want: "met, not-met", measured: "180"},
		{rule: "commitment", name: "on dates: the session is closed anyway", program: threeDays("2"), dates: closing("2026-10-12", "2026-10-21"), commitments: []iop.Commitment{{On: iso("2026-10-21")}}, want: "met x2", measured: "0"},
	}
}

func attendanceCases() []ruleCase {
	const header = "date,start,end,client_id,status\n"
	return []ruleCase{
		{rule: "attendance", name: "met", roster: header + "2026-10-12,09:00,12:00,a,attended\n2026-10-14,09:00,12:00,a,absent_excused\n", want: "met", measured: "0"},
		{rule: "attendance", name: "undetermined", roster: header + "2026-10-12,09:00,12:00,a,attended\n2026-10-14,09:00,12:00,a,scheduled\n2026-10-16,09:00,12:00,a,\n", want: "undetermined", measured: "2"},
		{rule: "attendance", name: "not-applicable: none was held", roster: header + "2026-10-12,09:00,12:00,a,cancelled\n", want: "not-applicable"},
		{rule: "attendance", name: "not-applicable: a week without rows", roster: header + "2026-10-12,09:00,12:00,a,attended\n2026-10-26,09:00,12:00,a,late\n", want: "met, not-applicable, met"},
		{rule: "attendance", name: "partial and late are recorded", roster: header + "2026-10-12,09:00,12:00,a,partial\n2026-10-14,09:00,12:00,a,late\n", want: "met", measured: "0"},
	}
}

func outreachCases() []ruleCase {
	statuses := func(list ...string) string {
		var text strings.Builder
		text.WriteString("date,start,end,client_id,status\n")
		for i, s := range list {
			text.WriteString(iso("2026-10-12").AddDays(i).String() + ",09:00,12:00,a," + s + "\n")
		}
		return text.String()
	}
	after := func(n int) schedule.Window { return schedule.Window{OutreachAfter: n} }
	return []ruleCase{
		{rule: "outreach", name: "met", roster: statuses("attended", "absent_excused", "attended", "absent_unexcused"), want: "met", measured: "1"},
		{rule: "outreach", name: "not-met at two", roster: statuses("attended", "absent_excused", "absent_unexcused"), want: "not-met", measured: "2"},
		{rule: "outreach", name: "met: the program says three", roster: statuses("attended", "absent_excused", "absent_unexcused"), window: after(3), want: "met", measured: "2"},
		{rule: "outreach", name: "not-met: the program says one", roster: statuses("attended", "absent_excused", "attended"), window: after(1), want: "not-met", measured: "1"},
		{rule: "outreach", name: "undetermined: not recorded may be missed", roster: statuses("absent_excused", "scheduled", "attended"), want: "undetermined", measured: "1 to 2"},
		{rule: "outreach", name: "not-met whatever the blank is", roster: statuses("absent_excused", "absent_excused", "scheduled"), want: "not-met", measured: "2 to 3"},
		{rule: "outreach", name: "a cancelled session neither ends a run nor is part of it", roster: statuses("absent_excused", "cancelled", "absent_excused"), want: "not-met", measured: "2"},
		{rule: "outreach", name: "met: a part of a session ends a run", roster: statuses("absent_excused", "partial", "absent_excused", "late", "absent_excused"), want: "met", measured: "1"},
		{rule: "outreach", name: "not-applicable: none was held", roster: statuses("cancelled", "cancelled"), want: "not-applicable"},
	}
}

func certificationCases() []ruleCase {
	// 20 weeks from Monday 5 January 2026: to Sunday 24 May, 80 days after 5 March
	// and 139 after 5 January.
	on := func(days ...string) []schedule.Certification {
		var list []schedule.Certification
		for _, d := range days {
			list = append(list, schedule.Certification{On: iso(d), Weekly: iop.Exactly(540)})
		}
		return list
	}
	design, start := threeDays("20"), from("2026-01-05")
	short := threeDays("8")
	certified := func(name, want, measured string, days ...string) ruleCase {
		return ruleCase{rule: "certification", name: name, standard: "medicare-iop", program: design, dates: start, certified: on(days...), want: want, measured: measured}
	}
	return []ruleCase{
		certified("met: in time twice", "met", "59", "2026-01-05", "2026-03-05", "2026-05-03"),
		certified("met: on the last day", "met", "61", "2026-01-05", "2026-03-05", "2026-05-05"),
		certified("not-met: a day late", "not-met", "62", "2026-01-05", "2026-03-05", "2026-05-06"),
		certified("not-met: the last one lapsed", "not-met", "80", "2026-01-05", "2026-03-05"),
		certified("not-met: never again", "not-met", "139", "2026-01-05"),
		certified("undetermined: nobody says", "undetermined", "unknown"),
		{rule: "certification", name: "not-applicable: the run ends before", standard: "medicare-iop", program: short, dates: start, certified: on("2026-01-05"), want: "not-applicable"},
		{rule: "certification", name: "not-applicable: the other age group", standard: "medicare-iop", program: adolescent + `"weeks": 20, "blocks": [` + threeMornings + `]`, dates: start, certified: on("2026-01-05"), want: "not-applicable",
			change: func(s *iop.Standard) { s.Population = iop.Adult }},
	}
}

// TestNotInForce has for every rule that judges a requirement a week before
// its standard, which gives not-in-force and nothing else. On the first day it
// is in force it judges, and an undated run never gives it.
func TestNotInForce(t *testing.T) {
	byRule := map[string]ruleCase{}
	for _, rc := range allRuleCases() {
		if rc.standard != "" && rc.roster == "" {
			byRule[rc.rule] = rc
		}
	}
	for _, r := range schedule.Rules() {
		if !r.JudgesRequirement() {
			continue
		}
		t.Run(string(r.ID), func(t *testing.T) {
			rc, ok := byRule[string(r.ID)[len("schedule/"):]]
			require.True(t, ok)
			o := rc.options(t)
			o.Population = iop.Adult
			o.Standards[0].Population = iop.UnknownPopulation
			o.Standards[0].InForce = iop.Period{From: iso("2026-10-12")}
			p := program(t, threeDays("1"))
			for start, inForce := range map[string]bool{"2026-10-05": false, "2026-10-12": true} {
				c := prepareOn(t, p, schedule.Dates{Start: iso(start)}, o)
				ofStandard := func(f *iop.Finding) bool { return f.Standard != "" }
				list := findings(c.Report().Filter(ofStandard), string(r.ID))
				require.NotEmpty(t, list)
				for _, f := range list {
					require.Equal(t, inForce, f.Outcome != iop.NotInForce, "%s: %v", start, f.Outcome)
					require.True(t, inForce || f.Severity == iop.Note)
				}
			}
			for f := range schedule.Check(p, o).All() {
				require.NotEqual(t, iop.NotInForce, f.Outcome)
			}
		})
	}
}
