// Installs the packed packages into an empty project, as a stranger would: it must compile under NodeNext and as
// bundlers resolve, with the types of React 18, and run; so must every example of the packages' pages.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNpm } from './build/npm.mjs';
import { fail, runNode, StepError } from './build/run.mjs';
import { root } from './build/workspace.mjs';
import { packPackages, useTarballs } from './examples/packages.mjs';
import { readmeBlocks } from './packages/readme-blocks.mjs';

const RESOLUTIONS = [
  ['NodeNext', '--module', 'nodenext', '--moduleResolution', 'nodenext'],
  ['a bundler', '--module', 'esnext', '--moduleResolution', 'bundler'],
];

async function main() {
  const project = mkdtempSync(join(tmpdir(), 'tryon-empty-'));
  try {
    cpSync(join(root, 'scripts/packages/consumer'), project, { recursive: true });
    useTarballs(project, await packPackages(join(project, 'packed')));
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    await must('npm install', runNpm(['install', ...flags], { cwd: project }));
    mkdirSync(join(project, 'readme'));
    for (const { name, text } of readmeBlocks()) writeFileSync(join(project, 'readme', name), text);
    for (const [name, ...settings] of RESOLUTIONS) {
      const tsc = ['node_modules/typescript/bin/tsc', '--project', '.', '--pretty', 'false', ...settings];
      await must(`Compiling under ${name}`, runNode(tsc, { cwd: project }));
      console.log(`compiles under ${name}, React 18 and ${readmeBlocks().length} examples of the pages too`);
    }
    console.log((await must('Running it', runNode(['run.mjs'], { cwd: project }))).trim());
  } finally {
    rmSync(project, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function must(what, running) {
  const { code, output } = await running;
  if (code !== 0) throw new StepError(`${what} failed in an empty project:\n${output}`);
  return output;
}

main().catch(fail);
