package simulate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// EngineVersion names the way in which people are drawn and counted. Another
// version may give other numbers for the same seed.
const EngineVersion = "1"

// RunRecord says what a result rests on: it belongs into every output.
type RunRecord struct {
	Engine string `json:"engine"`
	Seed   uint64 `json:"seed"`
	People int64  `json:"people"`
	// Designs are those that were simulated, in their order.
	Designs []DesignRecord `json:"designs"`
	// Parameters are all numbers of the model, with their sources. Those that
	// differ between designs are a matter of the caller.
	Parameters []Parameter `json:"parameters"`
	// Assumptions are the ids of parameters that nobody measured.
	Assumptions []string `json:"assumptions"`
}

// DesignRecord is what is recorded of a design.
type DesignRecord struct {
	Design string `json:"design"`
	// Run is the hash of design, parameters, dates, standards and engine.
	Run   string   `json:"run"`
	Start iop.Date `json:"start"`
	// Standards are those that judged the weeks, with their fingerprints.
	Standards []StandardRecord `json:"standards"`
	Reference bool             `json:"reference"`
	// AbstinenceOnly says that the design discharges for positive tests.
	AbstinenceOnly bool `json:"abstinenceOnly"`
	// Readings are what was supposed where the design leaves something open.
	Readings []string `json:"readings"`
}

// StandardRecord names a standard and the hash of its text.
type StandardRecord struct {
	ID          iop.StandardID `json:"id"`
	Fingerprint string         `json:"fingerprint"`
}

// Record gives the record of a run of some models with a seed. All models must
// have the same parameters; those of the first are recorded.
func Record(seed uint64, people int64, models ...*Model) RunRecord {
	r := RunRecord{Engine: EngineVersion, Seed: seed, People: people, Designs: []DesignRecord{}, Parameters: []Parameter{}, Assumptions: []string{}}
	for _, m := range models {
		r.Designs = append(r.Designs, m.record())
	}
	if len(models) > 0 {
		for p := range models[0].params.All() {
			r.Parameters = append(r.Parameters, p)
			if p.Assumption {
				r.Assumptions = append(r.Assumptions, p.ID)
			}
		}
	}
	return r
}

func (m *Model) record() DesignRecord {
	return DesignRecord{
		Design: m.design.name(), Run: m.run, Start: m.plan.start, Standards: slices.Clone(m.plan.standards), Reference: m.design.Reference,
		AbstinenceOnly: m.design.Comparator != nil, Readings: m.Readings(),
	}
}

// fingerprint hashes what a run depends on beside its seed.
func (m *Model) fingerprint() (string, error) {
	d := &m.design
	closed := []iop.Date{}
	for c := range d.Dates.Closures.All() {
		closed = append(closed, c.Date)
	}
	zone := ""
	if d.Dates.Zone != nil {
		zone = d.Dates.Zone.String()
	}
	data, err := json.Marshal(struct {
		Engine     string
		Design     DesignFile
		Start      iop.Date
		WeekStart  iop.Weekday
		Zone       string
		Closed     []iop.Date
		Changes    []schedule.Change
		Gate       *careplan.TestGate
		Standards  []StandardRecord
		Parameters [parameterCount]float64
	}{EngineVersion, fileOf(d), m.plan.start, d.Dates.WeekStart, zone, closed, d.Dates.Changes, d.StepDown.TestGate, m.plan.standards, m.params.list()})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

func (p *Parameters) list() (out [parameterCount]float64) {
	for i := range out {
		out[i] = p.get(place(i))
	}
	return out
}
