package validate

import (
	"fmt"

	"github.com/openiop/openiop/simulate"
)

// MinPeople is the fewest people of a validation: with fewer, chance decides
// about close calls.
const MinPeople = 10_000

// Run scores the model with some parameters, by so many people (at least
// MinPeople; 100,000 are usual) in each of about ten designs. It is an error if
// there are fewer, or the parameters cannot be run.
func Run(p simulate.Parameters, people int64, seed uint64) (Report, error) {
	if people < MinPeople {
		return Report{}, fmt.Errorf("validate: %d people; want at least %d", people, MinPeople)
	}
	if err := simulate.CheckPeople(0, people); err != nil {
		return Report{}, err
	}
	s := &scorer{bench: bench{params: p, people: people, seed: seed}}
	for _, part := range [...]func(*scorer){
		reasons, stays, attendance, tests, rewards, family, after, costs, hoursAndPrograms, notInTheModel, heldOutTrials, heldOutStays, heldOutOther,
	} {
		part(s)
		if s.err != nil {
			return Report{}, fmt.Errorf("validate: %w", s.err)
		}
	}
	models := make([]*simulate.Model, 0, len(s.done))
	for i := range s.done {
		models = append(models, s.done[i].model)
	}
	return Report{Run: simulate.Record(seed, people, models...), People: people, Seed: seed, Checks: s.checks}, nil
}
