// Package assessment turns answers into scores with the published rule behind
// each number: instruments as data, scores, trends, severity by criteria, and
// ratings of dimensions.
//
// [Embedded] holds the instruments; [ReadInstruments] reads a user's own in the
// same format. [Scorer.Score] says scored, prorated, incomplete or invalid, and
// answers flags with yes, no or unknown whatever the total: a missing answer
// about self-harm is unknown, never no. [Scorer.Trend] compares like with like
// and never invents a threshold.
//
// All types are plain values. The package reads no clock and no file, starts no
// goroutine, and is safe for concurrent use. Sums are of integers; a scale with
// decimals is an exact [iop.Amount].
//
// # Limits
//
// No wording of any instrument is here, and no text or decision table of
// copyrighted criteria. A score is not a diagnosis and places nobody: a
// clinician decides. This is not medical advice and not legal advice.
package assessment
