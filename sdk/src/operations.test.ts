import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { TryOn } from './client.js';
import { OPERATION_CALLS } from './testing/operation-calls.js';
import { startTestServer } from './testing/test-server.js';

interface Operation {
  operationId: string;
  parameters?: { name?: string; in?: string; schema?: unknown }[];
  responses: Record<string, { content?: Record<string, unknown> }>;
}

const contract = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const server = await startTestServer();
const client = new TryOn({ apiKey: 'sk_test_abc', baseUrl: server.url, maxRetries: 0 });

const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  ['get', 'put', 'post', 'patch', 'delete']
    .filter((verb) => item[verb])
    .map((verb) => ({ path, verb: verb.toUpperCase(), ...(item[verb] as Operation) })),
);

for (const { operationId, path, verb } of operations) {
  const found = OPERATION_CALLS[operationId as keyof typeof OPERATION_CALLS];
  if ('none' in found) continue;
  test(`${found.method} sends ${operationId}: ${verb} ${path}`, async () => {
    const [resource, method] = found.method.split('.') as [keyof TryOn, string];
    const call = Reflect.get(client[resource] as object, method) as (...args: readonly unknown[]) => unknown;
    server.requests.length = 0;
    // The server knows none of these: what is looked at is what was asked of it.
    await assert.rejects(finish(call(...found.args)), { code: 'not_found' });
    const [sent] = server.requests;
    const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[a-z]+_1')}$`);
    assert.equal(sent?.method, verb);
    assert.match(sent?.path.split('?')[0] ?? '', pattern);
    const body = found.args.find((arg) => typeof arg === 'object');
    if (verb !== 'GET' && body) assert.deepEqual(JSON.parse(String(sent?.body)), body);
    if (verb === 'GET' && body)
      assert.equal(sent?.path.split('?')[1], String(new URLSearchParams(body as never)));
  });
}

async function finish(result: unknown): Promise<void> {
  if (typeof (result as PromiseLike<unknown>).then === 'function') await result;
  else for await (const _ of result as AsyncIterable<unknown>);
}
