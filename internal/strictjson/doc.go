// Package strictjson reads the library's JSON files: programs, standards and
// whatever a user writes in the same formats.
//
// It differs from encoding/json, on which it is built, in four ways that
// people who write such files by hand need: every problem of a file is
// reported, not only the first; each report names file, line and path and
// says what would be right; unknown and repeated fields are problems; and
// size, depth and lengths are limited before memory is spent.
package strictjson
