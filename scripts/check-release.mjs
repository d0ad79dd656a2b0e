// Tries a release out and holds it to its word: three packages on one version, above today's where changesets wait, and
// this tree as it was.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, runNode, StepError } from './build/run.mjs';
import { filesBelow, root } from './build/workspace.mjs';
import { git } from './release/copy.mjs';
import { PUBLISHED, pendingChangesets, releasedManifests } from './release/plan.mjs';

async function main() {
  const before = fingerprint();
  const { code, output } = await runNode(['scripts/release.mjs', '--dry-run']);
  if (code !== 0) throw new StepError(output);
  if (fingerprint() !== before) throw new StepError('The dry run changed the work tree.');
  const today = releasedManifests(root)[0].version;
  const versions = [...output.matchAll(/^ {2}@tryon\/(?:sdk|widget|react)@(\S+): /gm)].map(
    ([, version]) => version,
  );
  const [version] = versions;
  const isNew = version !== today;
  if (versions.length !== PUBLISHED.length || new Set(versions).size !== 1) {
    throw new StepError(`It would publish ${versions.join(', ') || 'nothing'}:\n${output}`);
  }
  if (isNew !== pendingChangesets(root).length > 0) {
    throw new StepError(`Changesets and versions do not belong together: ${today} -> ${version}`);
  }
  if (!output.includes(`"version": "${version}"`) || !output.includes('"tryon-embed.js": "sha384-')) {
    throw new StepError(`The embed's sums are not those of ${version}:\n${output}`);
  }
  console.log(`would publish ${version}`);
}

/** What git sees, and what it ignores but a careless dry run would overwrite. */
function fingerprint() {
  const seen = git(root, 'status', '--porcelain=v1', '--untracked-files=all') + git(root, 'diff', 'HEAD');
  const built = PUBLISHED.flatMap((folder) => filesBelow(`${folder}/dist`)).map(
    (path) => `${path} ${readFileSync(join(root, path)).length}`,
  );
  return [seen, ...built, ...filesBelow('release')].join('\n');
}

main().catch(fail);
