import assert from 'node:assert/strict';
import { axeViolations } from './axe.js';

interface Looks {
  look(options: {
    readonly out: string;
    readonly only: string;
    readonly inspect: typeof axeViolations;
  }): Promise<{ seen: number; differences: readonly string[] }>;
}

/** Where the pictures are after a run, at full size, with what differs marked. */
const OUT = new URL('../../../test-results/looks/', import.meta.url).pathname;

/**
 * Walks through screens of the widget.
 *
 * @param only - Pattern of the walks' names.
 * @param atLeast - Fewer pictures than this were not all.
 * @throws AssertionError naming each screen that differs from its baseline, and what axe and a thumb find there.
 */
export async function looksAsAccepted(only: string, atLeast: number): Promise<void> {
  const { look } = (await import(new URL('../../../widget/looks/looks.mjs', import.meta.url).href)) as Looks;
  const { seen, differences } = await look({ out: OUT, only, inspect: axeViolations });
  assert.deepEqual(differences, [], 'see test-results/looks');
  assert.ok(seen >= atLeast, `only ${seen} pictures were taken`);
}
