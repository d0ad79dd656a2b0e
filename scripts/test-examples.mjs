// `npm run test:examples`: copies every example out of the repository, as a stranger would, and lets it be installed,
// built, served and opened against a running system. `npm run test:examples -- vue` runs those whose name contains it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from './build/run.mjs';
import { build } from './build.mjs';
import { copyOut, exampleNames } from './examples/copy-out.mjs';
import { packPackages, useTarballs } from './examples/packages.mjs';
import { runNodeTests } from './test/run-node-tests.mjs';

const MINUTE_MS = 60_000;

async function main([filter = '']) {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'tryon-examples-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const startedAt = performance.now();
  mkdirSync(join(folder, 'packed'));
  const packed = await packPackages(join(folder, 'packed'));
  for (const name of exampleNames()) {
    copyOut(name, join(folder, name));
    useTarballs(join(folder, name), packed);
  }
  const { passed, failed, skipped } = await runNodeTests(['local/dist/examples.smoke.test.js'], {
    env: { EXAMPLES_DIR: folder },
    fileTimeoutMs: 10 * MINUTE_MS,
    nodeArgs: filter ? [`--test-name-pattern=${filter}`] : [],
  });
  const times = join(folder, 'times.txt');
  if (existsSync(times)) console.log(readFileSync(times, 'utf8').trimEnd());
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`Examples took ${seconds} s${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main(process.argv.slice(2)).catch(fail);
