// Package iop is the vocabulary and the kernel of the rules that govern US
// addiction-treatment intensive outpatient programs: levels of care,
// populations, activities, minutes, dates, the standards of authorities,
// counting policies, rules, findings and reports.
//
// Nothing here is "the rule"; each threshold is somebody's, with its
// authority, locator, date read and confidence. The package judges nothing by
// itself: package schedule judges weeks, and the other packages the rest.
//
// All types are plain values. The package reads no clock, no file and no
// environment, starts no goroutine, and is safe for concurrent use.
//
// # Limits
//
// The embedded standards are what was read in public sources on the dates
// they carry; authorities change them. Copyrighted criteria (the ASAM
// Criteria among them) are cited for facts such as hours, never reproduced.
// This is not medical advice and not legal advice.
package iop
