package assessment

// The JSON Schemas of the formats of instruments and of level tables,
// instrument.schema.json and policy.schema.json, are generated from the types
// that the readers decode. Run go generate ./assessment after changing one of
// those types; a test compares the files with the types.
//
//go:generate go run ../internal/schemagen
