package ical

import (
	"fmt"
	"io"
	"testing"
	"time"
)

// manyEvents are three-hour sessions on every day from November 2026 on.
func manyEvents(b *testing.B, n int) []Event {
	zone := zoneNamed(b, "America/New_York")
	events := make([]Event, n)
	for i := range events {
		start := time.Date(2026, 11, 2+i%90, 18, 0, 0, 0, zone)
		events[i] = Event{UID: UID(fmt.Sprint(i)), Stamp: stamp, Start: start, End: start.Add(3 * time.Hour), Telling: "process group", Categories: []string{"process-group"}}
	}
	return events
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		events := manyEvents(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, events, WriteOptions{DiscloseTreatment: true}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/event")
		})
	}
}

func BenchmarkRoster(b *testing.B) {
	m := mapping(b, clinicMapping)
	for _, n := range []int{100, 10_000} {
		instances := make([]Instance, n)
		for i, e := range manyEvents(b, n) {
			instances[i] = Instance{UID: e.UID, Start: e.Start, End: e.End, EndSource: EndStated, Summary: "Tuesday process group", Line: 1 + i/40}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Roster(instances, RosterOptions{Mapping: m})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/instance")
		})
	}
}
