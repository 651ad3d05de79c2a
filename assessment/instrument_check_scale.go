package assessment

import (
	"fmt"
	"slices"
)

func (c *checker) checkScales() {
	if t := c.in.Total; t != nil {
		if t.ID != "" {
			c.add("total.id", "stands at the wrong place; the total has no id")
		}
		c.scale("total", t)
	}
	var ids []string
	for i := range c.in.Subscales {
		s, path := &c.in.Subscales[i], fmt.Sprintf("subscales[%d]", i)
		if s.ID == "" || s.ID == totalName || slices.Contains(ids, s.ID) {
			c.add(path+".id", "is missing or was used before; want a name of its own")
		}
		if len(s.BandSets) > 1 {
			c.add(path+".bandSets", "are several; a subscale has one")
		}
		ids = append(ids, s.ID)
		c.scale(path, s)
	}
	if c.in.Total == nil && len(ids) == 0 && c.in.Category == nil {
		c.add("total", "is missing; want a total, subscales or a category")
	}
}

// totalName is how conditions and rules name the total.
const totalName = "total"

func (c *checker) scale(path string, s *Scale) {
	before := len(c.faults)
	c.refs(path+".items", s.Items, 1)
	c.refs(path+".subtract", s.Subtract, 0)
	c.word(path+".direction", string(s.Direction), string(HigherWorse), string(HigherBetter))
	if s.Source != nil {
		c.source(path+".source", s.Source)
	}
	if len(c.faults) > before {
		return
	}
	low, high := c.rangeOf(s)
	if low != s.Min || high != s.Max {
		c.add(path, "says %d to %d, but its items give %d to %d", s.Min, s.Max, low, high)
	}
	if t := s.Transform; t != nil {
		if t.Min >= t.Max || t.Decimals < 0 || t.Decimals > maxDecimals || t.Max > maxPoints || t.Min < -maxPoints {
			c.add(path+".transform", "is no range; want min below max, at most %d, and up to %d decimals", maxPoints, maxDecimals)
		}
		low, high = t.Min, t.Max
		if t.Decimals > 0 && len(s.BandSets) > 0 {
			c.add(path+".bandSets", "cannot cover a scale with decimals")
		}
	}
	if c.in.Decimals > 0 && len(s.BandSets) > 0 {
		c.add(path+".bandSets", "cannot cover a scale with decimals")
	}
	for i := range s.BandSets {
		c.bands(fmt.Sprintf("%s.bandSets[%d]", path, i), &s.BandSets[i], low, high)
		if slices.ContainsFunc(s.BandSets[:i], func(b BandSet) bool { return b.Name == s.BandSets[i].Name }) {
			c.add(fmt.Sprintf("%s.bandSets[%d].name", path, i), "was used before")
		}
	}
}

// rangeOf gives the lowest and highest sum that the items of a scale allow.
func (c *checker) rangeOf(s *Scale) (low, high int) {
	for _, id := range s.Items {
		l, h := c.in.pointsRange(c.items[id])
		low, high = low+l, high+h
	}
	for _, id := range s.Subtract {
		l, h := c.in.pointsRange(c.items[id])
		low, high = low-h, high-l
	}
	return low, high
}

// pointsRange gives the fewest and most points of an item.
func (in *Instrument) pointsRange(i int) (low, high int) {
	item := &in.Items[i]
	a := in.allowedFor(item)
	if item.Recode == "" {
		return a.Min, a.Max
	}
	low = maxPoints + 1
	for v := a.Min; v <= a.Max; v++ {
		if p, ok := in.points(item, v); ok {
			low, high = min(low, p), max(high, p)
		}
	}
	return low, high
}

// points gives the points of an answer, reversed or not as the item says.
func (in *Instrument) points(item *Item, v int) (int, bool) {
	a := in.allowedFor(item)
	if !a.Has(v) {
		return 0, false
	}
	if item.Reversed {
		v = a.Min + a.Max - v
	}
	if item.Recode == "" {
		return v, true
	}
	for _, r := range in.Recodes[item.Recode] {
		if r.has(v) {
			return r.Points, true
		}
	}
	return 0, false
}

func (c *checker) bands(path string, b *BandSet, low, high int) {
	if b.Name == "" {
		c.add(path+".name", "is missing; results name the band set")
	}
	c.source(path+".source", &b.Source)
	if len(b.Bands) == 0 {
		c.add(path+".bands", "is empty")
		return
	}
	next := low
	for i, band := range b.Bands {
		if band.Min != next || band.Max < band.Min || band.Label == "" {
			c.add(fmt.Sprintf("%s.bands[%d]", path, i), "goes from %d to %d; want a label, and bands that follow each other from %d", band.Min, band.Max, next)
			return
		}
		next = band.Max + 1
	}
	if next != high+1 {
		c.add(path+".bands", "end at %d; want %d, the highest score", next-1, high)
	}
}

func (c *checker) checkCategory() {
	k := c.in.Category
	if k == nil {
		return
	}
	c.source("category.source", &k.Source)
	if k.Name == "" || c.in.Total != nil || len(k.Labels) < 2 {
		c.add("category", "is incomplete; want a name, two labels or more, and no total beside it")
	}
	for i, l := range k.Labels {
		path := fmt.Sprintf("category.labels[%d]", i)
		if l.Label == "" || (len(l.All) == 0) != (i == len(k.Labels)-1) {
			c.add(path, "is incomplete; want a label, and conditions on all but the last")
		}
		c.conditions(path, l.All)
	}
}

func (c *checker) checkCutoffs() {
	if len(c.in.Cutoffs) > 0 && (c.in.Total == nil || c.in.Total.Transform != nil) {
		c.add("cutoffs", "need a total that is a plain sum; write flags instead")
	}
	var names []string
	for i := range c.in.Cutoffs {
		s, path := &c.in.Cutoffs[i], fmt.Sprintf("cutoffs[%d]", i)
		if s.Name == "" || slices.Contains(names, s.Name) {
			c.add(path+".name", "is missing or was used before; want a name of its own")
		}
		names = append(names, s.Name)
		c.source(path+".source", &s.Source)
		if len(s.Cases) == 0 {
			c.add(path+".cases", "is empty")
		}
		for j, k := range s.Cases {
			if k.Sex != "" {
				c.word(fmt.Sprintf("%s.cases[%d].sex", path, j), string(k.Sex), string(SexFemale), string(SexMale), string(SexUnknown))
			}
			if k.AgeFrom != nil && k.AgeTo != nil && *k.AgeFrom > *k.AgeTo {
				c.add(fmt.Sprintf("%s.cases[%d].ageFrom", path, j), "is above ageTo")
			}
		}
	}
}

func (c *checker) checkFlags() {
	names := []string{inconsistentFlag}
	if len(c.in.Cutoffs) > 0 {
		names = append(names, positiveFlag)
	}
	for _, k := range c.in.Checks {
		names = append(names, k.Name)
	}
	for i := range c.in.Flags {
		f, path := &c.in.Flags[i], fmt.Sprintf("flags[%d]", i)
		if f.Name == "" || slices.Contains(names, f.Name) {
			c.add(path+".name", "is missing or was used before; want a name of its own")
		}
		names = append(names, f.Name)
		if f.Title == "" || len(f.All) == 0 {
			c.add(path, "is incomplete; want a title and conditions")
		}
		c.source(path+".source", &f.Source)
		c.conditions(path, f.All)
	}
}

func (c *checker) conditions(path string, all []Condition) {
	for i := range all {
		k, path := &all[i], fmt.Sprintf("%s.all[%d]", path, i)
		if (k.Scale == "") == (len(k.Of) == 0) {
			c.add(path, "wants either a scale or items in of")
			continue
		}
		if k.Scale != "" && (c.in.scale(k.Scale) == nil || k.Min == nil && k.Max == nil) {
			c.add(path+".scale", "is no scale, or has neither min nor max; want total or the id of a subscale")
		}
		for j := range k.Of {
			c.refs(fmt.Sprintf("%s.of[%d].items", path, j), k.Of[j].Items, 1)
		}
	}
}

// scale gives a scale by its name, nil if there is none.
func (in *Instrument) scale(name string) *Scale {
	if name == totalName || name == "" {
		return in.Total
	}
	for i := range in.Subscales {
		if in.Subscales[i].ID == name {
			return &in.Subscales[i]
		}
	}
	return nil
}

func (c *checker) checkChanges() {
	for i := range c.in.Changes {
		r, path := &c.in.Changes[i], fmt.Sprintf("changes[%d]", i)
		c.word(path+".kind", string(r.Kind), string(ChangeReliable), string(ChangeImportant), string(ChangeNoticeable), string(ChangeResponse), string(ChangeRemission))
		c.source(path+".source", &r.Source)
		if c.in.scale(r.Scale) == nil {
			c.add(path+".scale", "is no scale of the instrument")
		}
		if !r.oneThreshold() {
			c.add(path, "wants one of points and percent; a remission wants max")
		}
	}
}

// oneThreshold reports whether a rule has the one threshold of its kind.
func (r *ChangeRule) oneThreshold() bool {
	stated := 0
	for _, is := range []bool{r.Points > 0, r.Percent > 0 && r.Percent <= 100, r.Max != nil} {
		if is {
			stated++
		}
	}
	return stated == 1 && r.Points >= 0 && r.Percent >= 0 && (r.Kind == ChangeRemission) == (r.Max != nil)
}

// checkUse finds items that must be answered and then serve nothing.
func (c *checker) checkUse() {
	used := map[string]bool{}
	use := func(lists ...[]string) {
		for _, list := range lists {
			for _, id := range list {
				used[id] = true
			}
		}
	}
	conditions := func(all []Condition) {
		for _, k := range all {
			for _, m := range k.Of {
				use(m.Items)
			}
		}
	}
	if t := c.in.Total; t != nil {
		use(t.Items, t.Subtract)
	}
	for i := range c.in.Subscales {
		use(c.in.Subscales[i].Items, c.in.Subscales[i].Subtract)
	}
	for i := range c.in.Skips {
		use(c.in.Skips[i].When)
	}
	for i := range c.in.Flags {
		conditions(c.in.Flags[i].All)
	}
	if c.in.Category != nil {
		for _, l := range c.in.Category.Labels {
			conditions(l.All)
		}
	}
	for i := range c.in.Items {
		if !used[c.in.Items[i].ID] && c.in.Items[i].Role != RoleUnscored {
			c.add(fmt.Sprintf("items[%d].role", i), "is absent, but nothing uses the item; want %q", RoleUnscored)
		}
	}
}
