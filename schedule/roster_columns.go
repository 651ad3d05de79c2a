package schedule

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/openiop/openiop/iop"
)

// rosterColumn is a column of a roster, in the order in which we write them.
type rosterColumn int8

const (
	colSession rosterColumn = iota
	colDate
	colStart
	colEnd
	colMinutes
	colZone
	colActivity
	colTitle
	colFacilitator
	colCredential
	colLocation
	colDelivery
	colCapacity
	colClient
	colStatus
	colAttended
	colNotes
	colMakeUpFor
	colBilled
	colClinical
	rosterColumns // how many there are

	colUnknown rosterColumn = -1 // reported once, then passed over
	colUnnamed rosterColumn = -2 // without a name; must stay empty
)

// rosterHeader has each column's name and the other names under which systems
// export it, folded. A name is left out where it could mean something else:
// "name" may be a person's, "time in" is when a person came, "hours attended"
// would turn 2 into two minutes, and billed "units" may be quarters of an hour.
var rosterHeader = [rosterColumns]struct{ name, aliases string }{
	colSession:     {"session_id", "session sessionno sessionnumber appointmentid apptid eventid encounterid meetingid"},
	colDate:        {"date", "day sessiondate servicedate dateofservice dos appointmentdate apptdate eventdate meetingdate"},
	colStart:       {"start", "starts starttime begin begins begintime sessionstart scheduledstart from"},
	colEnd:         {"end", "ends endtime finish finishtime sessionend scheduledend to until"},
	colMinutes:     {"minutes", "min mins duration durationminutes durationmin durationmins length lengthminutes scheduledminutes sessionminutes plannedminutes"},
	colZone:        {"zone", "tz timezone"},
	colActivity:    {"modality", "activity activityid type grouptype sessiontype servicetype appointmenttype"},
	colTitle:       {"title", "sessiontitle sessionname group groupname grouptitle topic subject course class"},
	colFacilitator: {"facilitator", "facilitatorname leader groupleader therapist counselor counsellor clinician provider instructor staff ledby"},
	colCredential:  {"facilitator_credential", "facilitatorcredentials credential credentials providercredential providercredentials staffcredential"},
	colLocation:    {"location", "room site place venue"},
	colDelivery:    {"delivery", "deliverymode deliverymethod mode attendancemode"},
	colCapacity:    {"capacity", "maxcapacity seats maxgroupsize maxparticipants maxsize"},
	colClient:      {"client_id", "client patientid patient mrn participantid participant memberid studentid learnerid attendeeid personid pid"},
	colStatus:      {"status", "attendance attendancestatus sessionstatus appointmentstatus apptstatus bookingstatus"},
	colAttended:    {"minutes_attended", "attendedminutes actualminutes minutespresent presentminutes minutesdelivered deliveredminutes durationattended attendedduration"},
	colNotes:       {"notes", "note comment comments remark remarks"},
	colMakeUpFor:   {"makeup_for", "makesup makeupof makeupforsession makeupforsessionid makeupsessionid"},
	colBilled:      {"billed", "billedservices servicesbilled"},
	colClinical:    {"counts_as_clinical", "clinical isclinical countable"},
}

func (c rosterColumn) String() string { return rosterHeader[c].name }

// rosterColumnNames lists the names that we write.
func rosterColumnNames() []string {
	names := make([]string, 0, rosterColumns)
	for _, h := range rosterHeader {
		names = append(names, h.name)
	}
	return names
}

// statusWords are the statuses in the words of other systems, folded.
var statusWords = [...]struct {
	status Status
	words  string
}{
	{NotRecorded, "scheduled booked planned registered pending notrecorded"},
	{Attended, "attended present fullyattended fullattendance attendedinfull completed"},
	{Partial, "partial partiallyattended partlyattended partialattendance attendedpartially leftearly"},
	{Late, "late tardy arrivedlate camelate"},
	{AbsentExcused, "absentexcused excused excusedabsent excusedabsence"},
	{AbsentUnexcused, "absentunexcused unexcused absent unexcusedabsent unexcusedabsence noshow didnotattend notattended"},
	// A session that the person cancelled is an absence, so it is not here.
	{CancelledByProgram, "cancelled canceled cancelledbyprogram canceledbyprogram programcancelled programcanceled"},
}

// deliveryWords are the ways of delivery in the words of other systems,
// folded. A telephone call is neither.
var deliveryWords = [...]struct {
	delivery Delivery
	words    string
}{
	{InPerson, "inperson onsite facetoface f2f"},
	{Telehealth, "telehealth telemedicine virtual online video remote"},
}

// yesWords and noWords are folded.
const (
	yesWords = "true yes y 1"
	noWords  = "false no n 0"
)

// rosterWords are the tables above by folded word, and by our own words as
// they are, which are found faster; with those of activities.
type rosterWords struct {
	names      map[string]rosterColumn // our own alone, not folded
	columns    map[string]rosterColumn
	statuses   map[string]Status
	deliveries map[string]Delivery
	yesNo      map[string]bool
	activities map[string]iop.Activity
}

var knownWords = sync.OnceValue(func() *rosterWords {
	w := &rosterWords{
		names: map[string]rosterColumn{}, columns: map[string]rosterColumn{}, statuses: map[string]Status{},
		deliveries: map[string]Delivery{}, yesNo: map[string]bool{}, activities: map[string]iop.Activity{},
	}
	for i, h := range rosterHeader {
		w.names[h.name] = rosterColumn(i)
		w.columns[h.name] = rosterColumn(i)
		putWords(w.columns, foldWord(h.name)+" "+h.aliases, rosterColumn(i))
	}
	for _, s := range statusWords {
		putWords(w.statuses, s.status.String()+" "+s.words, s.status)
	}
	for _, d := range deliveryWords {
		putWords(w.deliveries, string(d.delivery)+" "+d.words, d.delivery)
	}
	putWords(w.yesNo, yesWords, true)
	putWords(w.yesNo, noWords, false)
	for a := range iop.Activities() {
		info := a.Info()
		for _, alias := range info.Aliases {
			// Two letters mean too much: NA is as often "not applicable".
			if word := foldWord(alias); len(word) > 2 {
				w.activities[word] = a
			}
		}
	}
	for a := range iop.Activities() { // ids and titles hold where an alias is the same
		w.activities[foldWord(a.Title())] = a
		w.activities[foldWord(a.String())] = a
		w.activities[a.String()] = a
	}
	return w
})

func putWords[V any](table map[string]V, words string, v V) {
	for word := range strings.FieldsSeq(words) {
		table[word] = v
	}
}

// foldWord makes words alike that differ in letter case, spaces, parentheses,
// commas or any of _ - . alone.
func foldWord(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r):
			return -1
		case r < unicode.MaxASCII && strings.IndexByte("_.,()", byte(r)) >= 0:
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// lookUp finds a word as it is, or else folded.
func lookUp[V any](table map[string]V, word string) (V, bool) {
	if v, ok := table[word]; ok {
		return v, true
	}
	v, ok := table[foldWord(word)]
	return v, ok
}

// ActivityNamed finds an activity by its id, its title or another name of it,
// as the column modality of a roster does: letter case, spaces and hyphens do
// not matter. Two letters alone, such as NA, name none.
func ActivityNamed(word string) (iop.Activity, bool) { return lookUp(knownWords().activities, word) }

// likeColumn suggests the column whose name or alias is at most two letters
// away, as a clause of a message.
func likeColumn(name string) string {
	word := foldWord(name)
	best, at := 3, colUnknown
	for i, h := range rosterHeader {
		for alias := range strings.FieldsSeq(foldWord(h.name) + " " + h.aliases) {
			if d := lettersApart(word, alias); d < best && d < len(alias)/2 {
				best, at = d, rosterColumn(i)
			}
		}
	}
	if at == colUnknown {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", at.String())
}

// lettersApart counts the letters to add, drop or replace to turn one word
// into the other; 3 for three and more.
func lettersApart(a, b string) int {
	const many = 3
	if len(a) > len(b)+2 || len(b) > len(a)+2 {
		return many
	}
	before := make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			row[j+1] = min(before[j+1]+1, row[j]+1)
			if a[i] == b[j] {
				row[j+1] = min(row[j+1], before[j])
			} else {
				row[j+1] = min(row[j+1], before[j]+1)
			}
		}
		before = row
	}
	return min(before[len(b)], many)
}
