import assert from 'node:assert/strict';
import { type ContractDocument, type Json, type OperationNode, operationsOf } from '../contract/document.js';
import { createValidators } from '../contract/validators.js';

/** Checks a response that really went over the wire, problems among them, against the contract. */
export type ContractCheck = (method: string, path: string, response: Response, body: string) => void;

export function createContractCheck(document: ContractDocument): ContractCheck {
  const validators = createValidators(document);
  const routes = operationsOf(document).map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  return (method, path, response, body) => {
    const route = routes.find(
      ({ operation, pattern }) => operation.method === method.toLowerCase() && pattern.test(path),
    );
    if (!route) return; // pictures and pages are no operations
    checkResponse(document, route.operation, validators.answer, response, body);
  };
}

function checkResponse(
  document: ContractDocument,
  operation: OperationNode,
  compile: ReturnType<typeof createValidators>['answer'],
  response: Response,
  body: string,
): void {
  const status = String(response.status);
  const responses = operation.node['responses'] as Record<string, Json>;
  const declared = responses[status];
  assert.ok(
    declared,
    `${operation.id} answered ${status}, which the contract does not know: ${body.slice(0, 300)}`,
  );
  const resolved = document.resolve(declared);
  for (const name of Object.keys((resolved['headers'] ?? {}) as Json)) {
    if (name === 'X-Request-Id')
      assert.ok(response.headers.has(name), `${operation.id} ${status} lacks ${name}`);
  }
  const content = (resolved['content'] ?? {}) as Record<string, Json>;
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (Object.keys(content).length === 0) {
    assert.equal(body, '', `${operation.id} ${status} has a body`);
    return;
  }
  assert.ok(
    type in content,
    `${operation.id} ${status} is ${type}, not ${Object.keys(content).join(' or ')}`,
  );
  if (!type.includes('json')) return;
  const base =
    typeof declared['$ref'] === 'string'
      ? declared['$ref'].slice(1)
      : `${operation.pointer}/responses/${status}`;
  const validate = compile(`${base}/content/${type.replace('/', '~1')}/schema`);
  assert.ok(
    validate(JSON.parse(body)),
    `${operation.id} ${status} is against the contract: ${JSON.stringify(validate.errors)} ${body.slice(0, 500)}`,
  );
}
