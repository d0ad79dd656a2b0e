// `npm run chaos` and `npm run bench`: build, then prove or measure on a real fleet; see CONTRIBUTING.md.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fail } from './build/run.mjs';
import { build } from './build.mjs';

async function main([what, ...options]) {
  await build();
  const entry = fileURLToPath(new URL(`../proving-ground/dist/${what}/main.js`, import.meta.url));
  const child = spawn(process.execPath, ['--enable-source-maps', entry, ...options], {
    stdio: 'inherit',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}

main(process.argv.slice(2)).catch(fail);
