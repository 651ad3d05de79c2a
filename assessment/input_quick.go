package assessment

// quick reads the usual form of an input, {"answers": [0, 1, 2]} or [0, 1, 2]
// with whole answers of one or two digits and null, without building a tree.
// Whatever differs in any way it leaves to the strict reader.
func (s *Scorer) quick(list []Answer, b []byte) ([]Answer, bool) {
	if s.in.Decimals > 0 {
		return nil, false
	}
	i := space(b, 0)
	object := i < len(b) && b[i] == '{'
	if object {
		const key = `"answers"`
		i = space(b, i+1)
		if len(b)-i < len(key) || string(b[i:i+len(key)]) != key {
			return nil, false
		}
		if i = space(b, i+len(key)); i >= len(b) || b[i] != ':' {
			return nil, false
		}
		i = space(b, i+1)
	}
	list, i, ok := quickList(list, b, i)
	if !ok {
		return nil, false
	}
	i = space(b, i)
	if object {
		if i >= len(b) || b[i] != '}' {
			return nil, false
		}
		i = space(b, i+1)
	}
	return list, i == len(b)
}

// quickList reads a list that is not empty and gives the place after it.
func quickList(list []Answer, b []byte, i int) ([]Answer, int, bool) {
	if i >= len(b) || b[i] != '[' {
		return nil, i, false
	}
	for {
		i = space(b, i+1)
		v, next, ok := quickAnswer(b, i)
		if !ok || len(list) > maxItems {
			return nil, i, false
		}
		list = append(list, v)
		if i = space(b, next); i >= len(b) {
			return nil, i, false
		}
		switch b[i] {
		case ',':
		case ']':
			return list, i + 1, true
		default:
			return nil, i, false
		}
	}
}

// quickAnswer reads null or a number of one or two digits.
func quickAnswer(b []byte, i int) (v Answer, next int, ok bool) {
	switch {
	case i >= len(b):
		return 0, i, false
	case b[i] == 'n':
		return NotAnswered, i + 4, len(b) >= i+4 && string(b[i:i+4]) == "null"
	case b[i] < '0' || b[i] > '9':
		return 0, i, false
	}
	v = Answer(b[i] - '0')
	if i++; v > 0 && i < len(b) && b[i] >= '0' && b[i] <= '9' {
		v, i = v*10+Answer(b[i]-'0'), i+1
	}
	return v, i, true
}

func space(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r' || b[i] == '\n') {
		i++
	}
	return i
}
