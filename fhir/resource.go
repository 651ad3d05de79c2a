package fhir

// Resource is a resource of FHIR R4: a pointer to one of the types of this
// package, or an [*Other]. No other package can make one.
type Resource interface {
	element
	// ResourceType gives the name of the type, such as "Observation".
	ResourceType() string
	// domain gives what all resources have.
	domain() *DomainResource
}

// DomainResource is what all resources have. A type with id "o1" is referred to
// as "Observation/o1".
type DomainResource struct {
	ID       string
	Meta     Meta
	Language string
	Text     Narrative
	// Contained are resources that exist only within this one.
	Contained []Resource
	// Extensions are kept as they stand, known here or not.
	Extensions []Extension
}

func (d *DomainResource) domain() *DomainResource { return d }

// Meta is what is known of a resource as a record.
type Meta struct {
	Element
	VersionID   string
	LastUpdated Instant
	Source      string
	Profile     []string
	Security    []Coding // with the labels of 42 CFR Part 2, see [Export]
	Tag         []Coding
}

func (m *Meta) fields(c *codec) {
	m.element(c)
	c.id("versionId", &m.VersionID)
	c.instant("lastUpdated", &m.LastUpdated)
	c.uri("source", &m.Source)
	c.texts("profile", &m.Profile, badURI)
	if c.phase == writing && c.nested == 0 {
		c.security = c.labelled(m.Security)
		list(c, "security", &c.security)
	} else {
		list(c, "security", &m.Security)
	}
	list(c, "tag", &m.Tag)
}

// Narrative is a resource as XHTML for people. Div is kept, not interpreted.
type Narrative struct {
	Element
	// Status is "generated", "extensions", "additional" or "empty".
	Status string
	Div    string
}

func (v *Narrative) fields(c *codec) {
	v.element(c)
	c.must()
	c.code("status", &v.Status, "generated extensions additional empty")
	c.must()
	c.text("div", &v.Div)
}

// resource describes what all resources have; their methods fields begin with
// it.
func (c *codec) resource(d *DomainResource, resourceType string) {
	c.resourceType(resourceType)
	c.id("id", &d.ID)
	one(c, "meta", &d.Meta)
	c.implicitRules()
	c.anyCode("language", &d.Language)
	if c.phase != writing || d.Text.Status != "" || d.Text.Div != "" {
		one(c, "text", &d.Text)
	}
	c.resources("contained", &d.Contained)
	list(c, "extension", &d.Extensions)
}

// resourceType is the member that says what the object is.
func (c *codec) resourceType(name string) {
	if c.phase == writing {
		c.writeKey("resourceType")
		c.quote(name)
		return
	}
	if c.begin("resourceType") {
		c.skip()
		c.end()
	}
}

// implicitRules change how all else is to be read; none are known here.
func (c *codec) implicitRules() {
	if c.phase != writing && c.begin("implicitRules") {
		c.refuse(c.at, "names rules that can change the meaning of the resource, and none are known here")
		c.skip()
		c.end()
	}
}

// Contained gives a contained resource by a reference such as "#x".
func (d *DomainResource) contained(reference string) (Resource, bool) {
	if len(reference) < 2 || reference[0] != '#' {
		return nil, false
	}
	for _, r := range d.Contained {
		if r.domain().ID == reference[1:] {
			return r, true
		}
	}
	return nil, false
}

// Contained gives the resource that a reference such as "#x" points to within
// the resource that holds it.
func Contained(in Resource, to Reference) (Resource, bool) {
	return in.domain().contained(to.Reference)
}

// newResource makes an empty resource of a type.
func newResource(resourceType string) Resource {
	switch resourceType {
	case "ActivityDefinition":
		return new(ActivityDefinition)
	case "Appointment":
		return new(Appointment)
	case "CarePlan":
		return new(CarePlan)
	case "CareTeam":
		return new(CareTeam)
	case "Condition":
		return new(Condition)
	case "DiagnosticReport":
		return new(DiagnosticReport)
	case "Encounter":
		return new(Encounter)
	case "EpisodeOfCare":
		return new(EpisodeOfCare)
	case "Goal":
		return new(Goal)
	case "HealthcareService":
		return new(HealthcareService)
	case "Observation":
		return new(Observation)
	case "OperationOutcome":
		return new(OperationOutcome)
	case "PlanDefinition":
		return new(PlanDefinition)
	case "QuestionnaireResponse":
		return new(QuestionnaireResponse)
	case "Schedule":
		return new(Schedule)
	case "ServiceRequest":
		return new(ServiceRequest)
	case "Slot":
		return new(Slot)
	case "Specimen":
		return new(Specimen)
	case "Task":
		return new(Task)
	}
	return &Other{resourceType: resourceType}
}

// resources are contained resources.
func (c *codec) resources(name string, v *[]Resource) {
	if c.phase == writing {
		if !c.passes(name) && c.openList(name, len(*v)) {
			for i, r := range *v {
				c.item(i, i > 0)
				c.putContained(r)
			}
			c.shutList()
		}
		return
	}
	if !c.begin(name) {
		return
	}
	at := c.at
	if c.contained++; c.contained > 1 {
		c.issue(Error, at, "stands within a contained resource (dom-2)")
	}
	for n := c.startList(); n >= 0; n = c.nextItem(n) {
		at := c.at
		if r := c.readResource(); r != nil && c.contained == 1 {
			c.checkContained(r.domain(), at)
			*v = append(*v, r)
		}
	}
	c.contained--
	c.end()
}

func (c *codec) putContained(r Resource) {
	if r == nil {
		c.issue(Error, 0, "is no resource")
		return
	}
	c.checkContained(r.domain(), 0)
	if len(r.domain().Contained) > 0 {
		c.issue(Error, 0, "is contained and contains resources itself (dom-2)")
	}
	c.nested++
	c.putObject(r)
	c.nested--
}

// checkContained checks what FHIR asks of contained resources.
func (c *codec) checkContained(d *DomainResource, at int) {
	switch {
	case d.ID == "":
		c.issue(Error, at, "is a contained resource without an id")
	case len(d.Meta.Security) > 0:
		c.issue(Error, at, "is contained and has security labels; the outer resource has them (dom-5)")
	case d.Meta.VersionID != "" || d.Meta.LastUpdated.IsStated():
		c.issue(Error, at, "is contained and has a version or a time of update (dom-4)")
	}
}

// readResource reads a resource of any type, nil if there is none.
func (c *codec) readResource() Resource {
	at := c.at
	if c.broken || c.peek() != '{' {
		c.want('{', "a resource")
		return nil
	}
	name, ok := c.typeName()
	switch {
	case c.broken:
		return nil
	case !ok:
		c.refuse(at, "has no resourceType; want one such as Observation")
		c.skip()
		return nil
	}
	r := newResource(name)
	switch _, other := r.(*Other); {
	case holdsResources(name):
		c.issue(Warning, at, "is kept as it stands; the resources that it holds are not read")
	case other:
		c.issue(Information, at, "is of a type that is kept as it stands, not read")
	}
	if !c.readObject(r) {
		return nil
	}
	return r
}

// typeName looks for the resourceType of the object that comes next.
func (c *codec) typeName() (name string, ok bool) {
	at, depth, outer := c.at, c.depth, c.frame
	c.frame = frame{}
	for c.openObject(); c.more; c.member() {
		if c.key == "resourceType" && c.peek() == '"' {
			name, _ = c.quoted()
			break
		}
		c.skip()
	}
	c.frame = outer
	c.at, c.depth = at, depth
	ok = name != "" && len(name) <= 64 && plainName(name) == name && name[0] >= 'A' && name[0] <= 'Z'
	return name, ok
}

// rule checks a constraint of FHIR on the object that is read or written. Of an
// object that could not be read as it stands nothing more is said.
func (c *codec) rule(ok bool, what string) {
	if ok && c.phase == writing || !c.complete() {
		return
	}
	c.ruled = c.phase == reading
	if !ok && (c.phase == writing || c.errors == c.fails) {
		c.issue(Error, c.at, what)
		c.fails = c.errors
	}
}

// local is a reference to a contained resource that was read.
type local struct {
	id, path string
	at       int
}

// reference is the text of a reference.
func (c *codec) reference(v *string) {
	had := *v
	c.checked("reference", v, badText)
	if c.phase == reading && *v != had && len(*v) > 1 && (*v)[0] == '#' {
		c.locals = append(c.locals, local{(*v)[1:], c.where() + ".reference", c.at})
	}
}

// resolve reports references to contained resources that are not there.
func (c *codec) resolve(r Resource) {
	for _, l := range c.locals {
		if _, ok := r.domain().contained("#" + l.id); !ok {
			c.report.add(Error, l.path, c.lineAt(l.at), "points to a contained resource that is not there")
		}
	}
	c.locals = c.locals[:0]
}

// Common gives what a resource has in common with all others: its id, its
// meta, its text, and what extends it.
func Common(r Resource) *DomainResource { return r.domain() }
