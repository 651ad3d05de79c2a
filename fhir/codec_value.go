package fhir

import (
	"strconv"
	"strings"
)

// Each of these is an element with a single value. It writes one that is
// there, and reads the form that FHIR gives its type.

// text is an element of type string or markdown.
func (c *codec) text(name string, v *string) { c.checked(name, v, badText) }

// uri is an element of type uri, url or canonical.
func (c *codec) uri(name string, v *string) { c.checked(name, v, badURI) }

// id is an element of type id.
func (c *codec) id(name string, v *string) { c.checked(name, v, badID) }

// anyCode is a code of a vocabulary that FHIR leaves open.
func (c *codec) anyCode(name string, v *string) { c.checked(name, v, badCode) }

// checked is a text of a certain form; bad says what is wrong with one, "" if
// nothing is.
func (c *codec) checked(name string, v *string, bad func(string) string) {
	if c.phase == writing {
		if *v == "" {
			c.absent(name)
			return
		}
		c.required = false
		c.writeKey(name)
		c.quote(*v)
		if what := unfit(*v, bad); what != "" {
			c.at1(name, what)
		}
		return
	}
	if !c.begin(name) {
		return
	}
	*v = c.readChecked(bad)
	c.end()
}

// at1 reports what is wrong with a single value that was written.
func (c *codec) at1(name, what string) {
	c.path = append(c.path, step{name, -1})
	c.issue(Error, 0, what)
	c.path = c.path[:len(c.path)-1]
}

// readChecked reads a text, "" for one that cannot be used.
func (c *codec) readChecked(bad func(string) string) string {
	at := c.at
	if !c.want('"', "a text") {
		return ""
	}
	s, ok := c.quoted()
	if !ok {
		return ""
	}
	if what := bad(s); what != "" {
		c.issue(Error, at, what)
		return ""
	}
	return s
}

// code is a code of a fixed list, its codes separated by spaces.
func (c *codec) code(name string, v *string, list string) {
	if c.phase == writing {
		if *v == "" {
			c.absent(name)
			return
		}
		c.required = false
		c.writeKey(name)
		c.quote(*v)
		if !hasWord(list, *v) {
			c.at1(name, "is none of the codes "+list)
		}
		return
	}
	if !c.begin(name) {
		return
	}
	at := c.at
	*v = c.readChecked(badCode)
	if *v != "" && !hasWord(list, *v) {
		*v = ""
		c.issue(Error, at, "is none of the codes "+list)
	}
	c.end()
}

// hasWord reports whether a word is one of a list.
func hasWord(list, word string) bool {
	for len(list) >= len(word) {
		i := strings.Index(list, word)
		if i < 0 {
			return false
		}
		after := i + len(word)
		if (i == 0 || list[i-1] == ' ') && (after == len(list) || list[after] == ' ') {
			return word != ""
		}
		list = list[i+1:]
	}
	return false
}

// texts is a list of texts of a certain form.
func (c *codec) texts(name string, v *[]string, bad func(string) string) {
	if c.phase == writing {
		if c.openList(name, len(*v)) {
			for i, s := range *v {
				c.item(i, i > 0)
				c.quote(s)
				if what := unfit(s, bad); what != "" {
					c.issue(Error, 0, what)
				}
			}
			c.shutList()
		}
		return
	}
	if !c.begin(name) {
		return
	}
	for n := c.startList(); n >= 0; n = c.nextItem(n) {
		if s := c.readChecked(bad); s != "" {
			*v = append(*v, s)
		}
	}
	c.end()
}

// boolean is true, false or not there.
func (c *codec) boolean(name string, v **bool) {
	if c.phase == writing {
		if *v == nil {
			c.absent(name)
			return
		}
		c.required = false
		c.writeKey(name)
		c.out = strconv.AppendBool(c.out, **v)
		return
	}
	if !c.begin(name) {
		return
	}
	if b, ok := c.readBoolean(); ok {
		*v = &b
	}
	c.end()
}

func (c *codec) readBoolean() (v, ok bool) {
	if b := c.peek(); b != 't' && b != 'f' {
		c.want('t', "true or false")
		return false, false
	}
	v = c.peek() == 't'
	c.word()
	return v, !c.broken
}

// positive is a whole number from 1 on; 0 is one that is not there.
func (c *codec) positive(name string, v *int) {
	if c.phase == writing {
		if *v == 0 {
			c.absent(name)
			return
		}
		c.required = false
		c.writeKey(name)
		c.out = strconv.AppendInt(c.out, int64(*v), 10)
		if *v < 1 || *v > maxInteger {
			c.at1(name, "is no whole number from 1 to 2147483647")
		}
		return
	}
	if !c.begin(name) {
		return
	}
	at := c.at
	if n, ok := c.readInteger(); ok && n >= 1 {
		*v = n
	} else if ok {
		c.issue(Error, at, "is below 1")
	}
	c.end()
}

// count is a whole number from 0 on; nil is one that is not there.
func (c *codec) count(name string, v **int) {
	if c.phase == writing {
		if *v == nil {
			c.absent(name)
			return
		}
		c.required = false
		c.writeKey(name)
		c.out = strconv.AppendInt(c.out, int64(**v), 10)
		if **v < 0 || **v > maxInteger {
			c.at1(name, "is no whole number from 0 to 2147483647")
		}
		return
	}
	if !c.begin(name) {
		return
	}
	at := c.at
	if n, ok := c.readInteger(); ok && n >= 0 {
		*v = &n
	} else if ok {
		c.issue(Error, at, "is below 0")
	}
	c.end()
}

// maxInteger is the greatest number of the type integer.
const maxInteger = 1<<31 - 1

// readInteger reads a whole number of 32 bits.
func (c *codec) readInteger() (n int, ok bool) {
	at := c.at
	s, ok := c.readNumber()
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		c.issue(Error, at, "is no whole number of 32 bits")
		return 0, false
	}
	return int(v), true
}

func (c *codec) readNumber() (s string, ok bool) {
	if b := c.peek(); b != '-' && (b < '0' || b > '9') {
		c.want('0', "a number")
		return "", false
	}
	return c.number()
}

// decimal is a number whose text is kept.
func (c *codec) decimal(name string, v *Decimal) {
	if c.phase == writing {
		if !v.IsKnown() {
			c.absent(name)
			return
		}
		c.required = false
		c.writeKey(name)
		c.out = append(c.out, v.text...)
		return
	}
	if !c.begin(name) {
		return
	}
	if s, ok := c.readNumber(); ok {
		*v = Decimal{s}
	}
	c.end()
}

func (c *codec) date(name string, v *Date)         { c.checked(name, &v.text, badDate) }
func (c *codec) dateTime(name string, v *DateTime) { c.checked(name, &v.text, badDateTime) }
func (c *codec) instant(name string, v *Instant)   { c.checked(name, &v.text, badInstant) }
func (c *codec) time(name string, v *Time)         { c.checked(name, &v.text, badTime) }

func (c *codec) dateTimes(name string, v *[]DateTime) { moments(c, name, v, badDateTime) }
func (c *codec) times(name string, v *[]Time)         { moments(c, name, v, badTime) }

// codes is a list of codes of a fixed list.
func (c *codec) codes(name string, v *[]string, allowed string) {
	c.texts(name, v, func(s string) string {
		if !hasWord(allowed, s) {
			return "is none of the codes " + allowed
		}
		return ""
	})
}

// moments is a list of dates or times.
func moments[T DateTime | Time](c *codec, name string, v *[]T, bad func(string) string) {
	var texts []string
	if c.phase == writing {
		for _, m := range *v {
			texts = append(texts, struct{ text string }(m).text)
		}
		c.texts(name, &texts, bad)
		return
	}
	c.texts(name, &texts, bad)
	for _, s := range texts {
		*v = append(*v, T(struct{ text string }{s}))
	}
}
