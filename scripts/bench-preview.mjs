// `npm run bench -w engine`, after a build: the engine's time and memory in a process that is set up as a worker is.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { GIVE_BACK_MEMORY } from '../local/dist/system-environment.js';
import { root } from './build/workspace.mjs';

// glibc reads it when a process begins.
const env = { ...GIVE_BACK_MEMORY, ...process.env };
const bench = spawn(process.execPath, [join(root, 'engine/dist/preview.bench.js')], {
  env,
  stdio: 'inherit',
});
bench.once('exit', (code) => process.exit(code ?? 1));
