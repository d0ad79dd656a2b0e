import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StepError } from '../build/run.mjs';
import { packageFolders, root } from '../build/workspace.mjs';

/**
 * A copy of the work tree in which a release can be tried without a trace: what is in git or could be, with the
 * installed dependencies linked, and a history of its own for the changelog.
 * @param {string[]} published the folders whose files are needed; of other packages the manifest will do
 * @returns {string} its folder
 */
export function copyTree(published) {
  const copy = mkdtempSync(join(tmpdir(), 'tryon-release-'));
  const others = packageFolders().filter((folder) => !published.includes(folder));
  const files = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
    .split('\0')
    .filter(Boolean);
  for (const file of files) {
    const other = others.find((folder) => file.startsWith(`${folder}/`));
    if ((other && file !== `${other}/package.json`) || /^(examples|docs)\//.test(file)) continue;
    // Deleted, and not yet said so to git.
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  linkDependencies(copy);
  git(copy, 'init', '--quiet', '--initial-branch=main');
  git(copy, 'add', '--all');
  git(
    copy,
    '-c',
    'user.name=release',
    '-c',
    'user.email=release@localhost',
    'commit',
    '--quiet',
    '--message=copy',
  );
  return copy;
}

/** All but our own packages, which must be those of the copy. */
function linkDependencies(copy) {
  const link = (from, to) => symlinkSync(from, to, 'junction');
  mkdirSync(join(copy, 'node_modules/@tryon'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@tryon' && name !== '.cache')
      link(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  for (const folder of ['sdk', 'widget', 'react-bindings']) {
    link(
      join(copy, folder),
      join(copy, 'node_modules/@tryon', folder === 'react-bindings' ? 'react' : folder),
    );
    const own = join(root, folder, 'node_modules');
    if (existsSync(own)) link(own, join(copy, folder, 'node_modules'));
  }
}

/** @param {string} cwd @param {string[]} args */
export function git(cwd, ...args) {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new StepError(`git ${args.join(' ')} failed: ${stderr || error?.message}`);
  return stdout;
}
