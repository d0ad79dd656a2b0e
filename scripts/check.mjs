// `npm run check`: everything that can be told without running a test. All steps run; the summary names what failed.

import { runNode, StepError } from './build/run.mjs';
import { build } from './build.mjs';
import { staleTargets } from './generate.mjs';
import { staleReports } from './reports.mjs';

const bin = (path) => `node_modules/${path}`;
const PUBLISHED = ['sdk', 'widget', 'react-bindings'];

/** @type {{ name: string, advice: string, run: () => Promise<unknown> }[]} */
const STEPS = [
  {
    name: 'generated files',
    advice: 'npm run generate',
    run: async () => {
      const stale = await staleTargets();
      if (stale.length > 0) throw new StepError(`Not up to date with openapi.yaml: ${stale.join(', ')}`);
    },
  },
  {
    name: 'types',
    advice: 'mend what the compiler names',
    run: () => build(),
  },
  {
    name: 'reports',
    advice: 'npm run reports, and read what changes: it is what users of the packages see',
    run: async () => {
      const stale = await staleReports();
      if (stale.length > 0) throw new StepError(`Not up to date: ${stale.join(', ')}`);
    },
  },
  tool('format and lint', 'npm run format, then mend what is left', [
    bin('@biomejs/biome/bin/biome'),
    ...['check', '--error-on-warnings', '--max-diagnostics=50', '.'],
  ]),
  tool('contract', 'mend openapi.yaml (rules: redocly.yaml)', [
    bin('@redocly/cli/bin/cli.js'),
    'lint',
    'openapi.yaml',
  ]),
  tool('arrows between rooms', 'move the code to the room that may hold it', ['scripts/check-arrows.mjs']),
  tool('lock file', 'see scripts/check-lock.mjs', ['scripts/check-lock.mjs']),
  tool('workflows', 'mend .github/workflows', ['scripts/check-workflows.mjs']),
  tool('lengths of files', 'split the file', ['scripts/check-lengths.mjs']),
  tool('unused code', 'delete it, or name it in knip.json with a reason', [
    bin('knip/bin/knip.js'),
    ...['--no-progress', '--no-config-hints'],
  ]),
  ...PUBLISHED.flatMap((folder) => [
    tool(`package ${folder}`, `mend ${folder}/package.json`, [bin('publint/src/cli.js'), folder, '--strict']),
    tool(`types of package ${folder}`, `mend exports in ${folder}/package.json`, [
      bin('@arethetypeswrong/cli/dist/index.js'),
      ...['--pack', folder, '--profile', 'esm-only'],
    ]),
  ]),
  tool('packages in an empty project', 'mend what is exported, or the example of the page that is named', [
    'scripts/check-packages.mjs',
  ]),
  tool('release, tried out', 'see scripts/release.mjs', ['scripts/check-release.mjs']),
  tool('sizes of bundles', 'import less, or later', ['scripts/check-sizes.mjs']),
];

function tool(name, advice, args) {
  const run = async () => {
    const { code, output } = await runNode(args, {
      env: { NO_COLOR: '1', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    if (code !== 0) throw new StepError(output.trim());
  };
  return { name, advice, run };
}

async function main() {
  const failed = [];
  for (const step of STEPS) {
    const startedAt = performance.now();
    try {
      await step.run();
      console.log(`ok      ${step.name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed.push(step.name);
      const reason = error instanceof StepError ? error.message : String(error?.stack ?? error);
      console.log(
        `FAILED  ${step.name}\n${reason.replace(/^(?=.)/gm, '        ')}\n        -> ${step.advice}`,
      );
    }
  }
  console.log(
    failed.length > 0 ? `${failed.length} checks failed: ${failed.join(', ')}` : 'All checks passed',
  );
  process.exitCode = failed.length > 0 ? 1 : 0;
}

await main();
