// Package survival estimates from counts by day: how many people are still
// there (Kaplan–Meier), how many have left for each reason (cumulative
// incidence), and how long people stay on average within a window (restricted
// mean), each with its standard error and confidence limits.
//
// All estimators read integers: how many people were there, how many events
// and how many last seen at each time. Such counts add up exactly in any order,
// so shards of a study can be merged before anything is estimated. A time is a
// whole number of units, for instance days since admission.
//
// # Limits
//
// Estimates assume that those who are last seen alike have the same future as
// those who stay (independent censoring). Limits are for one time each, not for
// the whole curve. This is not medical advice and not legal advice.
package survival
