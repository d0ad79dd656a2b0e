import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const BINDINGS = fileURLToPath(new URL('../../react-bindings/', import.meta.url));
const typesOf = (name: string) =>
  dirname(createRequire(import.meta.url).resolve(`@types/${name}/package.json`));

test('the bindings and a page that uses them compile with the types of React 18', () => {
  const { config } = ts.readConfigFile(`${BINDINGS}tsconfig.json`, ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, BINDINGS);
  const program = ts.createProgram([`${BINDINGS}src/index.ts`, `${BINDINGS}src/types.test.tsx`], {
    ...options,
    composite: false,
    incremental: false,
    noEmit: true,
    paths: Object.fromEntries(
      ['react', 'react-dom'].flatMap((name) => [
        [name, [`${typesOf(name)}/index.d.ts`]],
        [`${name}/*`, [`${typesOf(name)}/*.d.ts`]],
      ]),
    ),
  });
  const reacts = program
    .getSourceFiles()
    .map(({ fileName }) => fileName)
    .filter((name) => name.endsWith('@types/react/index.d.ts'));
  assert.deepEqual(reacts, [`${typesOf('react')}/index.d.ts`]);
  const faults = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  assert.deepEqual(faults, []);
});
