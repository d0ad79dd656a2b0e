// Runs before `npm start`, `npm test` and `npm run check`: installs the dependencies when they are missing or do not
// belong to the lock file. Works before anything is installed, so it uses Node's own modules only.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './build/installed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function requireNode(minMajor, minMinor) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > minMajor || (major === minMajor && minor >= minMinor)) return;
  console.error(
    `TryOn needs Node ${minMajor}.${minMinor} or newer; this is ${process.version}: https://nodejs.org`,
  );
  process.exit(1);
}

function install() {
  const startedAt = performance.now();
  process.stdout.write('Installing dependencies ... ');
  const npm = process.env.npm_execpath; // the npm that runs us is a script: no shell needed on any platform
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const [program, ...args] = [...command, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    shell: program === 'npm' && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (done.status !== 0) {
    process.stdout.write('failed\n');
    console.error(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`);
    console.error('npm ci failed, see above. Is the registry reachable? Then run the command again.');
    process.exit(done.status || 1);
  }
  process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

requireNode(20, 19);
if (!isInstalled(root)) install();
