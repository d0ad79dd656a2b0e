// `npm run release -- --dry-run`: builds and packs the published packages with the versions that the pending changesets
// would give them, and prints what would be published; in a copy, so that this tree stays as it is.
// `-- --pack` packs what is here into `release/`, `-- --publish` publishes those very files, where npm does not have
// them yet: .github/workflows/release.yml signs them in between.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './build/npm.mjs';
import { fail, runNode, StepError } from './build/run.mjs';
import { COMPILER } from './build/types.mjs';
import { root } from './build/workspace.mjs';
import { copyTree, git } from './release/copy.mjs';
import { applyChangesets, PUBLISHED, pendingChangesets, releasedManifests } from './release/plan.mjs';

async function main([step]) {
  if (step === '--dry-run') return dryRun();
  if (step !== '--pack' && step !== '--publish') throw new StepError('Say --dry-run, --pack or --publish.');
  const pending = pendingChangesets(root);
  if (pending.length > 0) {
    throw new StepError(`${pending.length} changesets wait: npm run version-packages, and merge that first`);
  }
  if (git(root, 'status', '--porcelain'))
    throw new StepError('The work tree has changes that are in no commit.');
  if (step === '--pack') for (const each of await make(root)) console.log(describe(each));
  else for (const manifest of releasedManifests(root)) await publish(manifest);
}

async function dryRun() {
  const copy = copyTree(PUBLISHED);
  try {
    const pending = pendingChangesets(copy);
    if (pending.length > 0) await applyChangesets(copy);
    const packed = await make(copy);
    console.log(
      `Would take up ${pending.length} changesets and publish, with provenance and for everybody to see:`,
    );
    for (const { name, version, size, entryCount, integrity } of packed) {
      console.log(
        `  ${name}@${version}: ${(size / 1000).toFixed(1)} kB in ${entryCount} files, ${integrity}`,
      );
    }
    const embed = JSON.parse(readFileSync(join(copy, 'widget/dist/embed/integrity.json'), 'utf8'));
    console.log(`The embed's files, to be signed:\n${JSON.stringify(embed, null, 2)}`);
    console.log('Nothing was published, and nothing here was changed.');
  } finally {
    rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Builds and packs, and answers what npm says of each tarball. */
async function make(tree) {
  const manifests = releasedManifests(tree);
  await must('tsc', runNode([COMPILER, '-b', ...PUBLISHED], { cwd: tree }));
  const rollup = ['../node_modules/rollup/dist/bin/rollup', '--config', 'rollup.config.mjs', '--silent'];
  await must('rollup', runNode(rollup, { cwd: join(tree, 'widget') }));
  rmSync(join(tree, 'release'), { recursive: true, force: true });
  mkdirSync(join(tree, 'release'));
  const packed = [];
  for (const [index, folder] of PUBLISHED.entries()) {
    const args = [
      'pack',
      '--json',
      '--ignore-scripts',
      '--loglevel=error',
      '--pack-destination',
      '../release',
    ];
    const output = await must('npm pack', runNpm(args, { cwd: join(tree, folder) }));
    const [told] = JSON.parse(output.slice(output.indexOf('[\n')));
    packed.push({ ...told, ...manifests[index] });
  }
  return packed;
}

function describe({ name, version, size, entryCount, integrity }) {
  return `${name}@${version}: ${(size / 1000).toFixed(1)} kB in ${entryCount} files, ${integrity}`;
}

async function isPublished(name, version) {
  const { code, output } = await runNpm(['view', `${name}@${version}`, 'version'], { cwd: root });
  if (code !== 0 && !output.includes('E404')) throw new StepError(`npm view ${name} failed:\n${output}`);
  return code === 0 && output.includes(version);
}

async function publish({ name, version }) {
  if (await isPublished(name, version)) return console.log(`${name}@${version} is on npm already`);
  const file = join('release', `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  const args = ['publish', file, '--provenance', '--access', 'public'];
  console.log((await must('npm publish', runNpm(args, { cwd: root }))).trim());
}

async function must(what, running) {
  const { code, output } = await running;
  if (code !== 0) throw new StepError(`${what} failed:\n${output}`);
  return output;
}

main(process.argv.slice(2)).catch(fail);
