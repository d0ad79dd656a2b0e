import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from './workspace.mjs';

test('a new bundle removes the one before, and leaves tsc what is its own', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-bundle-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(root, 'scripts/build'), join(folder, 'scripts/build'), { recursive: true });
  const files = ['embed/embed.d.ts', 'embed/embed.d.ts.map', 'embed/old-Bx1.js', 'chunks/old-Cy2.js.map'];
  for (const each of ['embed', 'chunks']) mkdirSync(join(folder, 'widget/dist', each), { recursive: true });
  for (const file of files) writeFileSync(join(folder, 'widget/dist', file), '');

  const from = (file) => import(pathToFileURL(join(folder, 'scripts/build', file)).href);
  const [{ removeBundles }, { filesBelow }] = [await from('bundle.mjs'), await from('workspace.mjs')];
  removeBundles();

  assert.deepEqual(filesBelow('widget/dist'), [
    'widget/dist/embed/embed.d.ts',
    'widget/dist/embed/embed.d.ts.map',
  ]);
});
