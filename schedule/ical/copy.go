package ical

import "io"

// Copy writes everything that was read, known or not, in the order of the file:
// for programs that change nothing or leave whole components to others. Lines
// that could not be read are left out, components that lacked an END have one,
// and lines are UTF-8, folded at 75 octets and end with CRLF. It discloses what
// the file discloses.
func (f *File) Copy(w io.Writer) error {
	c := &calendarWriter{w: w}
	var line []byte
	for top := range f.Components() {
		line = c.copyComponent(f, top.index, line)
	}
	c.flush()
	return c.err
}

// copyComponent writes a node with all that is inside; line is a buffer.
func (c *calendarWriter) copyComponent(f *File, index int, line []byte) []byte {
	n := &f.nodes[index]
	c.line("BEGIN:" + n.name)
	inside := index + 1
	for i := n.first; i < n.last || inside < n.next; {
		if inside < n.next && f.nodes[inside].first == i {
			line = c.copyComponent(f, inside, line)
			i, inside = f.nodes[inside].last, f.nodes[inside].next
			continue
		}
		line, _ = f.props[i].AppendText(line[:0])
		c.line(string(line))
		i++
	}
	c.line("END:" + n.name)
	return line
}
