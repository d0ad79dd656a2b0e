// `npm test`: builds, then runs every test there is, against a PostgreSQL and a browser that npm brought.
// `npm test -- core/src/keys` runs the files whose path contains that. The last line is `N passed, N failed`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from './build/run.mjs';
import { build } from './build.mjs';
import { END_BY, inTime } from './test/in-time.mjs';
import { planTests } from './test/plan.mjs';
import { runBrowserTests } from './test/run-browser-tests.mjs';
import { runNodeTests } from './test/run-node-tests.mjs';
import { withSecondTry } from './test/second-try.mjs';
import { startServices } from './test/services.mjs';
import { sourceOf } from './test/source-of.mjs';
import { sum } from './test/tally.mjs';

const MINUTE_MS = 60_000;

async function main() {
  await build();
  const plan = planTests(process.argv[2] ?? '');
  const database = await startDatabase();
  const services = await startServices(plan.services.length > 0);
  const env = { TEST_DATABASE_URL: database.url, NODE_ENV: 'test' };
  // One step after the other; what is in one step runs side by side, so that what computes fills the time of what waits.
  const runners = [
    [
      ['Node', plan.node, (files) => runNodeTests(files, { env, fileTimeoutMs: 3 * MINUTE_MS, together: 2 })],
      [
        'Node, from source',
        plan.source,
        (files) => runNodeTests(files, { env, fileTimeoutMs: MINUTE_MS, nodeArgs: ['--import', 'tsx'] }),
      ],
      ...overServices(plan, services, env),
    ],
    // Browsers beside browsers take longer than one after the other.
    [['browser', plan.browser, withSecondTry(runBrowserTests)]],
    [
      [
        'end-to-end',
        plan.endToEnd,
        (files) => endToEnd(files, { env, spentMs: performance.now() - startedAt }),
      ],
    ],
  ];
  const startedAt = performance.now();
  const tallies = [];
  try {
    for (const step of runners) {
      const running = step.filter(([, files]) => files.length > 0);
      tallies.push(...(await Promise.all(running.map(([kind, files, run]) => timed(kind, files, run)))));
    }
  } finally {
    await Promise.all([database.stop(), services.stop()]);
  }
  const { passed, failed, skipped } = sum(tallies);
  if (skipped > 0) console.log(`${skipped} skipped`);
  if (passed + failed === 0) console.log('No test matches');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

function endToEnd(files, { env, spentMs }) {
  const { run, leftOut } = inTime(files, { spentMs, endBy: process.env[END_BY], nowMs: Date.now() });
  for (const file of leftOut)
    console.log(`LEFT OUT, since this machine is slow: npm test -- ${sourceOf(file)}`);
  const shared = { env, fileTimeoutMs: 4 * MINUTE_MS, together: 3, concurrency: 3 };
  // Three walks at a time, whatever the machine: they mostly wait.
  return withSecondTry((some, options) => runNodeTests(some, { ...shared, ...options }))(run);
}

/** The same tests again, over the broker and the storage of a shop that has outgrown one machine. */
function overServices(plan, services, env) {
  const kinds = Object.keys(services.env).length > 0 ? services.names.join(' and ') : undefined;
  if (!kinds) return [];
  const run = (files) =>
    // They mostly wait for what they talk to.
    runNodeTests(files, {
      env: { ...env, ...services.env },
      fileTimeoutMs: 2 * MINUTE_MS,
      concurrency: 3,
      together: 2,
    });
  return [[`Node, over ${kinds}`, plan.services, run]];
}

async function timed(kind, files, run) {
  console.log(`Running ${files.length} files of ${kind} tests ...`);
  const startedAt = performance.now();
  const tally = await run(files);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`  ${kind}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s`);
  return tally;
}

async function startDatabase() {
  const { startPostgres } = await import('../local/dist/postgres.js');
  const directory = mkdtempSync(join(tmpdir(), 'tryon-test-postgres-'));
  const postgres = await startPostgres({ directory, maxConnections: 300 });
  const stop = async () => {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => stop().then(() => process.exit(130), fail));
  }
  return { url: postgres.url, stop };
}

main().catch((error) => {
  // A script that only reads the last line must see a failure here, too.
  console.error(error instanceof Error && error.name === 'StepError' ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
