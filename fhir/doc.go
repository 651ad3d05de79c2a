// Package fhir maps the values of this library to and from HL7 FHIR R4
// (4.0.1), the language of health-record systems. It is meant for US Core 6.1
// and 7.0 and stays valid for 8.
//
// # Reading and writing
//
// [ReadResource], [ReadBundle] and [Entries] are strict about what they read.
// What is not understood is in a [Report], with its path and line: nothing is
// dropped in silence. [Export] writes: the same resource gives the same bytes,
// every resource gets the security labels of 42 CFR Part 2, and leaving them
// out is an act of its own, [Export.WithoutPart2Labels].
//
// The rules of reading:
//   - Extensions of resources and of other objects are kept as they stand,
//     known or not, and written back. An id or an extension of a single value
//     (a member such as _status) is not kept, and reported.
//   - A modifierExtension or implicitRules can change the meaning of all that
//     stands beside them. None are known here: the resource is refused.
//   - An element of R4 that the package has no field for is reported as
//     information. A name that is no element of R4 is an error.
//   - A code that is not in a list which R4 requires, a missing element that R4
//     requires, an empty object or list, and null are errors.
//   - An error refuses the resource, unless [ReadOptions] ask for what could
//     be read all the same.
//   - Resources of other types are kept as they stand ([Other]).
//
// # Limits
//
// It knows no profiles beyond the few elements that US Core makes mandatory,
// evaluates no FHIRPath, looks nothing up in a terminology server and speaks
// no HTTP. XHTML narratives and binary data are kept, not checked. Only codes
// whose source was read are shipped; everything has a text.
//
// This is not medical advice and not legal advice.
package fhir
