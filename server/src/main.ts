import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSealer } from '@tryon/core/crypto/sealer';
import { connect } from '@tryon/core/db/connect';
import { integer, list, readEnv, secret, text, url } from '@tryon/core/env';
import { createLogger } from '@tryon/core/logger';
import { serveMetrics } from '@tryon/core/metrics/serve-metrics';
import { queueBackend } from '@tryon/core/queue/backend';
import { openTryonSignals } from '@tryon/core/queue/tryon-events';
import { openTryonQueue } from '@tryon/core/queue/tryon-queue';
import { openWebhookQueue } from '@tryon/core/queue/webhook-queue';
import { openStorage, STORAGE_SETTINGS } from '@tryon/core/storage/open-storage';
import { createUrlSigner } from '@tryon/core/storage/signed-url';
import { buildApp } from './app.js';
import { createImageNormaliser } from './images/image-normaliser.js';
import { createQueueRoom } from './intake/queue-room.js';
import { emptyCatalog, openSandboxCatalog } from './intake/sandbox-catalog.js';
import { createServerMetrics } from './plugins/request-metrics.js';
import { createRateLimiter } from './rate-limits/rate-limiter.js';
import { DEFAULT_RATE_LIMITS, parseRateLimits } from './rate-limits/tiers.js';
import { createApiCallCounter } from './usage/api-call-counter.js';

const env = readEnv(
  {
    DATABASE_URL: { parse: url, help: 'postgres://user:password@host:5432/database' },
    HOST: { parse: text, fallback: '127.0.0.1', help: 'address to listen on' },
    PORT: { parse: integer(0, 65_535), fallback: 4600, help: 'port to listen on' },
    PUBLIC_URL: { parse: url, help: 'this server as browsers see it' },
    SIGNING_SECRET: { parse: secret, help: 'signs the links to pictures; the same on every server' },
    ...STORAGE_SETTINGS,
    OPENAPI_FILE: { parse: text, help: 'path of openapi.yaml' },
    EMBED_DIR: { parse: text, fallback: '', help: 'folder of the built embed' },
    EMBED_ARCHIVE_DIR: {
      parse: text,
      fallback: '',
      help: 'folder with one folder for each earlier release of the embed that pages may be pinned to',
    },
    SANDBOX_ART_DIR: { parse: text, fallback: '', help: 'folder of the sandbox pictures' },
    FETCH_ALLOWED_ORIGINS: {
      parse: list,
      fallback: [] as readonly string[],
      help: 'origins that product pictures may come from though they are private; development only',
    },
    REDIS_URL: {
      parse: text,
      fallback: '',
      help: 'redis://host:6379; without it the queue lies in PostgreSQL',
    },
    REDIS_PREFIX: { parse: text, fallback: 'tryon', help: 'begins every key in Redis' },
    RATE_LIMITS: {
      parse: parseRateLimits,
      fallback: DEFAULT_RATE_LIMITS,
      help: 'requests a minute, such as ip=600,visitor=100,sandbox=20,events=300,callbacks=6000,bad_keys=100',
    },
    TRUSTED_PROXIES: {
      parse: list,
      fallback: [] as readonly string[],
      help: 'addresses or networks whose X-Forwarded-For is believed, such as 10.0.0.0/8',
    },
    QUEUE_LIMIT: {
      parse: integer(1, 10_000_000),
      fallback: 5_000,
      help: 'try-ons that may wait in a lane; more are refused with 503',
    },
    SHUTDOWN_DELAY_MS: {
      parse: integer(0, 120_000),
      fallback: 0,
      help: 'how long readiness says 503 before connections are closed; what a load balancer needs to notice',
    },
    SHUTDOWN_GRACE_MS: {
      parse: integer(0, 120_000),
      fallback: 10_000,
      help: 'how long requests under way may then take before they are refused',
    },
    METRICS_PORT: {
      parse: integer(0, 65_535),
      fallback: 0,
      help: 'port of GET /metrics for Prometheus; 0 for none',
    },
    METRICS_HOST: { parse: text, fallback: '127.0.0.1', help: 'address to answer /metrics on' },
    LOG_LEVEL: { parse: text, fallback: 'info', help: 'pino level' },
  },
  process.env,
);

const logger = createLogger({ name: 'server', level: env.LOG_LEVEL });
const sql = connect(env.DATABASE_URL, { applicationName: 'tryon-server' });
const queueConfig = {
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL || undefined,
  redisPrefix: env.REDIS_PREFIX,
};
const backend = queueBackend(queueConfig);
const queue = openTryonQueue(queueConfig, logger, backend);
const signals = openTryonSignals(queueConfig, logger, backend);
const apiCalls = createApiCallCounter(sql, logger);
const webhooks = openWebhookQueue(backend, logger);
const signer = createUrlSigner(env.SIGNING_SECRET, env.PUBLIC_URL);
const { storage, close: closeStorage } = await openStorage(env, signer);
const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** For the rest of a stop, once no request is left. */
const CLOSE_MS = 5_000;
const stopping = new AbortController();

const metrics = env.METRICS_PORT > 0 ? createServerMetrics() : undefined;
const app = await buildApp(
  {
    sql,
    queue,
    signals,
    queueRoom: createQueueRoom(sql, queue, env.QUEUE_LIMIT),
    stopping: stopping.signal,
    webhooks,
    apiCalls,
    rateLimiter: createRateLimiter(backend.redis, env.REDIS_PREFIX, logger),
    sealer: createSealer(env.SIGNING_SECRET, 'webhooks'),
    answerSealer: createSealer(env.SIGNING_SECRET, 'answers'),
    signer,
    storage,
    normaliser: createImageNormaliser(),
    catalog: env.SANDBOX_ART_DIR ? await openSandboxCatalog(env.SANDBOX_ART_DIR) : emptyCatalog,
    logger,
    fetchOptions: { allowedOrigins: env.FETCH_ALLOWED_ORIGINS },
    publicUrl: env.PUBLIC_URL,
    version,
  },
  {
    rateLimits: env.RATE_LIMITS,
    trustedProxies: env.TRUSTED_PROXIES,
    metrics,
    graceMs: env.SHUTDOWN_GRACE_MS,
    openapiFile: env.OPENAPI_FILE,
    embedDirectory: env.EMBED_DIR || undefined,
    embedArchiveDirectory: env.EMBED_ARCHIVE_DIR || undefined,
    artDirectory: env.SANDBOX_ART_DIR || undefined,
  },
);
if (metrics) await serveMetrics(metrics.registry, { host: env.METRICS_HOST, port: env.METRICS_PORT });
await app.listen({ host: env.HOST, port: env.PORT });
process.send?.({ type: 'ready' });

async function stop(why: string, exitCode: number, delayMs: number): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort(new Error(why));
  logger.info({ why }, 'stopping');
  // A connection that does not end must not keep the process.
  setTimeout(() => process.exit(exitCode || 1), delayMs + env.SHUTDOWN_GRACE_MS + CLOSE_MS).unref();
  await sleep(delayMs);
  await app.close();
  await Promise.allSettled([apiCalls.close(), signals.close(), queue.close(), webhooks.close()]);
  closeStorage();
  await Promise.allSettled([backend.close(), sql.end({ timeout: 2 })]);
  process.exit(exitCode);
}
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.once(name, () => void stop(name, 0, env.SHUTDOWN_DELAY_MS));
}
process.once('disconnect', () => void stop('the launcher is gone', 0, 0));
process.once('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'uncaught');
  void stop('uncaughtException', 1, 0);
});
