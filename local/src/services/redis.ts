import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.js';
import type { Running } from '../process.js';

export interface RedisServer extends Running {
  url: string;
  port: number;
}

const NAMES = ['redis-server', 'valkey-server'];
const READY_TIMEOUT_MS = 15_000;

/** The Redis of this machine (`REDIS_SERVER`, or one on the path), or undefined where there is none. */
export function findRedis(wanted = process.env['REDIS_SERVER']): string | undefined {
  const names = wanted ? [wanted] : NAMES;
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}

/**
 * Starts a Redis on loopback that keeps nothing on disk. Settings as BullMQ wants them.
 *
 * @param port - Default: a free one; the same again after a kill lets clients find it.
 * @throws Error with code `redis_missing` or `redis_failed`.
 */
export async function startRedis({ port }: { port?: number } = {}): Promise<RedisServer> {
  const binary = findRedis();
  if (!binary) {
    const message =
      'No Redis was found. Install one (Debian: apt-get install redis-server) or set REDIS_SERVER.';
    throw Object.assign(new Error(message), { code: 'redis_missing' });
  }
  const chosen = port ?? (await freePort());
  const directory = mkdtempSync(join(tmpdir(), 'tryon-redis-'));
  const settings = {
    port: chosen,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    dir: directory,
    'maxmemory-policy': 'noeviction',
  };
  const child = spawn(
    binary,
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ['ignore', 'pipe', 'ignore'], detached: process.platform !== 'win32' },
  );
  const exited = once(child, 'exit').then(([code, signal]) => {
    rmSync(directory, { recursive: true, force: true });
    return String(signal ?? `code ${code}`);
  });
  const ready = new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, READY_TIMEOUT_MS, false);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!text.includes('Ready to accept connections')) return;
      clearTimeout(timer);
      resolve(true);
    });
    exited.then(
      () => resolve(false),
      () => resolve(false),
    );
  });
  const stop = async () => {
    child.kill('SIGKILL'); // it keeps nothing
    await exited;
  };
  // Nobody else ends it when this process does.
  process.once('exit', () => child.kill('SIGKILL'));
  if (!(await ready)) {
    await stop();
    throw Object.assign(new Error(`Redis did not start on port ${chosen}`), { code: 'redis_failed' });
  }
  return { url: `redis://127.0.0.1:${chosen}`, port: chosen, pid: child.pid ?? 0, exited, stop };
}
