import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pendingChangesets, releasedManifests } from './plan.mjs';

/** A tree of the three packages with these versions, and what the React bindings need of the SDK. */
function tree(t, { sdk, widget, react, needed = sdk }) {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-plan-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (path, manifest) => {
    mkdirSync(join(folder, path));
    writeFileSync(join(folder, path, 'package.json'), JSON.stringify(manifest));
  };
  write('sdk', { name: '@tryon/sdk', version: sdk });
  write('widget', { name: '@tryon/widget', version: widget });
  write('react-bindings', {
    name: '@tryon/react',
    version: react,
    dependencies: { '@tryon/sdk': needed, lit: '3.3.3' },
  });
  mkdirSync(join(folder, '.changeset'));
  return folder;
}

test('releases three packages of one version', (t) => {
  const manifests = releasedManifests(tree(t, { sdk: '1.2.0', widget: '1.2.0', react: '1.2.0' }));
  assert.deepEqual(
    manifests.map(({ name, version }) => `${name}@${version}`),
    ['@tryon/sdk@1.2.0', '@tryon/widget@1.2.0', '@tryon/react@1.2.0'],
  );
});

test('refuses packages whose versions differ, and one that needs another version of a sister', (t) => {
  assert.throws(
    () => releasedManifests(tree(t, { sdk: '1.2.0', widget: '1.1.0', react: '1.2.0' })),
    /@tryon\/widget is 1\.1\.0, @tryon\/sdk is 1\.2\.0/,
  );
  assert.throws(
    () => releasedManifests(tree(t, { sdk: '1.2.0', widget: '1.2.0', react: '1.2.0', needed: '1.1.0' })),
    /@tryon\/react 1\.2\.0 needs @tryon\/sdk 1\.1\.0/,
  );
});

test('counts changesets, and not what explains them', (t) => {
  const folder = tree(t, { sdk: '1.2.0', widget: '1.2.0', react: '1.2.0' });
  for (const name of ['README.md', 'config.json', 'brave-hats.md'])
    writeFileSync(join(folder, '.changeset', name), '');
  assert.deepEqual(pendingChangesets(folder), ['brave-hats.md']);
});
