import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import * as sdk from './index.js';
import { WebhookVerificationError } from './webhooks.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const page = read('ERRORS.md');
const [, own = '', refused = '', failed = ''] = page.split(
  /^## The client's own codes|^## What the API refuses|^## Why a try-on fails/m,
);
const { schemas } = (
  parse(read('../openapi.yaml')) as { components: { schemas: Record<string, { enum: string[] }> } }
).components;

function assertExplained(codes: readonly string[], section: string): void {
  for (const code of codes) assert.match(section, new RegExp(`^### \`${code}\`\n\n\\S`, 'm'));
}

test('every class of errors is explained', () => {
  const classes = [...Object.values(sdk), WebhookVerificationError]
    .filter((each) => 'kind' in each)
    .map((each) => (each as typeof sdk.TryOnError).kind);
  assert.equal(classes.length, 14);
  assertExplained(classes, page);
});

test('every code that this package throws is explained', () => {
  const sources = readdirSync(new URL('../src/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|testing/.test(path))
    .map((path) => read(`src/${path}`));
  const thrown = sources.flatMap((text) => [
    ...text.matchAll(/new \w+Error\(\s*(?:\w+ \? )?'([a-z_]+)'(?: : '([a-z_]+)')?|super\('([a-z_]+)'/g),
  ]);
  const codes = new Set(thrown.flatMap(([, ...found]) => found.filter((code) => code !== undefined)));
  assert.ok(codes.size >= 14, [...codes].join());
  assertExplained([...codes], own);
});

test('every code of the API is explained', () => {
  assertExplained(schemas['ProblemCode']?.enum ?? assert.fail(), refused);
  assertExplained(schemas['TryonErrorCode']?.enum ?? assert.fail(), failed);
});
