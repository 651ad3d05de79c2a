package simulate_test

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/simulate"
)

// twoEvenings and threeEvenings are designs as a file holds them.
const designs = `[
  {"name": "two evenings", "program": {"id": "two", "calledItself": "iop", "population": "adult", "weeks": 12,
    "blocks": [{"activity": "process-group", "days": ["Mon", "Thu"], "start": "17:00", "end": "21:30"}]}},
  {"name": "three evenings", "program": {"id": "three", "calledItself": "iop", "population": "adult", "weeks": 12,
    "blocks": [{"activity": "process-group", "days": ["Mon", "Wed", "Fri"], "start": "18:00", "end": "21:00"}]},
    "makeUps": {"perWeek": 1}, "aftercare": "weekly-group-12-weeks"}
]`

// Example reads two designs and runs people through the second.
func Example() {
	list, err := simulate.ReadDesigns(strings.NewReader(designs), "designs.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	summary, err := simulate.Simulate(list[1], simulate.DefaultParameters(), 1, 0, 20_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	r := summary.Results()
	fmt.Printf("completed %.2f, dropped out %.2f\n", r.Reason(simulate.Completed).Value, r.Reason(simulate.DroppedOut).Value)
	fmt.Printf("still there after 30 days %.2f\n", r.Retention(30).Value)
	fmt.Printf("hours a week %.1f of %.1f offered\n", r.HoursPerWeek().Value, r.HoursOfferedPerWeek())
	fmt.Printf("weeks that meet the standard %.2f\n", r.WeeksMet().Value)
	// Output:
	// completed 0.43, dropped out 0.23
	// still there after 30 days 0.69
	// hours a week 6.9 of 9.2 offered
	// weeks that meet the standard 0.52
}

// A comparison walks the same people through every design, on the same random
// numbers, so that differences need few people.
func ExampleRunPair() {
	list, err := simulate.ReadDesigns(strings.NewReader(designs), "designs.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	var models []*simulate.Model
	for _, d := range list {
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		if err != nil {
			fmt.Println(err)
			return
		}
		models = append(models, m)
	}
	pair, err := simulate.RunPair(models, 1, 0, 20_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	hours := pair.Difference(1, simulate.HoursMeasure)
	fmt.Printf("%s give %.1f hours more than %s (%.1f to %.1f)\n", pair.Summaries[1].Design, hours.Value, pair.Summaries[0].Design, hours.Low, hours.High)
	stay := pair.Difference(1, simulate.StayMeasure)
	fmt.Printf("stays differ by %.1f days: the last evening is a Friday and not a Thursday\n", stay.Value)
	// Output:
	// three evenings give 8.8 hours more than two evenings (8.6 to 8.9)
	// stays differ by 0.4 days: the last evening is a Friday and not a Thursday
}

// Parts of a run merge into the whole, in any order: on goroutines, on a
// cluster, or from files.
func ExampleSummary_Merge() {
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	if err != nil {
		fmt.Println(err)
		return
	}
	whole := m.Run(7, 0, 1000)
	merged := m.Run(7, 600, 1000)
	if err := merged.Merge(m.Run(7, 0, 600)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(merged.Covered, merged.StayDays == whole.StayDays)
	fmt.Println(merged.Merge(m.Run(7, 500, 700)))
	// Output:
	// [{0 1000}] true
	// summary: people 500 to 699 are in both
}

// A person's path can be read event by event.
func ExampleModel_Trace() {
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	if err != nil {
		fmt.Println(err)
		return
	}
	path := m.Trace(1, 7)
	fmt.Print(path.Explain())
	// Output:
	// person 7 of seed 1 in reference: frailty 1.45, misses a session with probability 0.22, a positive test with 0.02
	// 2026-01-05  day   0  admitted
	// 2026-01-05  day   0  session-attended, 180 minutes
	// 2026-01-07  day   2  session-attended, 180 minutes
	// 2026-01-07  day   2  test-negative; the program answers: acknowledge
	// 2026-01-09  day   4  session-attended, 180 minutes
	// 2026-01-09  day   4  week attended for 540 minutes: met
	// 2026-01-10  day   5  stay ends: terminated
	// 2026-04-01  day  86  returned-to-use
	// 2026-09-07  day 245  came-back
}

// Every number has its source; what nobody measured says so.
func ExampleParameters_Lookup() {
	for _, id := range []string{"no-show", "link"} {
		p, err := simulate.DefaultParameters().Lookup(id)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %v, %s; assumption: %v\n  %s\n", p.ID, p.Value, p.Spread, p.Assumption, p.Source.Locator)
	}
	// Output:
	// no-show: 0.374, triangular(min 0.199, mode 0.374, max 0.5); assumption: false
	//   C04: Outpatient appointment no-show rate, before improvement work
	// link: 0.5, uniform(min 0.3, max 0.7); assumption: true
	//   assumption; gap A08 of the calibration data
}

// A user's own numbers come from a file, each with where it was read.
func ExampleReadParameters() {
	p, err := simulate.ReadParameters(strings.NewReader(`[{"id": "no-show", "value": 0.2, "source": {"locator": "what if sessions were held at better times", "confidence": "supposed"}}]`), "mine.json")
	fmt.Println(p.Value("no-show"), err)
	_, err = simulate.ReadParameters(strings.NewReader(`[{"id": "no-show", "value": 20}]`), "mine.json")
	fmt.Println(err)
	// Output:
	// 0.2 <nil>
	// mine.json:1: [0].value: is out of range; want 0.001 to 0.999 (proportion)
	// mine.json:1: [0].source: is missing or incomplete; say where the number was read (locator, confidence and the date read), or that it is supposed
}
