// `npm run fake-providers`: builds, then plays FASHN and fal on loopback until it is told to stop.
import { fail } from './build/run.mjs';
import { build } from './build.mjs';

async function main() {
  await build();
  await import('../fake-providers/dist/main.js');
}

main().catch(fail);
