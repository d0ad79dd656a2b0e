import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './ports.js';
import { type Account, databaseAccount, privateDirectory } from './postgres/account.js';
import { findBinaries, type PostgresBinaries } from './postgres/binaries.js';
import { type Cluster, openCluster, SUPERUSER } from './postgres/cluster.js';
import { stopLeftover } from './postgres/leftover.js';
import { watchOver } from './postgres/watchdog.js';
import type { Running } from './process.js';

export interface PostgresOptions {
  /** Folder for the data, created if missing. One PostgreSQL at a time: a leftover one of the same folder is stopped. */
  directory: string;
  /** Default: a free one. */
  port?: number;
  /** Whether the data must survive a power cut, too. Default false: tests need not pay for that. */
  durable?: boolean;
  /** Default 60. */
  maxConnections?: number;
}

export interface Postgres extends Running {
  /** Connection URL of the superuser, for the database `postgres`. */
  url: string;
  port: number;
}

const READY = 'database system is ready to accept connections';
const STILL_IN_USE = /shared memory block|lock file .* already exists/;
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

/**
 * Starts the PostgreSQL that npm installed, on loopback, as root or as an ordinary user. What an earlier one left
 * behind after a `kill -9` is recovered; a `kill -9` of this process stops PostgreSQL, too.
 *
 * @throws Error with code `unsupported_platform`, `foreign_directory`, `initdb_failed`, `postgres_stuck` or
 *   `postgres_failed` (with the end of PostgreSQL's log).
 * @example
 * const postgres = await startPostgres({ directory: '.data/postgres', durable: true });
 * await migrate(postgres.url);
 * await postgres.stop();
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const account = databaseAccount();
  const binaries = findBinaries(account);
  const directory = privateDirectory(options.directory, account);
  const cluster = openCluster(directory, binaries, account);
  await stopLeftover(cluster.data);
  const port = options.port ?? (await freePort());
  const child = await launch(binaries, cluster, account, { ...options, port });
  const dismissWatchdog = watchOver(child.pid ?? 0, cluster.data);
  const exited = untilGone(child).then((reason) => {
    dismissWatchdog();
    return reason;
  });
  return {
    url: `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/postgres`,
    port,
    pid: child.pid ?? 0,
    exited,
    stop: () => stop(child, exited),
  };
}

async function launch(
  binaries: PostgresBinaries,
  cluster: Cluster,
  account: Account,
  options: PostgresOptions & { port: number },
): Promise<ChildProcess> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const child = spawn(binaries.postgres, settings(cluster, options), {
      ...account,
      cwd: cluster.data,
      detached: process.platform !== 'win32', // a Ctrl-C in the terminal is for us: we stop it last
      env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const outcome = await untilReady(child, deadline);
    if (outcome.ready) return child;
    // After a SIGKILL of the postmaster its children need a moment to notice and let the data go.
    const worthAnotherTry = STILL_IN_USE.test(outcome.log) && Date.now() < deadline;
    if (!worthAnotherTry) {
      const message = `PostgreSQL did not start in ${cluster.data}\n${outcome.log}`;
      throw Object.assign(new Error(message), { code: 'postgres_failed' });
    }
    await delay(200);
  }
}

function settings(cluster: Cluster, options: PostgresOptions & { port: number }): string[] {
  const values = {
    port: options.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    max_connections: options.maxConnections ?? 60,
    // Without these a crash of PostgreSQL still loses nothing; a crash of the machine may.
    ...(options.durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    cluster.data,
    ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

function untilReady(child: ChildProcess, deadline: number): Promise<{ ready: boolean; log: string }> {
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(() => child.kill('SIGINT'), deadline - Date.now());
    const settle = (ready: boolean) => {
      clearTimeout(timer);
      resolve({ ready, log });
    };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4_000);
      if (text.includes(READY)) settle(true);
    });
    child.once('error', reject);
    child.once('exit', () => settle(false));
  });
}

async function untilGone(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return String(child.signalCode ?? `code ${child.exitCode}`);
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGINT'); // "fast": roll back and disconnect everybody
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
