import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesBelow, root } from '../build/workspace.mjs';
import { copyOut, exampleNames } from './copy-out.mjs';
import { nextSteps } from './next-steps.mjs';
import { useTarballs } from './packages.mjs';

const MAX_LINES = 100;
/** What a framework's own tool would have written, and what is read but not run. */
const NOT_OWN = /(^|\/)(README\.md|package\.json|tsconfig\.json|angular\.json|vite\.config\.js)$/;

const read = (path) => readFileSync(join(root, path), 'utf8');
const isCommitted = (path) => !/\/(node_modules|dist|\.next|\.angular|tryon-packages)\//.test(path);

for (const name of exampleNames()) {
  const folder = `examples/${name}`;

  test(`${name} is under ${MAX_LINES} lines of its own`, () => {
    const own = filesBelow(folder, (path) => isCommitted(path) && !NOT_OWN.test(path));
    const lines = own.map((path) => read(path).split('\n').length - 1);
    const sum = lines.reduce((total, each) => total + each, 0);
    assert.ok(sum > 0 && sum < MAX_LINES, `${sum} lines: ${own.join(', ')}`);
  });

  test(`${name} names exact versions of what is not ours, and can be found from every index`, () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(`${folder}/package.json`));
    for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(version, dependency.startsWith('@tryon/') ? /^\^0\.1\.0$/ : /^\d+\.\d+\.\d+$/, dependency);
    }
    assert.match(read(`${folder}/README.md`), new RegExp(`npm run example -- ${name} `));
    assert.match(read('examples/README.md'), new RegExp(`\\(${name}\\)`));
    assert.match(read('docs/integrate.md'), new RegExp(`examples/${name}\\)`));
  });
}

test('copies an example out with links that still lead to our pages, and never into a folder in use', (t) => {
  const at = mkdtempSync(join(tmpdir(), 'tryon-copy-'));
  t.after(() => rmSync(at, { recursive: true, force: true }));
  copyOut('react-vite', join(at, 'shop'));
  const readme = readFileSync(join(at, 'shop', 'README.md'), 'utf8');
  const [, link] = /\]\((\S+react-bindings\/README\.md)\)/.exec(readme) ?? [];
  assert.ok(link && existsSync(join(at, 'shop', link)), link);
  assert.throws(() => copyOut('react-vite', join(at, 'shop')), /is not empty/);
  assert.throws(() => copyOut('no-such', join(at, 'other')), /There are: angular, /);
});

for (const name of exampleNames()) {
  test(`${name} tells what to run once it is copied out`, () => {
    const steps = nextSteps(join(root, 'examples', name), '../a shop');
    assert.match(steps, /^ {2}cd \.\.\/a shop\n(?: {2}npm install\n)?(?: {2}npm (?:start|run \w+)\n)\n/);
    if (name !== 'node-server') assert.match(steps, /open http:\/\/localhost:\d+,/);
    const { dependencies, devDependencies } = JSON.parse(read(`examples/${name}/package.json`));
    assert.equal(steps.includes('npm install'), Boolean(dependencies ?? devDependencies), name);
  });
}

test('names the packages that our packages need of each other, since the registry has none of them', (t) => {
  const at = mkdtempSync(join(tmpdir(), 'tryon-tarballs-'));
  t.after(() => rmSync(at, { recursive: true, force: true }));
  const tarball = (name) => {
    writeFileSync(join(at, name), '');
    return join(at, name);
  };
  const packed = {
    '@tryon/sdk': { file: tarball('sdk.tgz'), needs: ['openapi-fetch'] },
    '@tryon/widget': { file: tarball('widget.tgz'), needs: ['@tryon/sdk', 'lit'] },
    '@tryon/react': { file: tarball('react.tgz'), needs: ['@tryon/widget', '@tryon/sdk'] },
  };
  writeFileSync(join(at, 'package.json'), '{"dependencies":{"@tryon/widget":"^0.1.0","vue":"3.5.0"}}');
  assert.deepEqual(useTarballs(at, packed), ['@tryon/widget', '@tryon/sdk']);
  assert.deepEqual(JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')).dependencies, {
    '@tryon/widget': 'file:./tryon-packages/widget.tgz',
    '@tryon/sdk': 'file:./tryon-packages/sdk.tgz',
    vue: '3.5.0',
  });
  assert.ok(existsSync(join(at, 'tryon-packages', 'sdk.tgz')));
  assert.ok(!existsSync(join(at, 'tryon-packages', 'react.tgz')));

  writeFileSync(join(at, 'package.json'), '{}');
  assert.deepEqual(useTarballs(at, packed), []);
  assert.deepEqual(useTarballs(at, packed, ['@tryon/sdk']), ['@tryon/sdk']);
  const { dependencies } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  assert.deepEqual(dependencies, { '@tryon/sdk': 'file:./tryon-packages/sdk.tgz' });
});
