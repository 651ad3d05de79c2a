// node validate.mjs FOLDER_OR_FILE...
//
// Asks both libraries about every resource, prints what they say and how many
// there were of each type, and exits with 1 if they say anything, or if there
// was nothing to ask about.

import {fhir, files, medplum, read} from './oracles.mjs';

const counts = new Map();
let wrong = 0;
for (const file of process.argv.slice(2).flatMap(files)) {
	const resource = read(file);
	counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1);
	for (const [who, issues] of [['medplum', medplum(resource)], ['fhir', fhir(resource)]]) {
		for (const {severity, at, text} of issues) console.log(`${file}: ${who}: ${severity}: ${at}: ${text}`);
		if (issues.length > 0) wrong++;
	}
}
let all = 0;
for (const [type, n] of [...counts].sort()) {
	console.log(`${String(n).padStart(6)} ${type}`);
	all += n;
}
console.log(`${all} resources validated by @medplum/core and by fhir; ${wrong} remarks`);
process.exit(all > 0 && wrong === 0 ? 0 : 1);
