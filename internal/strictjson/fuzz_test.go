package strictjson

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// FuzzStrictJSON splits and parses any bytes: it never panics, every problem
// is an *Error, what it accepts encoding/json accepts too, and what
// encoding/json refuses it refuses.
func FuzzStrictJSON(f *testing.F) {
	for _, seed := range []string{"", "[]", "[{},{}]", `{"a":[1,true,null,"x"]}`, "\ufeff[1,\n2]", `[{"a":"]"},,{}]`, `{"a":1,"a":2}`, "[{\"\":\"]\"}\f,{}]", `{"t` + "\u0130" + `tle":1}`, "[\"\\", "{\"a\":\"\n\"}"} {
		f.Add([]byte(seed))
	}
	files, _ := filepath.Glob("../../iop/standards/*.json")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	limits := Limits{Bytes: 1 << 16, Depth: 20, Nodes: 5_000, Elements: 500, Items: map[string]int{"blocks": 50}}
	f.Fuzz(func(t *testing.T, data []byte) {
		elements, err := Split("f.json", data, limits)
		ok := requireErrors(t, err)
		for _, e := range elements {
			n, err := Parse("f.json", e, limits)
			ok = requireErrors(t, err) && ok
			if n == nil {
				continue
			}
			if !json.Valid(e.Data) {
				t.Fatalf("accepted %q", e.Data)
			}
			var v thing
			for _, err := range Decode("f.json", e.Path, n, &v) {
				requireErrors(t, err)
			}
		}
		if ok && !json.Valid(trimMark(data)) {
			t.Fatalf("accepted %q", data)
		}
	})
}

func trimMark(data []byte) []byte {
	if len(data) >= 3 && string(data[:3]) == "\xef\xbb\xbf" {
		return data[3:]
	}
	return data
}

// requireErrors checks that a problem is an *Error that names the file, and
// reports whether there was none.
func requireErrors(t *testing.T, err error) bool {
	t.Helper()
	if err == nil {
		return true
	}
	problem, ok := errors.AsType[*Error](err)
	if !ok || problem.File != "f.json" || problem.Problem == "" {
		t.Fatalf("%T %v", err, err)
	}
	return false
}
