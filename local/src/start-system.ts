import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireLocalDatabase } from './database-url.js';
import { type DemoKeys, prepareDatabase, seedDemo } from './demo.js';
import { acquireLock } from './instance-lock.js';
import { freePort, requireFreePort } from './ports.js';
import { startPostgres } from './postgres.js';
import { type Running, startProcess } from './process.js';
import { requireServices } from './services/require-services.js';
import { signingSecret } from './signing-secret.js';
import { type Supervised, supervise } from './supervise.js';
import {
  type Addresses,
  type AddressOptions,
  addressesOf,
  entryOf,
  environmentsOf,
  type Room,
} from './system-environment.js';

export interface SystemOptions extends AddressOptions {
  /** Everything that is kept lies below it: database, pictures, logs, secrets. */
  dataDirectory: string;
  /** Instead of the embedded PostgreSQL. */
  databaseUrl?: string | undefined;
  /** `REDIS_URL` and `S3_…`, where these replace the embedded parts. */
  services?: Record<string, string>;
  /** Remote providers that the worker finds keys for, in the order in which the demo merchant's live try-ons use them. */
  liveProviders?: readonly string[];
  /** Wraps each long step, to show it. */
  progress: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  /** Told what happens later: a part died, a part came back. */
  report: (line: string) => void;
  /** Gives up a start that is under way; what has started is stopped. */
  signal?: AbortSignal;
}

/** The running system. */
export interface System extends Addresses {
  keys: DemoKeys;
  /** The process id of the room's process that runs now. */
  pidOf(room: Room): number;
  /** Stops the parts in order and gives the folder back. Safe to call twice. */
  stop(): Promise<void>;
}

type Part = Room | 'PostgreSQL';
/** The worker first: it finishes what it has begun while everything that it needs is there. */
const STOP_ORDER: readonly Part[] = ['worker', 'server', 'sandbox', 'PostgreSQL'];
const ROOMS: readonly Room[] = ['sandbox', 'server', 'worker'];

/**
 * Starts PostgreSQL, server, worker and sandbox on this machine and resolves when all of them serve. Parts that die
 * are started again. Writes the addresses and keys to `demo.json` in the data directory.
 *
 * @throws Error with a code and a message for whoever started it: `already_running`, `port_taken`,
 *   `database_not_local`, `process_failed`, or one of `startPostgres`.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { dataDirectory, progress, signal } = options;
  if (options.databaseUrl) requireLocalDatabase(options.databaseUrl);
  const directory = (name: string) => join(dataDirectory, name);
  mkdirSync(dataDirectory, { recursive: true });
  const lock = acquireLock(directory('start.lock'));
  const parts = new Map<Part, Supervised>();
  const run = async (name: Part, start: () => Promise<Running>): Promise<void> => {
    parts.set(name, await supervise({ name, start, report: options.report }));
  };
  const stop = async (): Promise<void> => {
    rmSync(directory('demo.json'), { force: true });
    for (const name of STOP_ORDER) await parts.get(name)?.stop();
    lock.release();
  };
  try {
    rmSync(directory('log'), { recursive: true, force: true }); // or they would grow for ever
    mkdirSync(directory('log'));
    const { host } = options;
    await requireFreePort(options.apiPort, 'TRYON_API_PORT', { host });
    await requireFreePort(options.sandboxPort, 'TRYON_SANDBOX_PORT', { host });
    const addresses = addressesOf(options);
    let databaseUrl = options.databaseUrl;
    if (!databaseUrl) {
      const database = embeddedDatabase(directory('postgres'), await freePort());
      await progress('Starting PostgreSQL', () => run('PostgreSQL', database.start));
      databaseUrl = database.url();
    }
    signal?.throwIfAborted();
    await requireServices(options.services ?? {});
    const keys = await progress('Preparing the database', () =>
      prepare(databaseUrl, addresses, options.liveProviders),
    );
    const environments = environmentsOf({
      ...options,
      databaseUrl,
      keys,
      signingSecret: signingSecret(directory('signing-secret')),
      storageDirectory: directory('storage'),
      services: options.services ?? {},
    });
    signal?.throwIfAborted();
    await progress(`Starting ${ROOMS.join(', ')}`, () =>
      allOrFirstError(
        ROOMS.map((room) => run(room, () => startRoom(room, environments[room], directory('log')))),
      ),
    );
    signal?.throwIfAborted();
    writeDemoFile(directory('demo.json'), addresses, keys);
    return { ...addresses, keys, pidOf: (room) => parts.get(room)?.pid() ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** PostgreSQL keeps its port over a restart, so that the others find it again. */
function embeddedDatabase(directory: string, port: number) {
  let url = '';
  const start = async (): Promise<Running> => {
    const postgres = await startPostgres({ directory, port, durable: true });
    url = postgres.url;
    return postgres;
  };
  return { start, url: () => url };
}

async function prepare(
  databaseUrl: string,
  addresses: Addresses,
  liveProviders: readonly string[] = [],
): Promise<DemoKeys> {
  await prepareDatabase(databaseUrl);
  return seedDemo(databaseUrl, addresses.pageOrigins, liveProviders);
}

function startRoom(room: Room, env: Record<string, string>, logDirectory: string): Promise<Running> {
  return startProcess({ name: room, entry: entryOf(room), env, logFile: join(logDirectory, `${room}.log`) });
}

/** Unlike `Promise.all` it leaves nothing half started behind when it throws. */
async function allOrFirstError(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

function writeDemoFile(file: string, addresses: Addresses, keys: DemoKeys): void {
  const content = {
    api_url: addresses.apiUrl,
    sandbox_url: addresses.sandboxUrl,
    publishable_key: keys.publishableKey,
    secret_key: keys.secretKey,
  };
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
