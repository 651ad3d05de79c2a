// Ehr is a small record system: it keeps people, sessions, results and plans in
// SQLite, asks openiop on each event, keeps every answer with the fingerprint of
// the standards behind it, and shows what a counselor opens in the morning.
// People are opaque identifiers throughout.
//
//	go run .                          an invented clinic, its worklist, an audit
//	go run . -db clinic.db -on 2026-11-19
//	go run . -db clinic.db -audit 3
//	go run . -db clinic.db -export c-03 -zone America/Chicago > c-03.json
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/openiop/openiop/iop"
)

func main() {
	db := flag.String("db", "", "the database; without one, an invented clinic in memory")
	on := flag.String("on", "", "the day of the worklist, as in 2026-11-19; today if absent")
	audit := flag.Int64("audit", 0, "show why the report of this number said what it said")
	export := flag.String("export", "", "write the record of this person as a FHIR bundle")
	zone := flag.String("zone", "America/Chicago", "the zone of the clinic's clocks")
	flag.Parse()
	if *db != "" && *export != "" {
		if err := runExport(os.Stdout, *db, *export, *zone); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := run(os.Stdout, *db, *on, *audit); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, db, on string, audit int64) error {
	if db == "" {
		return demo(w)
	}
	s, err := Open(db)
	if err != nil {
		return err
	}
	defer s.Close()
	if audit != 0 {
		a, err := s.Audit(audit)
		if err != nil {
			return err
		}
		a.Write(w)
		return nil
	}
	day, err := iop.ParseDate(on)
	if on == "" {
		now := time.Now()
		day, err = iop.NewDate(now.Year(), now.Month(), now.Day())
	}
	if err != nil {
		return fmt.Errorf("-on: %w", err)
	}
	list, err := s.Worklist(day)
	if err != nil {
		return err
	}
	list.Write(w)
	return nil
}

func runExport(w io.Writer, db, person, zoneName string) error {
	zone, err := time.LoadLocation(zoneName)
	if err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	s, err := Open(db)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.WriteRecord(w, os.Stderr, person, zone)
}
