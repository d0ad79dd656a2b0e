// openapi.yaml -> the types of the SDK and of the server. `--check` compares and writes nothing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentHash, readMarker, writeMarker } from './build/marker.mjs';
import { progress } from './build/progress.mjs';
import { fail, StepError } from './build/run.mjs';
import { root } from './build/workspace.mjs';

const CONTRACT = 'openapi.yaml';
// A client may leave out a property that has a default; the server's validator has filled it in.
const TARGETS = [
  { path: 'sdk/src/schema.ts', defaultNonNullable: false },
  { path: 'server/src/contract/schema.ts', defaultNonNullable: true },
];
const OUTPUTS = TARGETS.map((target) => target.path);
const INPUTS = [CONTRACT, 'scripts/generate.mjs', 'node_modules/openapi-typescript/package.json'];

/** Writes the types when the contract, the generator or the types themselves have changed. */
export async function generateIfStale() {
  const inputs = contentHash(INPUTS);
  const before = readMarker('generate');
  if (before?.inputs === inputs && before.outputs === contentHash(OUTPUTS)) return;
  await progress('Generating types from openapi.yaml', async () => {
    for (const target of TARGETS) writeIfChanged(target.path, await typesFor(target));
  });
  writeMarker('generate', { inputs, outputs: contentHash(OUTPUTS) });
}

/** @returns {Promise<string[]>} the generated files that do not match the contract */
export async function staleTargets() {
  const stale = [];
  for (const target of TARGETS) {
    if (readOrNothing(target.path) !== (await typesFor(target))) stale.push(target.path);
  }
  return stale;
}

async function typesFor({ defaultNonNullable }) {
  // Imported here: it loads the TypeScript compiler, half a second that a warm start need not pay.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const document = pathToFileURL(join(root, CONTRACT));
  const ast = await openapiTS(document, { defaultNonNullable, alphabetize: false });
  return `// Generated from openapi.yaml by \`npm run generate\`. Do not edit.\n\n${astToString(ast)}`;
}

function writeIfChanged(path, text) {
  if (readOrNothing(path) === text) return; // an untouched time of change spares a build
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function readOrNothing(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

async function main() {
  if (!process.argv.includes('--check')) return generateIfStale();
  const stale = await staleTargets();
  if (stale.length > 0) {
    throw new StepError(`Not up to date with openapi.yaml: ${stale.join(', ')}. Run: npm run generate`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main().catch(fail);
