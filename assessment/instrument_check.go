package assessment

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// Bounds of what an instrument may hold, so that a file cannot make the
// library spend memory or overflow a sum.
const (
	maxItems    = 200
	maxAnswer   = 1000
	maxPoints   = 1000
	maxDecimals = 2
	// maxFractional is the highest answer where answers have decimals.
	maxFractional = 100
)

// fault is something wrong in an instrument, and where.
type fault struct {
	path string // steps such as "items[3]" joined by dots
	text string
}

// checker gathers the faults of an instrument.
type checker struct {
	in     *Instrument
	items  map[string]int
	faults []fault
}

func (c *checker) add(path, format string, args ...any) {
	c.faults = append(c.faults, fault{path, fmt.Sprintf(format, args...)})
}

// Check reports what an instrument lacks. It is part of the strict reader.
func (in *Instrument) Check(c *strictjson.Context) {
	for _, f := range in.faults() {
		at := c
		for step := range strings.SplitSeq(f.path, ".") {
			at = at.At(step)
		}
		at.Errorf("%s", f.text)
	}
}

var instrumentIDForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// faults gives everything that is wrong with an instrument; a scorer can be
// made of one without.
func (in *Instrument) faults() []fault {
	c := &checker{in: in, items: map[string]int{}}
	c.identity()
	c.checkItems()
	if len(c.faults) > 0 {
		return c.faults // the rest refers to items
	}
	c.checkSkips()
	c.checkMissing()
	c.checkScales()
	c.checkCategory()
	c.checkCutoffs()
	c.checkFlags()
	c.checkChanges()
	c.checkUse()
	return c.faults
}

func (c *checker) identity() {
	in := c.in
	if !instrumentIDForm.MatchString(in.ID) {
		c.add("id", "is missing or has a wrong form; want lower-case words joined by -, as in phq-9")
	}
	for _, f := range []struct{ path, text string }{{"title", in.Title}, {"version", in.Version}, {"about", in.About}} {
		if f.text == "" {
			c.add(f.path, "is missing; say it in a few words")
		}
	}
	c.source("source", &in.Source)
	c.word("license.class", string(in.License.Class), string(WordingMayShip), string(NumbersOnly))
	if in.License.Basis == "" || !in.License.Confidence.IsValid() {
		c.add("license", "is incomplete; want class, basis and confidence")
	}
	for _, code := range []struct {
		path string
		code *LOINC
	}{{"codes.panel", in.Codes.Panel}, {"codes.total", in.Codes.Total}} {
		if code.code != nil && (!loincForm.MatchString(code.code.Code) || !code.code.Confidence.IsValid()) {
			c.add(code.path, "is no LOINC code with its confidence; want a code such as 44249-1")
		}
	}
	if !in.Trendable && in.TrendNote == "" {
		c.add("trendNote", "is missing; say why a series of scores shows no progress, or set trendable")
	}
	if i := in.Interval; i != nil {
		c.source("interval.source", &i.Source)
		if i.MaxDays < 1 || i.MinDays < 0 || i.MinDays > i.MaxDays {
			c.add("interval", "has no days; want minDays up to maxDays, at least 1")
		}
	}
	for i, d := range in.Decisions {
		if d.About == "" || d.Decided == "" || len(d.Variants) == 0 {
			c.add(fmt.Sprintf("decisions[%d]", i), "is incomplete; want about, variants and decided")
		}
	}
	for i := range in.Sources {
		c.source(fmt.Sprintf("sources[%d]", i), &in.Sources[i])
	}
}

var loincForm = regexp.MustCompile(`^[0-9]{1,7}-[0-9]$`)

func (c *checker) source(path string, s *iop.Source) {
	if !s.IsValid() {
		c.add(path, "is missing or incomplete; want locator, confidence and, unless recalled, the date read")
	}
}

func (c *checker) word(path, word string, want ...string) {
	if !slices.Contains(want, word) {
		c.add(path, "is missing or not known; want one of %s", strings.Join(want, ", "))
	}
}

func (c *checker) checkItems() {
	in := c.in
	if len(in.Items) == 0 || len(in.Items) > maxItems {
		c.add("items", "are %d; want 1 to %d", len(in.Items), maxItems)
	}
	if in.Decimals < 0 || in.Decimals > maxDecimals {
		c.add("decimals", "is %d; want 0 to %d", in.Decimals, maxDecimals)
	}
	c.allowed("allowed", in.Allowed)
	for i := range in.Items {
		item, path := &in.Items[i], fmt.Sprintf("items[%d]", i)
		if _, again := c.items[item.ID]; again || item.ID == "" {
			c.add(path+".id", "is missing or was used before; want one id for each item")
		}
		c.items[item.ID] = i
		if item.Allowed != nil {
			c.allowed(path+".allowed", *item.Allowed)
		}
		if item.LOINC != "" && (!loincForm.MatchString(item.LOINC) || !in.Codes.Items.IsValid()) {
			c.add(path+".loinc", "is no LOINC code such as 44250-9, or codes.items does not say how sure it is")
		}
		if item.Role != "" {
			c.word(path+".role", string(item.Role), string(RoleGate), string(RoleUnscored))
		}
		c.recode(path+".recode", item)
	}
}

func (c *checker) allowed(path string, a Allowed) {
	most := maxAnswer
	if c.in.Decimals > 0 {
		most = maxFractional // so that an Answer can count its units
	}
	if a.Min < 0 || a.Max > most || a.Min >= a.Max {
		c.add(path, "is missing or no range; want two answers or more from 0 to %d, as in {\"min\": 0, \"max\": 3} or [0, 2, 4]", most)
	}
	if !slices.IsSorted(a.Values) || len(slices.Compact(slices.Clone(a.Values))) != len(a.Values) {
		c.add(path, "is not in rising order; want each answer once, as in [0, 2, 4]")
	}
}

// recode checks that a table gives points for every answer of an item.
func (c *checker) recode(path string, item *Item) {
	if item.Recode == "" {
		return
	}
	lines, ok := c.in.Recodes[item.Recode]
	if !ok {
		c.add(path, "is not a table of recodes")
		return
	}
	if c.in.Decimals > 0 {
		c.add(path, "cannot stand beside decimals; want whole answers")
	}
	for _, l := range lines {
		if l.Points < 0 || l.Points > maxPoints {
			c.add(path, "gives %d points; want 0 to %d", l.Points, maxPoints)
		}
	}
	a := c.in.allowedFor(item)
	for v := max(0, a.Min); v <= min(a.Max, maxAnswer); v++ {
		if n := recodeLines(lines, v); a.Has(v) && n != 1 {
			c.add(path, "has %d lines for the answer %d; want one", n, v)
			return
		}
	}
}

func recodeLines(lines []Recode, v int) (n int) {
	for i := range lines {
		if lines[i].has(v) {
			n++
		}
	}
	return n
}

func (r *Recode) has(v int) bool {
	to := r.From
	if r.To != nil {
		to = *r.To
	}
	return v >= r.From && v <= to
}

// allowedFor gives the answers of an item.
func (in *Instrument) allowedFor(item *Item) Allowed {
	if item.Allowed != nil {
		return *item.Allowed
	}
	return in.Allowed
}

// refs checks that ids are those of items, each once.
func (c *checker) refs(path string, ids []string, least int) {
	if len(ids) < least {
		c.add(path, "is empty; name the items")
	}
	for i, id := range ids {
		if _, ok := c.items[id]; !ok {
			c.add(path, "names %q, which is no item", id)
		} else if slices.Contains(ids[:i], id) {
			c.add(path, "names item %q twice", id)
		}
	}
}

func (c *checker) checkSkips() {
	for i := range c.in.Skips {
		s, path := &c.in.Skips[i], fmt.Sprintf("skips[%d]", i)
		c.refs(path+".when", s.When, 1)
		c.refs(path+".items", s.Items, 1)
		c.source(path+".source", &s.Source)
		for _, id := range s.When {
			if slices.Contains(s.Items, id) {
				c.add(path+".items", "names item %q, on which skipping depends", id)
			}
		}
	}
	for i := range c.in.Checks {
		k, path := &c.in.Checks[i], fmt.Sprintf("checks[%d]", i)
		c.refs(path+".item", []string{k.Item}, 1)
		c.refs(path+".atLeast", k.AtLeast, 1)
		c.source(path+".source", &k.Source)
	}
}

func (c *checker) checkMissing() {
	m := &c.in.Missing
	c.word("missing.rule", string(m.Rule), string(Strict), string(Prorate))
	if m.Source != nil {
		c.source("missing.source", m.Source)
	}
	switch t := c.in.Total; {
	case m.Rule != Prorate && m.Max != 0:
		c.add("missing.max", "is set without prorating")
	case m.Rule == Prorate && m.Source == nil:
		c.add("missing.source", "is missing; say whose rule it is")
	case m.Rule == Prorate && (t == nil || m.Max < 1 || m.Max >= len(t.Items)):
		c.add("missing.max", "is %d; want at least 1 and fewer than the items of the total", m.Max)
	case m.Rule == Prorate && (len(t.Subtract) > 0 || t.Transform != nil || c.in.Decimals > 0 || len(c.in.Skips) > 0):
		c.add("missing.rule", "prorates a total that is no plain sum; want strict")
	}
}
