import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeViolations } from './testing/axe.js';

interface Looks {
  look(options: {
    readonly out: string;
    readonly inspect: typeof axeViolations;
  }): Promise<{ seen: number; differences: readonly string[] }>;
}

/** Where the pictures are after a run, at full size, with what differs marked. */
const OUT = new URL('../../test-results/looks/', import.meta.url).pathname;

test('every screen of the widget looks as it was accepted (`npm run looks -- --accept` accepts a change), and axe finds nothing in English, German, Arabic and Japanese, light and dark', async () => {
  const { look } = (await import(new URL('../../widget/looks/looks.mjs', import.meta.url).href)) as Looks;
  const { seen, differences } = await look({ out: OUT, inspect: axeViolations });
  assert.deepEqual(differences, [], 'see test-results/looks');
  assert.ok(seen > 100, `only ${seen} screens were seen`);
});
