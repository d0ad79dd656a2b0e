import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode, StepError } from '../build/run.mjs';

/** The published packages, each after what it depends on. */
export const PUBLISHED = ['sdk', 'widget', 'react-bindings'];

/** The changesets that no version has taken up yet. @param {string} tree */
export function pendingChangesets(tree) {
  return readdirSync(join(tree, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md');
}

/** Turns the pending changesets into versions and changelogs. @param {string} tree */
export async function applyChangesets(tree) {
  const { code, output } = await runNode(['node_modules/@changesets/cli/bin.js', 'version'], { cwd: tree });
  if (code !== 0) throw new StepError(`changeset version failed:\n${output}`);
}

/**
 * The manifests of the packages, whose versions must be one: a page that mixes them is nobody's test.
 * @param {string} tree
 */
export function releasedManifests(tree) {
  const manifests = PUBLISHED.map((folder) =>
    JSON.parse(readFileSync(join(tree, folder, 'package.json'), 'utf8')),
  );
  const [{ version }] = manifests;
  for (const { name, version: own, dependencies = {} } of manifests) {
    if (own !== version) throw new StepError(`${name} is ${own}, ${manifests[0].name} is ${version}`);
    for (const { name: needed } of manifests) {
      if (needed in dependencies && dependencies[needed] !== version)
        throw new StepError(`${name} ${own} needs ${needed} ${dependencies[needed]}`);
    }
  }
  return manifests;
}
