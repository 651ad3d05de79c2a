// Package peers holds only tests. They compare schedule/ical with other
// readers of calendars, and so stand in a module of their own: an embedder of
// the library inherits none of what is named here.
//
//   - github.com/emersion/go-ical with github.com/teambition/rrule-go, and
//     github.com/arran4/golang-ical, on calendars that all of them read: the
//     same sessions ([TestSameSessions] and what follows it), and the
//     throughput of each (BenchmarkThroughput).
//   - Debian's python3-icalendar and libical, on what [ical.Write] wrote and on
//     the rules of schedule/ical/testdata. They are asked through the small
//     programs in oracle; without them those tests are skipped, and CI installs
//     them (.ci/run calendars).
//   - A folder of calendar files from anywhere (OPENIOP_CALENDARS), on which
//     reading is measured: what share is read, what is refused, how long it
//     takes.
//
// Nothing here is medical advice and not legal advice.
package peers
