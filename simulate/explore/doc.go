// Package explore asks how the results of a model depend on its inputs:
// probabilistic sensitivity analysis, one-way tornado, Morris screening and
// Sobol indices.
//
// A [Distribution] says what is believed about one input. The model is any
// function from values to values. All draws are keyed by a seed, a sample and
// an input, never by the order of calls, so that results are the same however
// often and wherever they are computed, and adding an input leaves the draws of
// the others as they were.
//
// # Limits
//
// The numbers say what follows from a model and from beliefs about its inputs.
// They are statements about neither until both have been checked. This is not
// medical advice and not legal advice.
package explore
