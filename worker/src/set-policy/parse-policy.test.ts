import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePolicy } from './parse-policy.js';

test('reads providers in their order, with dollars a month or without', () => {
  assert.deepEqual(parsePolicy(['fal=200', 'fashn=0.075', 'preview']), [
    { provider: 'fal', monthlyBudgetMicros: 200_000_000 },
    { provider: 'fashn', monthlyBudgetMicros: 75_000 },
    { provider: 'preview', monthlyBudgetMicros: null },
  ]);
  assert.deepEqual(parsePolicy(['fal=0']), [{ provider: 'fal', monthlyBudgetMicros: 0 }]);
});

for (const words of [[], ['fal='], ['fal=-1'], ['fal=1e9'], ['Fal'], ['fal', 'fal=2'], ['preview', 'fal']]) {
  test(`refuses ${JSON.stringify(words)}`, () => assert.throws(() => parsePolicy(words), Error));
}
