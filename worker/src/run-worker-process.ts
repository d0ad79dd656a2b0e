import { availableParallelism } from 'node:os';
import { createSealer } from '@tryon/core/crypto/sealer';
import { connect } from '@tryon/core/db/connect';
import { waitForDatabase } from '@tryon/core/db/wait-for-database';
import { integer, list, onOrOff, readEnv, secret, text, url } from '@tryon/core/env';
import { createLogger } from '@tryon/core/logger';
import { serveMetrics } from '@tryon/core/metrics/serve-metrics';
import { openCallbackSignals } from '@tryon/core/provider-runs/callbacks';
import { queueBackend } from '@tryon/core/queue/backend';
import { openTryonQueue } from '@tryon/core/queue/tryon-queue';
import { openWebhookQueue } from '@tryon/core/queue/webhook-queue';
import { openStorage, STORAGE_SETTINGS } from '@tryon/core/storage/open-storage';
import { createUrlSigner } from '@tryon/core/storage/signed-url';
import { createFaceFinder, createPreviewPool } from '@tryon/engine';
import { collectDefaultMetrics } from 'prom-client';
import { createLeaseKeeper } from './jobs/lease-keeper.js';
import { createWorkerMetrics } from './metrics/worker-metrics.js';
import { callbackBaseUrl, configuredProviders, PROVIDER_SETTINGS } from './providers/configured.js';
import { garmentFiles } from './providers/garment-files.js';
import { previewProvider } from './providers/preview.js';
import type { TryOnProvider } from './providers/provider.js';
import { createGuardFigures } from './results/guard-figures.js';
import { createKnownFaces } from './results/known-faces.js';
import { createBreakers } from './routing/breakers.js';
import { startWorker } from './start-worker.js';

/**
 * After this long a worker that was told to stop ends itself. Longer than a submit can take: ended amid one, it would
 * leave a run behind that was paid for and that nobody knows.
 */
const EXIT_AFTER_MS = 45_000;

const SETTINGS = {
  DATABASE_URL: { parse: url, help: 'postgres://user:password@host:5432/database' },
  REDIS_URL: {
    parse: text,
    fallback: '',
    help: 'redis://host:6379; without it the queue lies in PostgreSQL',
  },
  REDIS_PREFIX: { parse: text, fallback: 'tryon', help: 'begins every key in Redis' },
  ...STORAGE_SETTINGS,
  ...PROVIDER_SETTINGS,
  PUBLIC_URL: { parse: url, help: 'the servers as everybody sees them; links to pictures begin with it' },
  SIGNING_SECRET: { parse: secret, help: 'signs the links to pictures; the same as the servers’' },
  PREVIEW_THREADS: {
    parse: integer(0, 64),
    fallback: Math.min(availableParallelism(), 8),
    help: 'threads of the preview engine, 600 MB each; as many as there are cores (at most 8) if not set; 0 leaves previews to other workers',
  },
  GUARD_FACE: {
    parse: onOrOff,
    fallback: true,
    help: 'off: live results are shown though the face is not like the photo’s; on if not set',
  },
  REMOTE_CONCURRENCY: {
    parse: integer(1, 1_000),
    fallback: 200,
    help: 'try-ons at remote providers at a time',
  },
  FETCH_ALLOWED_ORIGINS: {
    parse: list,
    fallback: [] as readonly string[],
    help: 'origins that webhooks may go to, and results come from, though they are private; development only',
  },
  METRICS_PORT: {
    parse: integer(0, 65_535),
    fallback: 0,
    help: 'port of GET /metrics for Prometheus; 0 for none',
  },
  METRICS_HOST: { parse: text, fallback: '127.0.0.1', help: 'address to answer /metrics on' },
  LOG_LEVEL: { parse: text, fallback: 'info', help: 'pino level' },
};

export interface WorkerProcessOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Beside the preview engine. */
  readonly providers?: readonly TryOnProvider[];
}

/**
 * A whole worker process: reads its settings, opens what it needs, works until it is told to stop, and exits.
 * @throws EnvError naming every setting that is missing or wrong.
 */
export async function runWorkerProcess(options: WorkerProcessOptions): Promise<void> {
  const env = readEnv(SETTINGS, options.env);
  const logger = createLogger({ name: 'worker', level: env.LOG_LEVEL });
  const sql = connect(env.DATABASE_URL, { applicationName: 'tryon-worker', max: 8 });
  const queueConfig = {
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL || undefined,
    redisPrefix: env.REDIS_PREFIX,
  };
  // A launcher that goes away meanwhile must not leave a process that waits for ever.
  const launcherGone = new AbortController();
  process.once('disconnect', () => launcherGone.abort(new Error('the launcher is gone')));
  await waitForDatabase(sql, logger, launcherGone.signal);
  const backend = queueBackend(queueConfig);
  const queue = openTryonQueue(queueConfig, logger, backend);
  const webhooks = openWebhookQueue(backend, logger);
  const signer = createUrlSigner(env.SIGNING_SECRET, env.PUBLIC_URL);
  const { storage, close: closeStorage } = await openStorage(env, signer);
  const pool =
    env.PREVIEW_THREADS > 0
      ? createPreviewPool({
          threads: env.PREVIEW_THREADS,
          garmentStore: garmentFiles(storage),
          onStoreError: (error) =>
            logger.warn({ err: error }, 'a cut-out garment could not be kept or found'),
        })
      : undefined;
  const providers = [
    ...(pool ? [previewProvider(pool)] : []),
    ...configuredProviders(env, {
      picturesUrl: picturesUrl(env),
      allowedOrigins: env.FETCH_ALLOWED_ORIGINS,
    }),
    ...(options.providers ?? []),
  ];
  const faceFinder = pool ?? createFaceFinder();
  const metrics = createWorkerMetrics();
  const breakers = createBreakers();
  const guardFigures = createGuardFigures();
  metrics.watchGuard(guardFigures);
  metrics.watch(
    breakers,
    providers.filter((provider) => provider.kind === 'remote').map((provider) => provider.name),
  );
  const callbacks = await openCallbackSignals(sql, logger);
  const worker = await startWorker(
    {
      sql,
      queue,
      logger,
      storage,
      providers: new Map(providers.map((provider) => [provider.name, provider])),
      breakers,
      callbacks,
      callbackBaseUrl: callbackBaseUrl(env, env.PUBLIC_URL),
      metrics,
      leases: createLeaseKeeper(sql, logger),
      guardFigures,
      ...(env.GUARD_FACE ? { faces: createKnownFaces(faceFinder) } : {}),
      webhooks,
      sealer: createSealer(env.SIGNING_SECRET, 'webhooks'),
      allowedOrigins: env.FETCH_ALLOWED_ORIGINS,
    },
    backend,
    { concurrency: { preview: env.PREVIEW_THREADS, remote: env.REMOTE_CONCURRENCY } },
  );
  if (env.METRICS_PORT > 0) {
    collectDefaultMetrics({ register: metrics.registry });
    await serveMetrics(metrics.registry, { host: env.METRICS_HOST, port: env.METRICS_PORT });
  }
  process.send?.({ type: 'ready' });
  pool
    ?.warm()
    .catch((error: unknown) => logger.error({ err: error }, 'the preview engine could not be warmed up'));

  let stopping = false;
  const stop = async (why: string, exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, 'stopping');
    setTimeout(() => process.exit(exitCode || 1), EXIT_AFTER_MS).unref();
    await worker.stop();
    await Promise.allSettled([faceFinder.close(), queue.close(), webhooks.close()]);
    closeStorage();
    await Promise.allSettled([backend.close(), sql.end({ timeout: 2 })]);
    process.exit(exitCode);
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop(name, 0));
  process.once('disconnect', () => void stop('the launcher is gone', 0));
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught');
    void stop('uncaughtException', 1);
  });
}

/** Where links to pictures lead: to the storage itself, or to the servers in front of a folder. */
function picturesUrl(env: {
  readonly PUBLIC_URL: string;
  readonly S3_BUCKET: string;
  readonly S3_ENDPOINT: string;
  readonly S3_PUBLIC_ENDPOINT: string;
}): string {
  if (!env.S3_BUCKET) return env.PUBLIC_URL;
  return env.S3_PUBLIC_ENDPOINT || env.S3_ENDPOINT || 'https://s3.amazonaws.com';
}
