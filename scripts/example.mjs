// `npm run example -- react-vite ../my-shop`: copies an example out, together with our packages, which are not in the
// registry yet. `npm run example -- --pack ../my-shop`: gives the packages to a folder that is there already.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail, StepError } from './build/run.mjs';
import { build } from './build.mjs';
import { copyOut, exampleNames } from './examples/copy-out.mjs';
import { nextSteps } from './examples/next-steps.mjs';
import { packPackages, usesOurPackages, useTarballs } from './examples/packages.mjs';

const USAGE = `Say which example, and where to:

  npm run example -- react-vite ../my-shop

Examples: ${exampleNames().join(', ')}
For a folder that is there already: npm run example -- --pack ../my-shop`;

async function main([what, where]) {
  if (!what || !where) throw new StepError(USAGE);
  // npm runs us in the repository's folder, wherever the command was given.
  const folder = resolve(process.env.INIT_CWD ?? '.', where);
  const isPackOnly = what === '--pack';
  if (!isPackOnly) copyOut(what, folder);
  if (!existsSync(join(folder, 'package.json'))) {
    throw new StepError(
      `${folder} has no package.json: run npm init in it, or name the folder that has one.`,
    );
  }
  const needsPackages = usesOurPackages(folder);
  if (isPackOnly && !needsPackages) {
    throw new StepError(
      `${folder}/package.json names none of our packages. Add the one you want to its dependencies, as
"@tryon/widget": "^0.1.0" (or @tryon/react, @tryon/sdk), and run this again.`,
    );
  }
  if (needsPackages) await pack(folder);
  console.log(
    isPackOnly ? 'Next: npm install' : `${what} is in ${folder}. Next:\n\n${nextSteps(folder, where)}`,
  );
}

async function pack(folder) {
  await build();
  const aside = mkdtempSync(join(tmpdir(), 'tryon-pack-'));
  try {
    const used = useTarballs(folder, await packPackages(aside));
    console.log(`Packed ${used.join(', ')} into ${folder}`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch(fail);
