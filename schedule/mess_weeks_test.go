package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// Kind 11: sub-weekly cadence. Wanted: a frequency as a count for a period or a
// total; weekly figures then average.
func TestMess11SubWeekly(t *testing.T) {
	// Family therapy every second week, the psychiatrist once a month: 0 or 1 in a week.
	require.Equal(t, "5 to 7", weeksOf(realProgram(t, "sandstone-young-adult-php"))[0].ServiceDays.String(), "5 groups, 1 individual, 0 to 1 family")
	require.Equal(t, "3 to 7", weeksOf(realProgram(t, "new-leaf-iop"))[0].ServiceDays.String(), "3 and 3 groups, 0 to 1 visit")
	// Matrix: three individual sessions of 50 minutes in sixteen weeks, 9.4 minutes a week.
	matrix := program(t, `"weeks": 16, "claimedHoursPerWeek": 9, "blocks": [{"activity": "relapse-prevention", "perWeek": 3, "minutes": 180},
		{"activity": "individual-counseling", "totalOccurrences": 3, "minutes": 50}]`)
	require.Equal(t, "1-16: 540 to 590 | 540 to 590 | 3 to 4", rows(matrix))
	f := findings(schedule.Check(matrix, noStandards()), "claimed-hours")[0]
	require.Equal(t, "not-met 549 to 550", f.Outcome.String()+" "+f.Measured.Span.String())
	// The average decides where the standard asks for one.
	two := program(t, adult+`"weeks": 8, "blocks": [{"activity": "cbt", "perWeek": 3, "minutes": 170}, {"activity": "family-therapy", "perWeek": 0.5, "minutes": 60}]`)
	require.Equal(t, "met", judged(two, under(t, "va-medicaid-2.1-adult"), "weekly-hours-min"))
	require.Equal(t, "undetermined x8", judged(two, under(t, "wi-iop-adult"), "weekly-hours-min"))
}

// Kind 12: blocks with week ranges. Wanted: every program week on its own.
func TestMess12WeekRanges(t *testing.T) {
	// Education in weeks 1 to 12, then therapy for as long as the track says.
	p := realProgram(t, "recovering-spirit-dui")
	weeks := schedule.Prepare(p, noStandards()).Weeks()
	require.Len(t, weeks, 4*55)
	require.Equal(t, "A/1-33: 120 | 120 | 1\nA/34-55: 0 | 0 | 0\nB/1-38: 120 | 120 | 1\nB/39-55: 0 | 0 | 0\n"+
		"C/1-46: 120 | 120 | 1\nC/47-55: 0 | 0 | 0\nD/1-55: 120 | 120 | 1", rows(p))
	// Matrix: early recovery skills in weeks 1 to 4, education 1 to 12, a
	// women's group 5 to 13, social support from 13 on, relapse prevention always.
	matrix := program(t, `"weeks": 16, "blocks": [
		{"activity": "early-recovery-skills", "perWeek": 2, "minutes": 50, "weeks": {"from": 1, "to": 4}},
		{"activity": "relapse-prevention", "perWeek": 2, "minutes": 90},
		{"activity": "family-education", "perWeek": 1, "minutes": 90, "weeks": {"from": 1, "to": 12}},
		{"activity": "process-group", "perWeek": 1, "minutes": 60, "weeks": {"from": 5, "to": 13}},
		{"activity": "social-support-group", "perWeek": 1, "minutes": 90, "weeks": {"from": 13}}]`)
	require.Equal(t, "1-4: 370 | 370 | 2 to 5\n"+ // 100 + 180 + 90
		"5-13: 330 | 330 | 2 to 4\n"+ // 180 + 90 + 60, in week 13 with other 90
		"14-16: 270 | 270 | 2 to 3", rows(matrix))
}

// Kind 13: uneven days. Wanted: no single session length.
func TestMess13UnevenDays(t *testing.T) {
	// Tue 5 h, Wed 3 h, Fri 5 h.
	ucla := program(t, adult+`"blocks": [`+clocked(`"Tue", "Fri"`, "09:00", "14:00")+","+clocked(`"Wed"`, "09:00", "12:00")+`]`)
	require.Equal(t, "?: 780 | 780 | 3", rows(ucla))
	require.Equal(t, "180", onlyFinding(t, ucla, under(t, "hcpcs-h0015"), "daily-hours-min").Measured.Span.String())
	// Thursday starts half an hour early: 3 x 120 + 150.
	cleveland := blocks(t, clocked(`"Mon", "Tue", "Wed"`, "18:00", "20:00")+","+clocked(`"Thu"`, "17:30", "20:00"))
	require.Equal(t, "510 | 510 | 4", sums(onlyWeek(t, cleveland)))
	// Four days of 7 h and one of 7.5.
	require.Equal(t, "?: 2130 | 2130 | 5", rows(realProgram(t, "healing-connection-php")))
	// No Thursday.
	require.Equal(t, "?: 1560 | 1440 | 5", rows(realProgram(t, "new-directions-women-pdp")))
}

// Kind 14: weekends and odd weeks. Wanted: a week that may begin anywhere.
func TestMess14Weekends(t *testing.T) {
	require.Equal(t, "morning/?: 540 | 540 | 3\nafternoon/?: 540 | 540 | 3\nevening/?: 540 | 540 | 3", rows(realProgram(t, "mvt-iop")), "the afternoons are Tue, Thu and Sat")
	// Four days of 5.5 h net are 22 h; the Saturday family group makes it 24.
	require.Equal(t, "1440", weeksOf(realProgram(t, "new-directions-women-pdp"))[0].Countable.String())
	// A cycle that starts on Sunday: Sunday, Monday, Tuesday leave four days.
	starr := realProgram(t, "ken-starr-php")
	require.Equal(t, "4", onlyFinding(t, starr, under(t, "nc-medicaid-saiop"), "service-gap").Measured.Span.String())
	// The same three days in a row, wherever in the week, give the same answer.
	for _, days := range []string{`"Mon", "Tue", "Wed"`, `"Thu", "Fri", "Sat"`, `"Sat", "Sun", "Mon"`, `"Sun", "Mon", "Tue"`} {
		p := program(t, adult+`"blocks": [`+clocked(days, "09:00", "12:00")+`]`)
		require.Equal(t, "540 | 540 | 3", sums(onlyWeek(t, p)))
		require.Equal(t, "4", onlyFinding(t, p, under(t, "nc-medicaid-saiop"), "service-gap").Measured.Span.String())
		// 12:00 to 9:00 five days later is 4 x 24 + 21 h.
		require.Equal(t, "117 h", onlyFinding(t, p, under(t, "wi-php-adult"), "service-gap").Measured.String())
	}
}

// Kind 15: missing or wrong data. Wanted: accept the unknown, and say what
// cannot be concluded.
func TestMess15MissingData(t *testing.T) {
	for _, id := range []string{"trinity-virtual-iop", "cvsas-iop", "riversbend-iop", "stonington-php-iop", "barry-robinson-young-adult-iop"} {
		t.Run(id, func(t *testing.T) {
			r := schedule.Check(realProgram(t, id), schedule.Options{})
			require.Zero(t, r.Filter(func(f *iop.Finding) bool { return f.Severity == iop.Error }).Len(), "nothing is held against it")
			for _, f := range findings(r, "missing-data") {
				require.Equal(t, iop.Undetermined, f.Outcome)
				require.NotEmpty(t, f.Remedies, "what to supply")
			}
			for _, f := range findings(r, "weekly-hours-min") {
				require.Equal(t, iop.Undetermined, f.Outcome)
			}
		})
	}
	// Days never published, lengths known: the hours are judged all the same.
	require.Equal(t, "undetermined, met, undetermined, met", judged(realProgram(t, "gateway-jax-iop"), schedule.Options{}, "weekly-hours-min"))
	require.Equal(t, "4 to 7", weeksOf(realProgram(t, "recovery-road-iop"))[0].ServiceDays.String())
	// cleveland: the end of one session is missing.
	p := program(t, adult+`"blocks": [`+clocked(`"Mon", "Wed"`, "18:00", "20:00")+`, {"activity": "cbt", "days": ["Thu"], "start": "18:00"}]`)
	require.Equal(t, "?: 240 or more | 240 or more | 3", rows(p))
	require.Contains(t, factTexts(onlyFinding(t, p, under(t, "wi-iop-adult"), "weekly-hours-min").Because), "unknown: the length of cognitive behavioral therapy is not stated")
	// gaads: a hole of 75 minutes before a meeting of 30 counts for nothing.
	require.Equal(t, "150 | 120 | 1", sums(onlyWeek(t, blocks(t, clocked(`"Mon"`, "18:00", "20:00")+`, {"activity": "self-help-meeting", "days": ["Mon"], "start": "21:15", "end": "21:45"}`))))
}

// Kind 16: two official pages disagree. Wanted: a source on every schedule;
// both can stand side by side.
func TestMess16TwoPagesDisagree(t *testing.T) {
	require.Equal(t, "page-A/?: 720 | 720 | 3\npage-B/?: 810 | 810 | 3", rows(realProgram(t, "ghs-psych-iop")))
	for _, p := range realPrograms(t) {
		require.NotNil(t, p.Source, p.ID)
		require.NotEmpty(t, p.Source.Confidence, p.ID)
	}
	require.NotEmpty(t, realProgram(t, "elevate360-iop-v1").Source.URL)
}

// Kind 17: mutual help on the grid. Wanted: recorded, never counted.
func TestMess17MutualHelp(t *testing.T) {
	// A meeting every night is required: no day more, no minute more.
	leaf := realProgram(t, "new-leaf-iop")
	require.Equal(t, "?: unknown | unknown | 3 to 7", rows(leaf))
	require.Equal(t, "?: 540 or more | 540 | 3", rows(realProgram(t, "mpnncsb-iop")), "support groups are expected in addition")
	// deaconess: three meetings a week; gaads: one at 21:30 inside a "13-hour day".
	p := program(t, adult+`"blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 180}, {"activity": "self-help-meeting", "perWeek": 3, "minutes": 60}]`)
	require.Equal(t, "?: 720 | 540 | 3", rows(p))
	f := onlyFinding(t, p, under(t, "asam3-2.1-adult"), "weekly-hours-min")
	require.Contains(t, factTexts(f.Because), "left out: mutual-help meeting does not count under this policy (blocks[1])")
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		policy, _ := s.CountingUnder(iop.DefaultCounting())
		require.False(t, policy.Counted.Has(iop.MustParseActivity("self-help-meeting")), "%s counts mutual help", s.ID)
	}
}

// Kind 18: work, school, homework, gym, writing time. Wanted: kinds of their
// own that do not count.
func TestMess18WorkSchoolHomework(t *testing.T) {
	p := blocks(t, threeMornings+`, {"activity": "academics", "days": ["Mon"], "minutes": 240}, {"activity": "homework", "days": ["Tue"], "minutes": 60},
		{"activity": "recreation", "days": ["Wed"], "minutes": 90}, {"activity": "transport", "days": ["Fri"], "minutes": 30}, {"activity": "spirituality", "days": ["Sun"], "minutes": 45}`)
	require.Equal(t, "1005 | 540 | 3", sums(onlyWeek(t, p)), "540 + 240 + 60 + 90 + 30 + 45")
	// On-site school of unknown length leaves the countable hours known.
	w := weeksOf(realProgram(t, "phoenix-recovery-adolescent"))[0]
	require.Equal(t, "1080 or more | 1080 to 1200", w.Gross.String()+" | "+w.Countable.String())
	// Weekend activities that the page itself calls not clinical.
	require.Equal(t, "1-9: 2700 or more | 2700 | 5", rows(realProgram(t, "shadow-mountain-day")))
}

// Kind 19: length in sessions, days or hours. Wanted: several units of length.
func TestMess19LengthInSessionsDaysHours(t *testing.T) {
	// 24 sessions, three a week: eight weeks.
	require.Len(t, weeksOf(realProgram(t, "cfc-matrix-level2")), 8+1)
	sessions := program(t, `"weeks": 8, "blocks": [{"activity": "group-therapy", "totalOccurrences": 24, "minutes": 180}]`)
	require.Equal(t, "1-8: 540 | 540 | 3", rows(sessions))
	// 30 or 60 days are 4 to 9 weeks begun; the district's rule asks for 30 to 60 days.
	require.Equal(t, "undetermined x2", judgedUnder(realProgram(t, "shadow-mountain-day"), under(t, "dc-2.1-adult"), "program-length", "dc-2.1-adult"), "28 to 63 days")
	// 42 hours over 21 weeks, two a week.
	require.Equal(t, "2 h", findings(schedule.Check(realProgram(t, "recovering-spirit-dui"), under(t, "ga-dui")), "weekly-hours-min")[20].Measured.String())
	// Five sessions first: a phase of one week.
	require.Equal(t, "PHP lead-in (five sessions)", weeksOf(realProgram(t, "resurrection-iop"))[0].Phase)
}

// Kind 20: a cliff or a taper. Wanted: the transition allowance, and a finding
// where the taper is longer.
func TestMess20CliffOrTaper(t *testing.T) {
	// 12, 9 and 6 group hours: weeks 7 and 8 are the two that are allowed.
	road := realProgram(t, "recovery-road-iop")
	require.Equal(t, "++++++..++++++..", letters(road, schedule.Options{}, "weekly-hours-min"))
	require.Equal(t, "......++......++", letters(road, schedule.Options{}, "transition"))
	// "Eventually once a week", nobody says when: open.
	require.Equal(t, "not-applicable, undetermined", judged(realProgram(t, "harbor-lights-iop"), schedule.Options{}, "transition"))
	// deaconess: six weeks of 10.5 h, then 1 h a week for three months.
	cliff := program(t, adult+`"calledItself": "iop", "phases": [{"name": "IOP", "weeks": 6}, {"name": "Aftercare", "weeks": 12}], "blocks": [
		{"activity": "group-therapy", "perWeek": 3, "minutes": 210, "phase": "IOP"}, {"activity": "aftercare-group", "perWeek": 1, "minutes": 60, "phase": "Aftercare"}]`)
	require.Equal(t, "not-applicable x6, not-met x12", judged(cliff, schedule.Options{}, "transition"))
	// Declared as time after the program it is no part of it.
	after := program(t, adult+`"calledItself": "iop", "weeks": 6, "blocks": [
		{"activity": "group-therapy", "perWeek": 3, "minutes": 210}, {"activity": "aftercare-group", "perWeek": 1, "minutes": 60, "afterProgram": true}]`)
	require.Equal(t, "not-applicable x6", judged(after, schedule.Options{}, "transition"))
	require.Equal(t, "1-6: 630 | 630 | 3", rows(after))
}

// Kind 22: short and 50-minute groups. Wanted: a minimum group length by payer,
// and a policy for the 50-minute hour.
func TestMess22ShortGroups(t *testing.T) {
	for id, shortest := range map[string]string{"ucsf-php": "50", "emory-geriatric-day": "30"} {
		f := onlyFinding(t, realProgram(t, id), under(t, "wa-court-iop"), "session-length")
		require.Equal(t, "not-met "+shortest, f.Outcome.String()+" "+f.Measured.Span.String(), id)
	}
	require.Empty(t, judged(realProgram(t, "ucsf-php"), under(t, "asam3-2.5-all"), "session-length"), "no such rule there")
	// Four 50-minute groups on five days: 1000 minutes, or 20 hours of 50.
	policy, err := iop.CountingPreset("fifty-minute-hour")
	require.NoError(t, err)
	o := under(t, "asam3-2.5-all")
	require.Equal(t, "not-met", judged(realProgram(t, "ucsf-php"), o, "weekly-hours-min"))
	o.Counting = &policy
	require.Equal(t, "met", judged(realProgram(t, "ucsf-php"), o, "weekly-hours-min"))
	f := onlyFinding(t, realProgram(t, "ucsf-php"), o, "weekly-hours-min")
	require.Equal(t, "1200", f.Measured.Span.String())
	require.Contains(t, factTexts(f.Because), "hours of 50 minutes")
}
