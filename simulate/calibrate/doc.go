// Package calibrate finds inputs with which a model meets targets: a Latin
// hypercube of candidates with acceptance of those within range, and the
// Nelder–Mead search for the nearest. What is held out is compared and never
// fitted.
//
// A [Problem] names the inputs with what is believed about them, the targets,
// and the model. [Problem.Accept] keeps every candidate that meets all targets;
// [Problem.Fit] searches for the best. Both report how far each target is
// missed, held-out ones apart.
//
// The search is gonum's (gonum.org/v1/gonum/optimize), which runs the model in a
// goroutine of its own, one point at a time; results do not depend on it. No
// other package of the library imports this one.
//
// # Limits
//
// A model that meets its targets may still be wrong; more inputs than targets
// always fit. Numbers that were held out say more. This is not medical advice
// and not legal advice.
package calibrate
