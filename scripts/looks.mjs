// `npm run looks`: builds, then takes a picture of every screen of the widget and compares it with the accepted one.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fail } from './build/run.mjs';
import { build } from './build.mjs';

async function main(options) {
  await build();
  const entry = fileURLToPath(new URL('../widget/looks/main.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--enable-source-maps', entry, ...options], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}

main(process.argv.slice(2)).catch(fail);
