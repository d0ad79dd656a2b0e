import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAULTS, OUTCOMES } from './outcomes.js';

const contract = readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8');
/** The values of an enumeration of the contract: a block of `- value` lines. */
function enumOf(schema: string): string[] {
  const block = new RegExp(`^ {4}${schema}:\n(?: {6}.*\n)*? {6}enum:\n((?: {8}- [a-z_]+\n)+)`, 'm').exec(
    contract,
  );
  return block?.[1]?.match(/[a-z_]+/g) ?? [];
}

test('every way in which a try-on can fail can be forced', () => {
  const codes = enumOf('TryonErrorCode');
  assert.ok(codes.length > 5, 'the contract lists the codes');
  const forced = new Set(OUTCOMES.map(({ name }) => name));
  assert.deepEqual(
    codes.filter((code) => !forced.has(code)),
    [],
  );
});

test('the made-up refusals are ones of the contract', () => {
  const codes = new Set(enumOf('ProblemCode'));
  const made = FAULTS.filter(({ problem }) => problem !== undefined).map(({ name }) => name);
  assert.deepEqual(
    made.filter((code) => !codes.has(code)),
    [],
  );
});
