package iop

// The JSON Schema of the format of standards, standard.schema.json, and that of
// program designs, schedule/program.schema.json, are generated from the types
// that the readers decode. Run go generate ./iop after changing one of those
// types, an activity or a phrase; a test compares the files with the types.
//
//go:generate go run ../internal/schemagen
