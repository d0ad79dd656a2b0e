import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root } from './workspace.mjs';

/** A workspace of one package, with these build scripts and this TypeScript. */
function workspace(t) {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-build-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const at = (path) => join(folder, path);
  const write = (path, text) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  cpSync(join(root, 'scripts/build'), at('scripts/build'), { recursive: true });
  mkdirSync(at('node_modules'));
  symlinkSync(join(root, 'node_modules/typescript-native'), at('node_modules/typescript-native'), 'junction');
  write('package.json', JSON.stringify({ workspaces: ['room'], type: 'module' }));
  write('tsconfig.json', JSON.stringify({ files: [], references: [{ path: 'room' }] }));
  const compilerOptions = {
    composite: true,
    lib: ['es5'],
    noEmitOnError: true,
    skipLibCheck: true,
    outDir: 'dist',
    rootDir: 'src',
    types: [],
  };
  const settings = {
    compilerOptions: { ...compilerOptions, tsBuildInfoFile: 'dist/.tsbuildinfo' },
    include: ['src'],
  };
  write('room/tsconfig.json', JSON.stringify(settings));
  write('room/src/a.ts', 'export const a: number = 1;\n');
  write('room/src/b.ts', 'export const b: number = 2;\n');
  const build = () => {
    const script = "const { buildTypes } = await import('./scripts/build/types.mjs'); await buildTypes();";
    const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { ok: done.status === 0, didCompile: done.stdout.includes('Compiling'), output: done.stderr };
  };
  return { at, write, build };
}

test('compiles once, and then only what has changed', (t) => {
  const { at, write, build } = workspace(t);
  assert.deepEqual(build(), { ok: true, didCompile: true, output: '' });
  assert.deepEqual(build(), { ok: true, didCompile: false, output: '' });
  write('room/src/a.ts', 'export const a: number = 3;\n');
  assert.equal(build().didCompile, true);
  assert.match(readFileSync(at('room/dist/a.js'), 'utf8'), /3/);
});

test('sees a source that is older than the last build, as in a copied folder', (t) => {
  const { at, write, build } = workspace(t);
  build();
  write('room/src/c.ts', 'export const c: number = 4;\n');
  utimesSync(at('room/src/c.ts'), 1, 1);
  write('room/src/a.ts', 'export const renamed: number = 1;\n');
  utimesSync(at('room/src/a.ts'), 1, 1);
  assert.equal(build().ok, true);
  assert.ok(existsSync(at('room/dist/c.js')));
  assert.match(readFileSync(at('room/dist/a.js'), 'utf8'), /renamed/);
});

test('writes a deleted output again', (t) => {
  const { at, build } = workspace(t);
  build();
  rmSync(at('room/dist/b.js'));
  build();
  assert.ok(existsSync(at('room/dist/b.js')));
  rmSync(at('room/dist'), { recursive: true });
  build();
  assert.ok(existsSync(at('room/dist/a.js')));
});

test('removes the outputs of a deleted source', (t) => {
  const { at, build } = workspace(t);
  build();
  rmSync(at('room/src/b.ts'));
  build();
  for (const ending of ['js', 'd.ts']) assert.equal(existsSync(at(`room/dist/b.${ending}`)), false);
});

test('fails with what the compiler says, again and again until it is mended', (t) => {
  const { write, build } = workspace(t);
  write('room/src/a.ts', "export const a: number = 'one';\n");
  for (const _ of ['once', 'again']) {
    const { ok, output } = build();
    assert.equal(ok, false);
    assert.match(output, /room\/src\/a\.ts.*not assignable/);
  }
  write('room/src/a.ts', 'export const a: number = 1;\n');
  assert.equal(build().ok, true);
});
