import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type Sql } from '@tryon/core/db/connect';
import { mintKey } from '@tryon/core/keys/key';
import { saveKey } from '@tryon/core/keys/repository';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { type PolicyEntry, setPolicy } from '@tryon/core/provider-policies/repository';
import { prepareDatabase } from '@tryon/local/demo';
import { freePort } from '@tryon/local/ports';
import { startPostgres } from '@tryon/local/postgres';
import { startProcess } from '@tryon/local/process';
import { startRedis } from '@tryon/local/services/redis';
import { createBucket, type S3Gateway, startS3Gateway } from '@tryon/local/services/s3-gateway';
import { type Part, startPart } from './part.js';

export interface FleetOptions {
  readonly servers: number;
  readonly workers: number;
  readonly broker: 'postgres' | 'redis';
  /** A folder by default. */
  readonly storage?: 'folder' | 's3';
  /** Where the worker's remote provider is. */
  readonly providerUrl: string;
  /** What the provider says that a run takes, in milliseconds. */
  readonly providerMs: number;
  /** More of the workers' environment, given where the servers are. */
  readonly workerEnvironment?: (serverUrls: readonly string[]) => Readonly<Record<string, string>>;
  /** Where the merchant's live try-ons go; to the proving ground's own provider by default. */
  readonly policy?: readonly PolicyEntry[];
  /** Origins that webhooks may go to. */
  readonly allowedOrigins?: readonly string[];
  readonly remoteConcurrency?: number;
  /** How long a server says that it is not ready before it closes; 0 by default. */
  readonly shutdownDelayMs?: number;
  /** Instead of a new folder below the temporary one; for a disk that fills up. */
  readonly storageDirectory?: string;
}

/** The whole system as processes of its own, all of which may be killed. */
export interface Fleet {
  readonly servers: readonly Part[];
  readonly workers: readonly Part[];
  readonly postgres: Part;
  readonly redis: Part | undefined;
  readonly redisUrl: string | undefined;
  readonly s3: S3Gateway | undefined;
  readonly serverUrls: readonly string[];
  readonly databaseUrl: string;
  readonly sql: Sql;
  readonly merchantId: string;
  /** A live secret key: its try-ons go to the remote provider. */
  readonly secretKey: string;
  readonly directory: string;
  readonly storageDirectory: string;
  /** The last lines that each process logged, for whoever must find out why. */
  lastWords(): string;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SIGNING_SECRET = 'a secret of the proving ground, known to everybody';
const PLENTY = 1_000_000;

/** Starts everything and resolves when it serves. What had started is stopped when something does not. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const directory = mkdtempSync(join(tmpdir(), 'tryon-fleet-'));
  const stops: (() => Promise<unknown> | unknown)[] = [
    () => rmSync(directory, { recursive: true, force: true }),
  ];
  const stop = async () => {
    for (const step of stops.reverse()) await step();
    stops.length = 0;
  };
  try {
    mkdirSync(join(directory, 'log'));
    const pgPort = await freePort();
    let databaseUrl = '';
    const postgres = await startPart('PostgreSQL', async () => {
      const running = await startPostgres({
        directory: join(directory, 'postgres'),
        port: pgPort,
        maxConnections: 300,
      });
      databaseUrl = running.url;
      return running;
    });
    stops.push(() => postgres.stop());
    await prepareDatabase(databaseUrl);
    const sql = connect(databaseUrl, { max: 6, applicationName: 'proving-ground' });
    stops.push(() => sql.end({ timeout: 2 }));

    const redisPort = await freePort();
    const redis =
      options.broker === 'redis'
        ? await startPart('Redis', () => startRedis({ port: redisPort }))
        : undefined;
    if (redis) stops.push(() => redis.stop());
    const redisUrl = redis && `redis://127.0.0.1:${redisPort}`;
    const s3 = options.storage === 's3' ? await startS3Gateway() : undefined;
    if (s3) {
      stops.push(() => s3.stop());
      await createBucket(s3, 'fleet');
    }

    const storageDirectory = options.storageDirectory ?? join(directory, 'storage');
    const env = {
      DATABASE_URL: databaseUrl,
      SIGNING_SECRET,
      LOG_LEVEL: 'warn',
      FETCH_ALLOWED_ORIGINS: (options.allowedOrigins ?? []).join(','),
      ...(redisUrl && { REDIS_URL: redisUrl }),
      ...(s3
        ? {
            S3_BUCKET: 'fleet',
            S3_ENDPOINT: s3.endpoint,
            S3_ACCESS_KEY_ID: s3.accessKeyId,
            S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
          }
        : { STORAGE_DIR: storageDirectory }),
    };
    const start = (name: string, entry: string, more: Record<string, string>) =>
      startPart(name, () =>
        startProcess({
          name,
          entry: join(ROOT, entry),
          env: { ...env, ...more },
          logFile: join(directory, 'log', `${name}.log`),
        }),
      );
    const ports = await Promise.all(Array.from({ length: options.servers }, () => freePort()));
    const servers = await Promise.all(
      ports.map((port, i) =>
        start(`server ${i + 1}`, 'server/dist/main.js', {
          PORT: String(port),
          PUBLIC_URL: `http://127.0.0.1:${port}`,
          OPENAPI_FILE: join(ROOT, 'openapi.yaml'),
          SANDBOX_ART_DIR: join(ROOT, 'sandbox', 'art'),
          QUEUE_LIMIT: String(PLENTY),
          SHUTDOWN_DELAY_MS: String(options.shutdownDelayMs ?? 0),
          RATE_LIMITS: `ip=${PLENTY},visitor=${PLENTY},bad_keys=${PLENTY}`,
        }),
      ),
    );
    stops.push(() => Promise.all(servers.map((server) => server.stop())));
    const workers = await Promise.all(
      Array.from({ length: options.workers }, (_, i) =>
        start(`worker ${i + 1}`, 'proving-ground/dist/worker/main.js', {
          PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
          PREVIEW_THREADS: '0',
          REMOTE_CONCURRENCY: String(options.remoteConcurrency ?? 200),
          PROVIDER_URL: options.providerUrl,
          PROVIDER_MS: String(options.providerMs),
          ...options.workerEnvironment?.(ports.map((port) => `http://127.0.0.1:${port}`)),
        }),
      ),
    );
    stops.push(() => Promise.all(workers.map((worker) => worker.stop())));
    const { merchantId, secretKey } = await seed(
      sql,
      options.policy ?? [{ provider: 'proving-ground', monthlyBudgetMicros: null }],
    );
    return {
      servers,
      workers,
      postgres,
      redis,
      redisUrl,
      s3,
      serverUrls: ports.map((port) => `http://127.0.0.1:${port}`),
      databaseUrl,
      sql,
      merchantId,
      secretKey,
      directory,
      storageDirectory,
      lastWords: () => lastWordsIn(join(directory, 'log')),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const LAST_LINES = 15;
const MAX_LINE_CHARS = 600;

function lastWordsIn(folder: string): string {
  return readdirSync(folder)
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
      return [file, ...lines.map((line) => `  ${line.slice(0, MAX_LINE_CHARS)}`)].join('\n');
    })
    .join('\n');
}

async function seed(
  sql: Sql,
  policy: readonly PolicyEntry[],
): Promise<{ merchantId: string; secretKey: string }> {
  await savePlan(sql, {
    id: 'plan_proving',
    name: 'Proving ground',
    monthlyTryons: PLENTY,
    monthlyTestTryons: PLENTY,
    requestsPerMinute: PLENTY,
  });
  const { id: merchantId } = await createMerchant(sql, { name: 'Proving ground', planId: 'plan_proving' });
  await setPolicy(sql, merchantId, policy);
  const secretKey = mintKey('sk', true);
  await saveKey(sql, merchantId, { key: secretKey });
  return { merchantId, secretKey };
}
