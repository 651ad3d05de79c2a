package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/spf13/cobra"
)

// importer is one run of "iop fhir import".
type importer struct {
	app                         *app
	what                        words
	subject, instrument, output string
	codesFile, zoneName         string
	asOf                        dateFlag
	codes                       fhir.Codes
	dating                      dating
	file                        *fhirFile
	parts                       []importedPart
}

// importedPart is a file of this command that was made of a bundle. Client is
// "" for what is about nobody or about all.
type importedPart struct {
	What       string          `json:"what"`
	Client     string          `json:"client,omitempty"`
	Instrument string          `json:"instrument,omitempty"`
	Content    json.RawMessage `json:"content"`
}

// importKinds lists what a bundle is read as.
func importKinds() []string {
	return []string{"programs", "roster", "history", "answers", "plan", "stepdown", "aftercare"}
}

func (a *app) fhirImportCommand() *cobra.Command {
	m := &importer{app: a, what: words{from: importKinds()}}
	cmd := &cobra.Command{
		Use: "import FILE|-", Short: "Read a FHIR bundle into files of this command", Long: importHelp, Example: importExamples,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return m.run(inputs(args)[0]) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.Var(&m.what, "what", "write only this")
	f.StringVar(&m.subject, "subject", "", "only what is about the person with this `ID`")
	f.StringVar(&m.instrument, "instrument", "", "only answers to the instrument with this `ID`")
	f.StringVarP(&m.output, "output", "o", "", "write every part to a file in the directory `DIR`")
	f.Var(&m.asOf, "as-of", "the `DATE` on which histories, plans and evidence are to be read")
	f.StringVar(&m.zoneName, "timezone", "", "the `ZONE` of the sessions, such as America/Chicago")
	f.StringVar(&m.codesFile, "codes", "", "the `FILE` with codes of your own; see docs/fhir.md")
	return cmd
}

func (m *importer) run(in input) (err error) {
	if m.output != "" && m.what.value != "" {
		return errors.New("iop fhir import: -o writes every part; leave --what out")
	}
	if m.zoneName != "" {
		if m.dating.zone, err = m.app.zone(m.zoneName); err != nil {
			return fmt.Errorf("iop fhir import: --timezone %q: %w", m.zoneName, err)
		}
	}
	if m.codesFile != "" {
		if m.codes, err = m.app.readCodes(m.codesFile); err != nil {
			return err
		}
	}
	r, err := m.app.open(in)
	if err != nil {
		return err
	}
	defer r.Close()
	all := func(res fhir.Resource) fhir.Resource { return res }
	m.file, err = readFHIR(m.app.ahead(in, r), in.name, all)
	m.gather()
	m.report()
	if err = errors.Join(err, m.file.errors()); len(m.parts) == 0 && err == nil && m.selected() == nil {
		err = fmt.Errorf("%s: holds nothing that this command has a file for", in.name)
	}
	return errors.Join(err, m.write())
}

// gather makes the parts, those of the whole bundle first.
func (m *importer) gather() {
	m.file.leaveOffered()
	m.programs()
	m.roster()
	m.people()
	for i := range m.file.bundle.Entry {
		if res, ok := m.file.bundle.Entry[i].Resource.(*fhir.OperationOutcome); ok {
			issue := fhir.Issue{Severity: fhir.Information, Path: rootOf(res), What: "says what somebody found or could not do; it is not read"}
			m.file.add(fhirIssue{Issue: m.file.placed(issue, i), entry: i})
		}
	}
}

// add adds a part.
func (m *importer) add(what, client, instrument string, v any) {
	if _, err := json.Marshal(v); err != nil {
		m.warn(fhir.Error, "holds "+what+" that cannot be written as a file: "+oneLine(err.Error()))
		return
	}
	m.addText(what, client, instrument, marshal(v, ""))
}

func (m *importer) addText(what, client, instrument string, text []byte) {
	m.parts = append(m.parts, importedPart{what, client, instrument, text})
}

// report tells what was not understood, each thing with its line and path.
func (m *importer) report() {
	for i := range m.file.issues {
		if x := &m.file.issues[i]; x.Severity < fhir.Error {
			m.app.note("%s %s", m.file.place(x), x.What)
		}
	}
	if m.file.more > 0 && m.file.worst < fhir.Error {
		m.app.note("%s: %d more issues are not listed", m.file.name, m.file.more)
	}
}

// warn reports something about the bundle.
func (m *importer) warn(s fhir.Severity, what string) {
	m.file.add(fhirIssue{Issue: fhir.Issue{Severity: s, What: what}, entry: -1})
}

// selected gives the parts that were asked for.
func (m *importer) selected() (out []importedPart) {
	for _, p := range m.parts {
		if m.what.value != "" && p.What != m.what.value ||
			m.subject != "" && p.What != "programs" && p.What != "roster" && p.Client != m.subject ||
			m.instrument != "" && p.What == "answers" && p.Instrument != m.instrument {
			continue
		}
		out = append(out, p)
	}
	return out
}

// write writes the parts that were asked for.
func (m *importer) write() error {
	parts := m.selected()
	switch {
	case m.output != "":
		return m.writeFiles(parts)
	case m.what.value == "":
		if len(parts) > 0 {
			m.app.out.Write(marshal(struct {
				Parts []importedPart `json:"parts"`
			}{parts}, ""))
			m.app.out.WriteByte('\n')
		}
		return nil
	case len(parts) == 0:
		return fmt.Errorf("%s: holds no %s that can be read", m.file.name, m.what.value)
	case len(parts) > 1:
		return fmt.Errorf("%s: holds %s of kind %s; choose one with --subject%s, or write all of them with -o DIR",
			m.file.name, plural(len(parts), "part"), m.what.value, map[bool]string{true: " and --instrument"}[m.what.value == "answers"])
	}
	m.app.out.Write(parts[0].Content)
	if !bytes.HasSuffix(parts[0].Content, []byte("\n")) {
		m.app.out.WriteByte('\n')
	}
	return nil
}

// writeFiles writes each part to a file that others cannot read, and lists
// them.
func (m *importer) writeFiles(parts []importedPart) error {
	taken := map[string]int{}
	for _, p := range parts {
		dir, name := m.output, p.What
		if p.Client != "" {
			dir = filepath.Join(dir, directoryOf(p.Client))
		}
		if p.Instrument != "" {
			name += "-" + directoryOf(p.Instrument)
		}
		path := filepath.Join(dir, name)
		if taken[path]++; taken[path] > 1 {
			path += fmt.Sprintf("-%d", taken[path])
		}
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fileError(dir, err)
		}
		path += ".json"
		if err := os.WriteFile(path, append(bytes.TrimRight(p.Content, "\n"), '\n'), 0o600); err != nil {
			return fileError(path, err)
		}
		fmt.Fprintln(m.app.out, path)
	}
	return nil
}

// directoryOf gives the name of a directory for an id, which may be any text: a
// hash where it is no plain word.
func directoryOf(id string) string {
	if isID(id) && !strings.HasPrefix(id, ".") {
		return id
	}
	return resourceID("id", id)
}

// programs makes the part with the designs: those of PlanDefinitions, and where
// there are none, of HealthcareServices.
func (m *importer) programs() {
	designs := []schedule.Program{}
	for _, p := range m.file.programs(m.codes) {
		designs = append(designs, p.Program)
	}
	for i := range m.file.bundle.Entry {
		if s, ok := m.file.bundle.Entry[i].Resource.(*fhir.HealthcareService); ok && !m.file.has("PlanDefinition") {
			p, report := fhir.ReadService(s, m.codes)
			if m.file.about(report, i); report.Worst() < fhir.Error {
				designs = append(designs, p)
			}
		}
	}
	if len(designs) > 0 {
		m.add("programs", "", "", designs)
	}
}

// roster makes the part with the sessions and the attendance.
func (m *importer) roster() {
	roster, report := m.app.sessions(m.codes, &m.dating).Roster(&m.file.bundle)
	m.file.about(report, -1)
	kept := roster.Rows[:0]
	for i := range roster.Rows {
		row := &roster.Rows[i]
		if m.subject != "" && row.Client != "" && row.Client != m.subject {
			continue
		}
		if !exact(row.Minutes) || !exact(row.MinutesAttended) || !exact(row.Billed) {
			m.file.refuse(row.Line-1, "has a number of minutes that is a range; a roster takes exact ones, so that the row is left out")
			continue
		}
		kept = append(kept, *row)
	}
	roster.Rows = kept
	if len(roster.Rows) == 0 {
		return
	}
	var b bytes.Buffer
	if err := roster.WriteJSON(&b); err != nil {
		m.warn(fhir.Error, err.Error())
		return
	}
	m.addText("roster", "", "", b.Bytes())
}

// exact reports whether a number of minutes is not stated, or one number.
func exact(s iop.Span) bool { return !s.IsKnown() || s.IsExact() }

// latest gives the newest of some days, the zero Date for none.
func latest(days ...iop.Date) iop.Date {
	return slices.MaxFunc(append(days, iop.Date{}), iop.Date.Compare)
}
