package schedule

// JudgesRequirement reports whether the rule judges what a standard requires,
// rather than the design itself.
func (r *Rule) JudgesRequirement() bool { return r.compile != nil }
