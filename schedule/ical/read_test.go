package ical

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/iop"
)

func readAll(t testing.TB, text string) *File {
	t.Helper()
	f, err := Read(strings.NewReader(text), "a.ics", Options{Zones: time.LoadLocation})
	require.NoError(t, err)
	return f
}

// instancesOf lists what a file has in the winter of 2026.
func instancesOf(t testing.TB, f *File) (out []string) {
	t.Helper()
	found, problems := f.Instances(Window{date(2026, 11, 1), date(2027, 3, 1)})
	require.Empty(t, problems)
	for _, i := range found {
		out = append(out, i.Start.UTC().Format("0102T15:04")+" "+i.Status.String())
	}
	return out
}

func TestReadRefusesWhatIsNoCalendar(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "a.ics: is empty; want a calendar that begins with BEGIN:VCALENDAR"},
		{"no component", "hello\nworld: of text\n", "a.ics: holds no calendar; want BEGIN:VCALENDAR"},
		{"too large", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "a.ics: is larger than the limit of 29 bytes; split it, or raise Limits.Bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
				_, err := Read(r, "a.ics", Options{Limits: Limits{Bytes: 29}})
				require.EqualError(t, err, c.want)
			}
		})
	}
	_, err := Read(strings.NewReader("BEGIN:VCALENDAR\nEND:VCALENDAR"), "a.ics", Options{Limits: Limits{Bytes: 29}})
	require.NoError(t, err, "at the limit")
	broken := errors.New("the disk is gone")
	_, err = Read(iotest.ErrReader(broken), "a.ics", Options{})
	require.ErrorIs(t, err, broken)
}

// However the bytes are written, the same is read.
func TestBytes(t *testing.T) {
	text := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261102T090000Z\nSUMMARY:Café Größe\nEND:VEVENT\nEND:VCALENDAR\n"
	windows := strings.NewReplacer("é", "\xe9", "ö", "\xf6", "ß", "\xdf").Replace(text)
	utf16 := func(high, low int) string {
		b := []byte{0xff, 0xfe}
		if high == 0 {
			b = []byte{0xfe, 0xff}
		}
		for _, r := range text {
			pair := [2]byte{}
			pair[high], pair[low] = byte(r>>8), byte(r)
			b = append(b, pair[:]...)
		}
		return string(b)
	}
	fold := strings.ReplaceAll(text, "é", "\xc3\r\n \xa9") // within a character
	for _, c := range []struct {
		name, text string
		kinds      []ProblemKind
	}{
		{"LF", text, nil},
		{"CRLF", strings.ReplaceAll(text, "\n", "\r\n"), nil},
		{"CR", strings.ReplaceAll(text, "\n", "\r"), nil},
		{"CRCRLF", strings.ReplaceAll(text, "\n", "\r\r\n"), nil},
		{"no end of the last line", strings.TrimSuffix(text, "\n"), nil},
		{"line ends twice, folded", strings.ReplaceAll(strings.ReplaceAll(text, "MM", "M\n M"), "\n", "\n\n"), nil},
		{"blank lines", strings.ReplaceAll(text, "\n", "\n\n\r\n"), nil},
		{"byte order mark", "\ufeff" + text, nil},
		{"folded within a character", fold, nil},
		{"folded with tabs", strings.ReplaceAll(text, "MM", "M\r\n\tM"), nil},
		{"folded at every letter", strings.NewReplacer("U", "U\n ", "20", "2\n 0").Replace(text), nil},
		{"Windows-1252", windows, []ProblemKind{BadBytes}},
		{"UTF-16, low byte first", utf16(1, 0), []ProblemKind{BadBytes}},
		{"UTF-16, high byte first", utf16(0, 1), []ProblemKind{BadBytes}},
		{"small letters", strings.NewReplacer("BEGIN:VEVENT", "begin:vevent", "SUMMARY", "Summary", "DTSTART", "dtstart").Replace(text), nil},
		{"blanks around names", strings.ReplaceAll(text, "SUMMARY:", "SUMMARY :"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range []func(string) *File{
				func(s string) *File { return readAll(t, s) },
				func(s string) *File {
					f, err := Read(iotest.OneByteReader(strings.NewReader(s)), "a.ics", Options{})
					require.NoError(t, err)
					return f
				},
			} {
				f := r(c.text)
				require.Equal(t, c.kinds, problemKinds(f.Problems))
				require.Len(t, f.Events, 1)
				require.Equal(t, "Café Größe", f.Events[0].Summary)
				require.Equal(t, []string{"1102T09:00 confirmed"}, instancesOf(t, f))
			}
		})
	}
}

// The characters of Windows-1252 that Latin-1 has elsewhere.
func TestWindows1252(t *testing.T) {
	f := readAll(t, calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "SUMMARY:\x80 \x93quoted\x94 \x96 \x85\xa0")))
	require.Equal(t, "€ “quoted” – …\u00a0", f.Events[0].Summary)
	require.Equal(t, []Problem{{Kind: BadBytes, Severity: iop.Warning, File: "a.ics", Line: 6, Text: "the line is not UTF-8 and is read as Windows-1252, the first of the lines that are not (1); want UTF-8"}}, f.Problems)
}

// What is wrong costs as little as can be, and its line is named.
func TestStructure(t *testing.T) {
	const a, b = "BEGIN:VEVENT\nUID:a\nDTSTART:20261102T090000Z\n", "BEGIN:VEVENT\nUID:b\nDTSTART:20261103T090000Z\n"
	type problem struct {
		line int
		kind ProblemKind
	}
	both := []string{"1102T09:00 confirmed", "1103T09:00 confirmed"}
	for _, c := range []struct {
		name, text string
		want       []string
		problems   []problem
	}{
		{"two calendars", "BEGIN:VCALENDAR\n" + a + "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\n" + b + "END:VEVENT\nEND:VCALENDAR\n", both, nil},
		{"no calendar", a + "END:VEVENT\n" + b + "END:VEVENT\n", both, []problem{{1, BadStructure}, {5, BadStructure}}},
		{"a line that is none", "BEGIN:VCALENDAR\n" + a + "and some text\nEND:VEVENT\n" + b + "END:VEVENT\nEND:VCALENDAR\n", both, []problem{{5, BadLine}}},
		{"a text that breaks off", "BEGIN:VCALENDAR\n" + a + "DESCRIPTION:one\ntwo three: four\nEND:VEVENT\n" + b + "END:VEVENT\nEND:VCALENDAR\n", both, []problem{{6, BadLine}}},
		{"no END of an event", "BEGIN:VCALENDAR\n" + a + b + "END:VEVENT\nEND:VCALENDAR\n", both, []problem{{5, BadStructure}}},
		{"no END of an alarm", "BEGIN:VCALENDAR\n" + a + "BEGIN:VALARM\nTRIGGER:-PT5M\nEND:VEVENT\n" + b + "END:VEVENT\nEND:VCALENDAR\n", both, []problem{{7, BadStructure}}},
		{"no END of a calendar", "BEGIN:VCALENDAR\n" + a + "END:VEVENT\nBEGIN:VCALENDAR\n" + b + "END:VEVENT\nEND:VCALENDAR\n", both, []problem{{6, BadStructure}}},
		{"an END too many", "BEGIN:VCALENDAR\n" + a + "END:VEVENT\nEND:VEVENT\n" + b + "END:VEVENT\nEND:VCALENDAR\nEND:VCALENDAR\n", both, []problem{{6, BadStructure}, {12, BadStructure}}},
		{"cut off", "BEGIN:VCALENDAR\n" + a + "END:VEVENT\n" + b + "DTE", both, []problem{{1, BadStructure}, {9, BadLine}}},
		{"text around", "Hello,\nhere: is it\nSUBJECT:x\nBEGIN:VCALENDAR\n" + a + "END:VEVENT\n" + b + "END:VEVENT\nEND:VCALENDAR\nRegards\n", both, []problem{{1, BadLine}, {2, BadStructure}, {14, BadLine}}},
		{"unknown components", "BEGIN:VCALENDAR\nBEGIN:X-ROOMS\nBEGIN:X-ROOM\nUID:r\nEND:X-ROOM\nEND:X-ROOMS\n" + a + "END:VEVENT\n" + b + "BEGIN:X-A\nDTSTART:20200101\nEND:X-A\nEND:VEVENT\nEND:VCALENDAR\n", both, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := readAll(t, c.text)
			require.Equal(t, c.want, instancesOf(t, f))
			require.Equal(t, 2, f.Read)
			require.Zero(t, f.Skipped)
			var got []problem
			for _, p := range f.Problems {
				got = append(got, problem{p.Line, p.Kind})
			}
			require.Equal(t, c.problems, got)
		})
	}
}

// Each limit refuses what is over it, names itself, and leaves the rest.
func TestLimits(t *testing.T) {
	event := func(uid string, more ...string) string {
		return vevent(append([]string{"UID:" + uid, "DTSTART:20261102T090000Z"}, more...)...)
	}
	three := calendarOf(event("a", "RRULE:FREQ=DAILY;COUNT=3") + event("b") + event("c", "RRULE:FREQ=DAILY;COUNT=2"))
	window := Window{date(2026, 11, 1), date(2026, 12, 1)}
	for _, c := range []struct {
		name, text string
		limits     Limits
		uids       string
		skipped    int
		says       string
	}{
		{"none of them", three, Limits{}, "abcaca", 0, ""},
		{"line", calendarOf(event("a", "X-A:"+strings.Repeat("x", 100)) + event("b")), Limits{Line: 99}, "ab", 0, "Limits.Line"},
		{"line of a rule", calendarOf(event("a", "RRULE:FREQ=DAILY;BYMONTH=1"+strings.Repeat(",1", 100)) + event("b")), Limits{Line: 99}, "b", 1, "Limits.Line"},
		{"depth", calendarOf("BEGIN:X-A\nBEGIN:X-B\n" + event("a") + "END:X-B\nEND:X-A\n" + event("b")), Limits{Depth: 3}, "b", 1, "Limits.Depth"},
		{"components", three, Limits{Components: 3}, "aaab", 1, "Limits.Components"},
		{"events", three, Limits{Events: 1}, "aaa", 2, "Limits.Events"},
		{"instances", three, Limits{Instances: 4}, "aaab", 0, "Limits.Instances"},
		{"window", three, Limits{WindowDays: 29}, "", 0, "Limits.WindowDays"},
		{"steps", calendarOf(event("a", "RRULE:FREQ=DAILY;COUNT=100") + event("b")), Limits{Steps: 200}, "b", 0, "Limits.Steps"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Read(strings.NewReader(c.text), "a.ics", Options{Limits: c.limits})
			require.NoError(t, err)
			found, problems := f.Instances(window)
			var uids strings.Builder
			for _, i := range found {
				uids.WriteString(i.UID)
			}
			require.ElementsMatch(t, strings.Split(c.uids, ""), strings.Split(uids.String(), ""))
			require.Equal(t, c.skipped, f.Skipped)
			all := append(problems, f.Problems...)
			if c.says == "" {
				require.Empty(t, all)
				return
			}
			require.NotEmpty(t, all)
			for _, p := range all {
				require.Equal(t, OverLimit, p.Kind)
				require.Equal(t, iop.Error, p.Severity)
				require.Contains(t, p.Text, c.says)
			}
		})
	}
}

// Lines keep their numbers through folds, blank lines and every line end.
func TestLineNumbers(t *testing.T) {
	f := readAll(t, "BEGIN:VCALENDAR\r\n\r\nX-A:b\r\n c\r\n\r\n d\r\r\n\rX-B:e\rbad one\n\n\nX-C:f\nbad two")
	require.Equal(t, []int{1, 9, 13}, []int{f.Problems[0].Line, f.Problems[1].Line, f.Problems[2].Line})
	var got []string
	for c := range f.Components() {
		for p := range c.Properties() {
			got = append(got, fmt.Sprint(p.Line, p.Name, p.Value))
		}
	}
	require.Equal(t, []string{"3X-Abcd", "8X-Be", "12X-Cf"}, got)
}

func TestManyProblems(t *testing.T) {
	f := readAll(t, calendarOf(strings.Repeat("x\n", 250)))
	require.Len(t, f.Problems, listedPerKind+1)
	last := f.Problems[listedPerKind]
	require.Equal(t, "a.ics: 150 more problems of the kind bad-line are not listed", last.Error())
	require.Equal(t, "a.ics:3: the line is no content line and is passed over; want NAME:value, and a space at the start of a line that continues the one before", f.Problems[0].Error())
}

func TestPropertiesAndComponents(t *testing.T) {
	f := readAll(t, calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z",
		`attendee;CN="Doe; Jane: the, first";ROLE=REQ-PARTICIPANT,"CHAIR";X-N=a^nb^^c^'d^x:mailto:j@example.org`,
		`SUMMARY:one\, two\; three\\four\nfive\Nsix\:`, "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM", "X-AFTER;VALUE=TEXT:still the event",
		`CATEGORIES:a\,b,c`, "CATEGORIES: d ,,e")))
	require.Empty(t, f.Problems)
	e := f.Events[0]
	require.Equal(t, "one, two; three\\four\nfive\nsix:", e.Summary)
	require.Equal(t, []string{"a,b", "c", "d", "e"}, e.Categories)

	p, ok := e.Component.Property("ATTENDEE")
	require.True(t, ok)
	require.Equal(t, 6, p.Line)
	require.Equal(t, "mailto:j@example.org", p.Value)
	var params []string
	for name, value := range p.Params() {
		params = append(params, name+"="+value)
	}
	require.Equal(t, []string{"CN=Doe; Jane: the, first", "ROLE=REQ-PARTICIPANT", "ROLE=CHAIR", "X-N=a\nb^c\"d^x"}, params)
	_, ok = p.Param("NONE")
	require.False(t, ok)

	after, ok := e.Component.Property("X-AFTER")
	require.True(t, ok)
	require.Equal(t, "still the event", after.Text())
	_, ok = e.Component.Property("TRIGGER")
	require.False(t, ok, "it belongs to the alarm")
	var names []string
	for c := range f.Components() {
		for inner := range c.Components() {
			for innermost := range inner.Components() {
				names = append(names, c.Name(), inner.Name(), innermost.Name())
				require.Equal(t, 8, innermost.Line())
			}
		}
	}
	require.Equal(t, []string{"VCALENDAR", "VEVENT", "VALARM"}, names)

	var none Component
	require.Empty(t, none.Name())
	require.Zero(t, none.Line())
	_, ok = none.Property("UID")
	require.False(t, ok)
	for range none.Components() {
		t.Fatal("the zero Component is empty")
	}
}

// What is copied reads the same, and copying it again gives the same bytes.
func TestCopy(t *testing.T) {
	text := "\ufeffbegin:vcalendar\nX-A;B=\"c:d\":e\\n\nBEGIN:VEVENT\nUID:a\nBEGIN:VALARM\nEND:VALARM\nDTSTART:20261102T090000Z\nnonsense\nSUMMARY:" + strings.Repeat("ä", 60) + "\nBEGIN:X-B\nX:y\nEND:X-B\nEND:VEVENT\n"
	f := readAll(t, text)
	var first, second bytes.Buffer
	require.NoError(t, f.Copy(&first))
	require.Equal(t, "BEGIN:VCALENDAR\r\nX-A;B=\"c:d\":e\\n\r\nBEGIN:VEVENT\r\nUID:a\r\nBEGIN:VALARM\r\nEND:VALARM\r\nDTSTART:20261102T090000Z\r\nSUMMARY:"+
		strings.Repeat("ä", 33)+"\r\n "+strings.Repeat("ä", 27)+"\r\nBEGIN:X-B\r\nX:y\r\nEND:X-B\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", first.String())
	require.NoError(t, readAll(t, first.String()).Copy(&second))
	require.Equal(t, first.String(), second.String())
}
