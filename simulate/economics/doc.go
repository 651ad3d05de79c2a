// Package economics compares strategies by what they cost and what they bring:
// incremental cost-effectiveness ratios with dominance and extended dominance,
// net benefit, acceptability curves, and the expected value of perfect
// information.
//
// A strategy is any way of doing things of which only one can be chosen, for
// instance a program design. Costs are in one currency, effects in any one unit
// of which more is better, such as days without return to use or completions.
//
// # Limits
//
// The numbers are those that are put in. What a unit of effect is worth is for
// the reader to say; the package suggests no threshold. This is not medical
// advice and not legal advice.
package economics
