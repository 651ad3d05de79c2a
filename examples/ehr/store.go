package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	_ "modernc.org/sqlite" // pure Go; see docs/decisions/0012-sqlite-in-the-example.md
)

// tables are created where they are missing. What the library reads is kept as
// the JSON that it documents, so that a report can be made again from it.
const tables = `
CREATE TABLE IF NOT EXISTS people (
	id TEXT PRIMARY KEY,
	hours TEXT NOT NULL,   -- id of the standard that the week answers to, '' for none
	active INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
	person TEXT NOT NULL REFERENCES people(id),
	id TEXT NOT NULL,
	date TEXT NOT NULL,
	start TEXT NOT NULL,
	end TEXT NOT NULL,
	activity TEXT NOT NULL,
	status TEXT NOT NULL,  -- '' while nothing is recorded
	PRIMARY KEY (person, id)
);
CREATE INDEX IF NOT EXISTS sessions_by_date ON sessions(date);
CREATE TABLE IF NOT EXISTS documents (
	person TEXT NOT NULL REFERENCES people(id),
	kind TEXT NOT NULL,    -- plan, evidence, aftercare, tests
	json TEXT NOT NULL,
	PRIMARY KEY (person, kind)
);
CREATE TABLE IF NOT EXISTS reports (
	id INTEGER PRIMARY KEY,
	person TEXT NOT NULL REFERENCES people(id),
	made TEXT NOT NULL,    -- the day
	about TEXT NOT NULL,
	standards TEXT NOT NULL,
	input TEXT NOT NULL,
	output TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS steps (
	report INTEGER NOT NULL REFERENCES reports(id),
	person TEXT NOT NULL REFERENCES people(id),
	step TEXT NOT NULL,
	who TEXT NOT NULL,
	due TEXT NOT NULL,
	done TEXT NOT NULL     -- the day, '' while it is open
);
CREATE INDEX IF NOT EXISTS open_steps ON steps(done, due);
`

// Store is the record system's database.
type Store struct{ db *sql.DB }

// Open opens a database file, or ":memory:".
func Open(name string) (*Store, error) {
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // a database in memory belongs to its connection
	if _, err := db.Exec("PRAGMA foreign_keys = ON"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if _, err := db.Exec(tables); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db}, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Transact does several things or none of them.
func (s *Store) transact(do func(tx *sql.Tx) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// sessionsBetween gives the sessions from a day to before another as a roster,
// of one person or, if person is "", of all active people by the standard of
// their hours.
func (s *Store) sessionsBetween(from, until iop.Date, person, hours string) (out schedule.Roster, err error) {
	query := `SELECT person, sessions.id, date, start, end, activity, status FROM sessions
		JOIN people ON people.id = person WHERE date >= ? AND date < ?`
	args := []any{from.String(), until.String()}
	if person != "" {
		query, args = query+" AND person = ?", append(args, person)
	} else {
		query, args = query+" AND active AND hours = ?", append(args, hours)
	}
	rows, err := s.db.Query(query+" ORDER BY person, date, sessions.id", args...)
	if err != nil {
		return out, err
	}
	defer rows.Close()
	for rows.Next() {
		var x SessionRow
		if err := rows.Scan(&x.Person, &x.ID, &x.Date, &x.Start, &x.End, &x.Activity, &x.Status); err != nil {
			return out, err
		}
		row, err := x.roster()
		if err != nil {
			return out, fmt.Errorf("session %s of %s: %w", x.ID, x.Person, err)
		}
		out.Rows = append(out.Rows, row)
	}
	return out, rows.Err()
}

// SessionRow is a session as the table keeps it.
type SessionRow struct{ Person, ID, Date, Start, End, Activity, Status string }

// roster gives the row as the library takes it. Every text is read strictly.
func (x *SessionRow) roster() (row schedule.RosterRow, err error) {
	row.Session, row.Client = x.ID, x.Person
	read := func(name, text string, into interface{ UnmarshalText([]byte) error }) {
		if e := into.UnmarshalText([]byte(text)); e != nil && err == nil {
			err = fmt.Errorf("%s: %w", name, e)
		}
	}
	read("date", x.Date, &row.Date)
	read("start", x.Start, &row.Start)
	read("end", x.End, &row.End)
	read("activity", x.Activity, &row.Activity)
	if x.Status != "" {
		read("status", x.Status, &row.Status)
	}
	return row, err
}

// document is one JSON text of a person.
type document struct{ person, json string }

// documents gives all texts of a kind, of active people or of those in
// aftercare, who are not active any more.
func (s *Store) documents(kind string, active bool) (out []document, err error) {
	rows, err := s.db.Query("SELECT person, json FROM documents JOIN people ON people.id = person WHERE kind = ? AND active = ? ORDER BY person", kind, active)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var d document
		if err := rows.Scan(&d.person, &d.json); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}

func (s *Store) putDocument(tx *sql.Tx, person, kind, text string) error {
	_, err := tx.Exec("INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json", person, kind, text)
	return err
}

// standardsOf looks standards up by a list of ids joined by commas.
func standardsOf(ids string) (out []iop.Standard, err error) {
	for id := range strings.SplitSeq(ids, ",") {
		if id == "" {
			continue
		}
		s, ok := iop.Embedded().Lookup(iop.StandardID(id), false)
		if !ok {
			return nil, fmt.Errorf("%q is no standard that is on by default; iop standards lists them", id)
		}
		out = append(out, s)
	}
	return out, nil
}

// used is a standard with its fingerprint, as a report keeps it.
type used struct {
	ID          iop.StandardID `json:"id"`
	Fingerprint string         `json:"fingerprint"`
}

func usedText(standards []iop.Standard) string {
	list := []used{}
	for i := range standards {
		list = append(list, used{standards[i].ID, standards[i].Fingerprint()})
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // two texts
	}
	return string(text)
}
