// `npm run example -- react-vite ../my-shop`: copies an example out, together with our packages, which are not in the
// registry yet. `npm run example -- --pack ../my-shop @tryon/widget`: gives it to a folder that is there already.
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
For a folder that is there already: npm run example -- --pack ../my-shop @tryon/widget (or @tryon/react, @tryon/sdk)`;
const OURS = ['@tryon/widget', '@tryon/react', '@tryon/sdk'];

async function main([what, where, ...added]) {
  if (!what || !where || !added.every((name) => OURS.includes(name))) throw new StepError(USAGE);
  // npm runs us in the repository's folder, wherever the command was given.
  const folder = resolve(process.env.INIT_CWD ?? '.', where);
  const isPackOnly = what === '--pack';
  if (!isPackOnly) copyOut(what, folder);
  if (!existsSync(join(folder, 'package.json'))) {
    throw new StepError(
      `${folder} has no package.json: run npm init in it, or name the folder that has one.`,
    );
  }
  const needsPackages = added.length > 0 || usesOurPackages(folder);
  if (isPackOnly && !needsPackages) {
    throw new StepError(
      `Say which of our packages ${folder} is to have: npm run example -- --pack ${where} @tryon/widget`,
    );
  }
  if (needsPackages) await pack(folder, added);
  console.log(
    isPackOnly ? 'Next: npm install' : `${what} is in ${folder}. Next:\n\n${nextSteps(folder, where)}`,
  );
}

async function pack(folder, added) {
  await build();
  const aside = mkdtempSync(join(tmpdir(), 'tryon-pack-'));
  try {
    const used = useTarballs(folder, await packPackages(aside), added);
    console.log(`Packed ${used.join(', ')} into ${folder}`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch(fail);
