package drugtest

// The JSON Schemas of the formats of substances and of histories,
// class.schema.json and respond.schema.json, are generated from the types that
// the readers decode. Run go generate ./assessment after changing one of those
// types; a test compares the files with the types.
