package fhir

// Bundle is a number of resources that go together. Unlike the other
// resources it has no text, no extensions and no contained resources.
type Bundle struct {
	ID         string
	Meta       Meta
	Language   string
	Identifier Identifier
	// Type is "document", "message", "transaction", "transaction-response",
	// "batch", "batch-response", "history", "searchset" or "collection".
	Type      string
	Timestamp Instant
	Total     *int
	Link      []BundleLink
	Entry     []BundleEntry
}

const bundleTypes = "document message transaction transaction-response batch batch-response history searchset collection"

// header describes all but the entries.
func (v *Bundle) header(c *codec) {
	c.resourceType("Bundle")
	c.id("id", &v.ID)
	one(c, "meta", &v.Meta)
	c.implicitRules()
	c.anyCode("language", &v.Language)
	one(c, "identifier", &v.Identifier)
	c.must()
	c.code("type", &v.Type, bundleTypes)
	c.instant("timestamp", &v.Timestamp)
	c.count("total", &v.Total)
	list(c, "link", &v.Link)
}

func (v *Bundle) fields(c *codec) {
	v.header(c)
	if c.phase == writing {
		list(c, "entry", &v.Entry)
		v.rules(c)
	}
	c.unread("signature")
}

// address is what no two entries of a bundle may share: the address with the
// version of the resource.
func (e *BundleEntry) address() (out [2]string) {
	if out[0] = e.FullURL; e.Resource != nil {
		out[1] = e.Resource.domain().Meta.VersionID
	}
	return out
}

// rules are constraints of R4 on bundles that are written.
func (v *Bundle) rules(c *codec) {
	c.rule(v.Total == nil || hasWord("searchset history", v.Type), "has a total and is no result of a search and no history (bdl-1)")
	asks, answers := hasWord("batch transaction history", v.Type), hasWord("batch-response transaction-response history", v.Type)
	addresses := make(map[[2]string]bool, len(v.Entry))
	for i := range v.Entry {
		e := &v.Entry[i]
		c.path = append(c.path, step{"entry", i})
		c.rule(e.Search == nil || v.Type == "searchset", "has a search and the bundle is no result of one (bdl-2)")
		c.rule((e.Request != nil) == asks, "has a request in a bundle of a type without, or none in one of a type with requests (bdl-3)")
		c.rule((e.Response != nil) == answers, "has a response in a bundle of a type without, or none in one of a type with responses (bdl-4)")
		c.rule(e.Resource != nil || e.Request != nil || e.Response != nil, "has no resource, request or response (bdl-5)")
		c.rule(e.FullURL == "" || v.Type == "history" || !addresses[e.address()], "has the fullUrl of an earlier entry (bdl-7)")
		addresses[e.address()] = true
		c.path = c.path[:len(c.path)-1]
	}
}

// BundleLink is a link to a bundle or a page of one.
type BundleLink struct {
	Element
	Relation, URL string
}

func (v *BundleLink) fields(c *codec) {
	v.element(c)
	c.must()
	c.text("relation", &v.Relation)
	c.must()
	c.uri("url", &v.URL)
}

// BundleEntry is a resource in a bundle. Resource is nil where an entry has
// none, or where it is refused.
type BundleEntry struct {
	Element
	Link     []BundleLink
	FullURL  string
	Resource Resource
	Search   *BundleSearch
	Request  *BundleRequest
	Response *BundleResponse
	// Line is where the entry begins in its file, counted from 1; 0 for one that
	// was not read.
	Line int
}

func (v *BundleEntry) fields(c *codec) {
	v.element(c)
	list(c, "link", &v.Link)
	c.uri("fullUrl", &v.FullURL)
	c.oneResource("resource", &v.Resource)
	maybe(c, "search", &v.Search)
	maybe(c, "request", &v.Request)
	maybe(c, "response", &v.Response)
}

// BundleSearch says why a resource is in the result of a search.
type BundleSearch struct {
	Element
	// Mode is "match", "include" or "outcome".
	Mode  string
	Score Decimal
}

func (v *BundleSearch) fields(c *codec) {
	v.element(c)
	c.code("mode", &v.Mode, "match include outcome")
	c.decimal("score", &v.Score)
}

// BundleRequest says what is to be done with a resource.
type BundleRequest struct {
	Element
	// Method is "GET", "HEAD", "POST", "PUT", "DELETE" or "PATCH".
	Method, URL          string
	IfNoneMatch          string
	IfModifiedSince      Instant
	IfMatch, IfNoneExist string
}

func (v *BundleRequest) fields(c *codec) {
	v.element(c)
	c.must()
	c.code("method", &v.Method, "GET HEAD POST PUT DELETE PATCH")
	c.must()
	c.uri("url", &v.URL)
	c.text("ifNoneMatch", &v.IfNoneMatch)
	c.instant("ifModifiedSince", &v.IfModifiedSince)
	c.text("ifMatch", &v.IfMatch)
	c.text("ifNoneExist", &v.IfNoneExist)
}

// BundleResponse says what became of a request.
type BundleResponse struct {
	Element
	Status, Location, ETag string
	LastModified           Instant
	Outcome                Resource
}

func (v *BundleResponse) fields(c *codec) {
	v.element(c)
	c.must()
	c.text("status", &v.Status)
	c.uri("location", &v.Location)
	c.text("etag", &v.ETag)
	c.instant("lastModified", &v.LastModified)
	c.oneResource("outcome", &v.Outcome)
}

// oneResource is an element that is a resource.
func (c *codec) oneResource(name string, v *Resource) {
	if c.phase == writing {
		if *v == nil {
			c.absent(name)
			return
		}
		mark := c.openValue(name)
		c.shutValue(mark, c.putObject(*v))
		return
	}
	if c.begin(name) {
		if r := c.readResource(); r != nil {
			*v = r
			c.resolve(r)
		}
		c.end()
	}
}

// Resolve gives the resource that a reference points to: by the full address
// of its entry, or by its type and id; the first, where several have them.
func (v *Bundle) Resolve(to Reference) (Resource, bool) {
	for i := range v.Entry {
		if e := &v.Entry[i]; e.Resource != nil && e.named(to.Reference) {
			return e.Resource, true
		}
	}
	return nil, false
}

// AppendBundle appends a bundle, as [Export.Append] appends a resource; the
// bundle and every resource in it get the labels. A bundle must have a type.
func (e Export) AppendBundle(dst []byte, b *Bundle) ([]byte, error) {
	c := codec{phase: writing, root: "Bundle", report: new(Report), out: dst, labels: e.labels()}
	c.putObject(b)
	if err := c.report.Err(); err != nil {
		return dst, err
	}
	return c.out, nil
}

// Collection gives a bundle of type collection that holds resources in their
// order.
func Collection(resources ...Resource) *Bundle {
	b := &Bundle{Type: "collection"}
	for _, r := range resources {
		b.Entry = append(b.Entry, BundleEntry{Resource: r})
	}
	return b
}
