// node validate.mjs [--odd] FOLDER_OR_FILE...
//
// Asks both libraries about every resource, prints what they say and how many
// there were of each type, and exits with 1 if they say anything, or if there
// was nothing to ask about.
//
// With --odd the resources are odd ones that our reader takes: what R4 merely
// advises against, or leaves open, may be said of them.

import {fhir, files, medplum, read} from './oracles.mjs';

const advice = [
	/^String must contain non-whitespace content$/, // R4 says SHOULD
	/^Invalid reference: got "(?!\w+\/)/, // a reference of which nobody can tell the type
	/^Invalid (uri|canonical|code) format$/, // only of a no-break space: see below
	/^Invalid id format for value "[^ ]*"$/, // of an object: R4 asks only that it holds no space
	/^Code ".*" {2}not found in value set$/, // a code without a system, where R4 suggests a value set
];
const odd = process.argv[2] === '--odd';

// isAdvice reports whether a remark on an odd resource is no error of our reader.
// R4's pattern for space is that of XML Schema, in which U+00A0 is none; that of
// JavaScript has it.
function isAdvice(text, resource) {
	const found = advice.findIndex((pattern) => pattern.test(text));
	return odd && found >= 0 && (found !== 2 || JSON.stringify(resource).includes('\u00a0'));
}

const counts = new Map();
let wrong = 0, advised = 0;
for (const file of process.argv.slice(odd ? 3 : 2).flatMap(files)) {
	const resource = read(file);
	counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1);
	for (const [who, all] of [['medplum', medplum(resource)], ['fhir', fhir(resource)]]) {
		const issues = all.filter(({text}) => !isAdvice(text, resource));
		if (issues.length < all.length) advised++;
		for (const {severity, at, text} of issues) console.log(`${file}: ${who}: ${severity}: ${at}: ${text}`);
		if (issues.length > 0) wrong++;
	}
}
let all = 0;
for (const [type, n] of [...counts].sort()) {
	console.log(`${String(n).padStart(6)} ${type}`);
	all += n;
}
console.log(`${all} resources validated by @medplum/core and by fhir; ${wrong} remarks${odd ? `, ${advised} that are advice` : ''}`);
process.exit(all > 0 && wrong === 0 ? 0 : 1);
