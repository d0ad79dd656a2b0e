import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadPreviewEngine } from '../preview.js';
import { findNews, findWorse, type Outcome, type Outcomes } from './gate.js';
import { createPairMeasurer } from './measure-pair.js';
import { fewPairs, picturesIn } from './pairs.js';

const folder = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

test('no garment looks worse than it did when the figures were accepted', {
  timeout: 115_000,
}, async () => {
  const models = await picturesIn(folder('sandbox/art/models'));
  const garments = await picturesIn(folder('sandbox/art/garments'));
  const file = await readFile(folder('engine/contact-sheet/figures.json'), 'utf8');
  const committed = (JSON.parse(file) as { pairs: Outcomes }).pairs;
  const measurePair = createPairMeasurer(await loadPreviewEngine());
  const now: Record<string, Outcome> = {};
  for (const pair of fewPairs(models, garments)) now[pair.name] = await measurePair(pair);
  const advice = 'look at `npm run contact-sheet -- --out <folder>`, mend it, or accept it with --accept';
  assert.deepEqual([...findWorse(committed, now), ...findNews(committed, now)], [], advice);
  assert.ok(Object.keys(now).length > 5);
});
