// Package house holds the tests of the house rules: which package may import
// which, what keeps the library pure (no clock, no files, no state, the same
// bytes for the same input), how types and files are named, which words are
// used about people, and whether what the documents show is true.
//
// The package has no code of its own. Each check is tried on small pieces of
// source that it must catch and on near misses that it must not, and then
// runs over the whole module. docs/architecture.md explains the rules.
package house
