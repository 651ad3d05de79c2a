package study

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/simulate"
)

// parameterSection lists every number of the model with its source, and the
// assumptions on their own before.
func parameterSection(p simulate.Parameters) section {
	var assumed, read tableBlock
	assumed = tableBlock{Caption: "What nobody has measured: assumptions", Stacked: true}
	read = tableBlock{Caption: "What was read, and where", Stacked: true}
	titles := heads("Parameter", "#Value", "Uncertainty", "Source")
	assumed.Head, read.Head = titles, titles
	changed := 0
	for x := range p.All() {
		t := &read
		if x.Assumption {
			t = &assumed
		}
		if x.Changed {
			changed++
		}
		t.Rows = append(t.Rows, parameterRow(&x))
	}
	lead := "All of them are the library's defaults."
	switch {
	case changed == 1:
		lead = "One of them differs from the library's defaults and is marked as changed."
	case changed > 1:
		lead = strconv.Itoa(changed) + " of them differ from the library's defaults and are marked as changed."
	}
	return section{"parameters", "Parameters and their sources", []block{
		paragraph("Every number of the model. " + lead + " Confidence says whether the number was read in the published text (verified), in somebody's account of it (secondary), or is supposed."),
		{Table: &read}, {Table: &assumed},
	}}
}

func parameterRow(x *simulate.Parameter) tableRow {
	name := cell{Text: sentence(x.Title), Under: x.ID}
	if x.Changed {
		name.Under += ", changed"
	}
	spread := cell{Text: "none stated"}
	if x.Spread.IsStated() {
		spread.Text = x.Spread.String()
	}
	source := cell{Text: x.Source.Authority, Link: webAddress(x.Source.URL), Under: x.Source.Confidence.String()}
	if x.Source.Locator != "" {
		source.Under = x.Source.Locator + "; " + source.Under
	}
	if x.Note != "" {
		source.Under += ". " + x.Note
	}
	return tableRow{Cells: []cell{name, {Text: plainNumber(x.Value), Under: x.Unit}, spread, source}}
}

// webAddress gives an address that a reader may follow, "" for anything else:
// parameters come from files.
func webAddress(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}
