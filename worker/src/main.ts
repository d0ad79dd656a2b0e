import { connect } from '@tryon/core/db/connect';
import { integer, readEnv, text, url } from '@tryon/core/env';
import { createLogger } from '@tryon/core/logger';
import { queueBackend } from '@tryon/core/queue/backend';
import { openTryonQueue } from '@tryon/core/queue/tryon-queue';
import { openFolderStorage } from '@tryon/core/storage/folder-storage';
import { createPreviewPool } from '@tryon/engine';
import { previewProvider } from './providers/preview.js';
import { startWorker } from './start-worker.js';

const env = readEnv(
  {
    DATABASE_URL: { parse: url, help: 'postgres://user:password@host:5432/database' },
    STORAGE_DIR: { parse: text, help: 'folder for pictures, shared with the servers' },
    PREVIEW_THREADS: {
      parse: integer(1, 64),
      fallback: 1,
      help: 'threads of the preview engine, 400 MB each',
    },
    WORKER_CONCURRENCY: { parse: integer(1, 500), fallback: 2, help: 'try-ons at a time' },
    LOG_LEVEL: { parse: text, fallback: 'info', help: 'pino level' },
  },
  process.env,
);

const logger = createLogger({ name: 'worker', level: env.LOG_LEVEL });
const sql = connect(env.DATABASE_URL, { applicationName: 'tryon-worker', max: 6 });
const backend = queueBackend(env.DATABASE_URL);
const queue = openTryonQueue(env.DATABASE_URL, logger, backend);
const pool = createPreviewPool({ threads: env.PREVIEW_THREADS });
const worker = await startWorker(
  {
    sql,
    queue,
    logger,
    storage: await openFolderStorage({ directory: env.STORAGE_DIR }),
    provider: previewProvider(pool),
  },
  backend,
  { concurrency: env.WORKER_CONCURRENCY },
);
process.send?.({ type: 'ready' });
pool
  .warm()
  .catch((error: unknown) => logger.error({ err: error }, 'the preview engine could not be warmed up'));

let stopping = false;
async function stop(why: string, exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  logger.info({ why }, 'stopping');
  setTimeout(() => process.exit(exitCode || 1), 20_000).unref();
  await worker.stop();
  await Promise.allSettled([pool.close(), queue.close()]);
  await sql.end({ timeout: 2 });
  process.exit(exitCode);
}
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop(name, 0));
process.once('disconnect', () => void stop('the launcher is gone', 0));
process.once('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'uncaught');
  void stop('uncaughtException', 1);
});
