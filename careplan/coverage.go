package careplan

import "github.com/openiop/openiop/iop"

// Topic is a part of what a program teaches or offers, as an embeddable
// curriculum of intensive outpatient care lists it. The zero Topic is invalid.
type Topic string

// The topics.
const (
	UnderstandingAddiction Topic = "understanding-addiction" // biological, psychological, social
	CopingStrategies       Topic = "coping-strategies"
	RelapsePreventionTopic Topic = "relapse-prevention"
	TraumaTopic            Topic = "trauma"
	VocationalSkills       Topic = "vocational-skills"
	SocialSkills           Topic = "social-skills"
	NutritionWellness      Topic = "nutrition-wellness"
	Holistic               Topic = "holistic" // yoga, meditation, art
	FamilyWorkshops        Topic = "family-workshops"
	PeerSupportTopic       Topic = "peer-support"
)

// topicActivities are the activities that give a topic. That an activity gives
// it is our reading of what the activity is for.
var topicActivities = []struct {
	topic      Topic
	activities []string
}{
	{UnderstandingAddiction, []string{"psychoeducation", "matrix-model", "early-recovery-skills"}},
	{CopingStrategies, []string{"cbt", "dbt-skills", "dbt", "skills-group", "early-recovery-skills", "matrix-model"}},
	{RelapsePreventionTopic, []string{"relapse-prevention", "mbrp", "matrix-model"}},
	{TraumaTopic, []string{"seeking-safety", "trauma-informed"}},
	{VocationalSkills, []string{"vocational-skills"}},
	{SocialSkills, []string{"life-skills", "social-support-group", "skills-group"}},
	{NutritionWellness, []string{"nutrition-wellness"}},
	{Holistic, []string{"yoga", "mindfulness", "art-music-therapy", "activity-therapy"}},
	{FamilyWorkshops, []string{"family-education", "multifamily-group", "family-therapy", "bct", "bsft", "mdft", "craft"}},
	{PeerSupportTopic, []string{"peer-support", "self-help-meeting"}},
}

// Topics gives all topics in their order.
func Topics() (out []Topic) {
	for _, t := range topicActivities {
		out = append(out, t.topic)
	}
	return out
}

// Activities gives the activities that give the topic, none for an invalid one.
func (t Topic) Activities() (out iop.ActivitySet) {
	for _, x := range topicActivities {
		if x.topic == t {
			return activitySet(x.activities)
		}
	}
	return out
}

func activitySet(ids []string) (out iop.ActivitySet) {
	for _, id := range ids {
		out = out.With(iop.MustParseActivity(id))
	}
	return out
}

// Had is an activity that a person had, or a program offers, on a day.
type Had struct {
	Activity iop.Activity `json:"activity"`
	On       iop.Date     `json:"on"`
}

// Coverage is how a topic stands.
type Coverage struct {
	Topic Topic `json:"topic"`
	// Times is how often there was something of it, Last the last day.
	Times int      `json:"times"`
	Last  iop.Date `json:"last,omitzero"`
}

// CoverageOf gives how every topic stands after what was had up to a day, in
// the order of [Topics]. One activity can give several topics.
func CoverageOf(had []Had, upTo iop.Date) []Coverage {
	out := make([]Coverage, len(topicActivities))
	for i, x := range topicActivities {
		set := activitySet(x.activities)
		out[i].Topic = x.topic
		for _, h := range had {
			if !set.Has(h.Activity) || !h.On.IsValid() || upTo.Before(h.On) {
				continue
			}
			out[i].Times++
			if out[i].Last.Before(h.On) {
				out[i].Last = h.On
			}
		}
	}
	return out
}

// Due gives the topics of a coverage of which there was nothing yet, in their
// order.
func Due(list []Coverage) (out []Topic) {
	for _, c := range list {
		if c.Times == 0 {
			out = append(out, c.Topic)
		}
	}
	return out
}
