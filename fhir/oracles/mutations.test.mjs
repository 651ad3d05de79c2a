// Which mistakes in a good CarePlan each library sees, and which it misses: the
// same table that mutations_test.go asserts for our reader and the JSON Schema.

import assert from 'node:assert/strict';
import test from 'node:test';
import {fhir, medplum, read} from './oracles.mjs';

const {good, mutations} = read(process.env.OPENIOP_MUTATIONS ?? new URL('../testdata/mutations.json', import.meta.url));

function mutated({at, to}) {
	const resource = structuredClone(good);
	let x = resource;
	for (const step of at.slice(0, -1)) x = x[step];
	if (to === undefined) delete x[at.at(-1)];
	else x[at.at(-1)] = to;
	assert.notDeepEqual(resource, good);
	return resource;
}

// worst gives the first of these words that is the severity of an issue.
function worst(issues, ...words) {
	return words.find((word) => issues.some(({severity}) => severity === word)) ?? 'no';
}

test('the good one', () => {
	assert.deepEqual(medplum(good), []);
	assert.deepEqual(fhir(good), []);
});

assert.equal(mutations.length, 12);
for (const m of mutations) {
	test(m.name, () => {
		const resource = mutated(m);
		assert.deepEqual(
			{medplum: worst(medplum(resource), 'error', 'issue'), fhir: worst(fhir(resource), 'error', 'warning')},
			{medplum: m.medplum, fhir: m.fhir},
		);
	});
}
