import { createHash } from 'node:crypto';
import { createSealer } from '@tryon/core/crypto/sealer';
import { newId } from '@tryon/core/ids';
import { imageStorageKey } from '@tryon/core/images/image';
import { insertImage } from '@tryon/core/images/repository';
import { mintKey } from '@tryon/core/keys/key';
import { saveKey } from '@tryon/core/keys/repository';
import { createLogger } from '@tryon/core/logger';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { openCallbackSignals } from '@tryon/core/provider-runs/callbacks';
import { type QueueBackend, queueBackend } from '@tryon/core/queue/backend';
import { openTryonQueue } from '@tryon/core/queue/tryon-queue';
import { openWebhookQueue } from '@tryon/core/queue/webhook-queue';
import { createUrlSigner } from '@tryon/core/storage/signed-url';
import { openTestStorage, testQueueConfig } from '@tryon/core/testing/test-backends';
import { createTestDatabase, type TestDatabase } from '@tryon/core/testing/test-database';
import { findTryon } from '@tryon/core/tryons/repository';
import { submitTryon } from '@tryon/core/tryons/submit';
import type { Mode, Tryon } from '@tryon/core/tryons/tryon';
import { readUsage, usagePeriod } from '@tryon/core/usage/quota';
import sharp from 'sharp';
import type { JobDeps } from '../jobs/job.js';
import { createLeaseKeeper } from '../jobs/lease-keeper.js';
import { runTryon } from '../jobs/run-tryon.js';
import { createWorkerMetrics } from '../metrics/worker-metrics.js';
import type { TryOnProvider } from '../providers/provider.js';
import { createGuardFigures } from '../results/guard-figures.js';
import { createBreakers } from '../routing/breakers.js';

/** Of every try-on's request. */
export const TRACE_PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const SECRET = 'a secret for tests that is long enough';

const FIGURE = Buffer.from(
  '<svg width="200" height="300"><ellipse cx="100" cy="150" rx="50" ry="110" fill="#808080"/></svg>',
);

/** A grey figure on one colour, as JPEG: of two colours they are two pictures to the result guard. */
export const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 200, height: 300, channels: 3, background } })
    .composite([{ input: FIGURE }])
    .jpeg()
    .toBuffer();

export interface SubmitOptions {
  readonly testOutcome?: string;
  /** Live try-ons run on the merchant's provider, others on the preview engine. */
  readonly livemode?: boolean;
  readonly mode?: Mode;
  /** Default 1. */
  readonly seed?: number;
  /** Each is a new one by default. */
  readonly modelImageId?: string;
  readonly garmentImageId?: string;
}

/** Of the two pictures that `submit` gives a try-on. */
export const PHOTO_COLOUR = '#00ff00';
export const GARMENT_COLOUR = '#ffff00';

/** A merchant, a database, a storage and a queue of its own: all that a job needs, and no worker. */
export interface JobBench {
  readonly database: TestDatabase;
  readonly deps: JobDeps;
  readonly merchantId: string;
  /** Over which deps work; a worker is started with it. */
  readonly backend: QueueBackend;
  /** Origins that webhooks may go to; add to it. */
  readonly allowedOrigins: string[];
  submit(options?: SubmitOptions): Promise<Tryon>;
  /** Runs a try-on's job as a worker would, once. */
  run(tryon: Tryon, over?: Partial<JobDeps>, signal?: AbortSignal): Promise<void>;
  read(tryon: Tryon): Promise<Tryon | undefined>;
  usage(livemode?: boolean): Promise<{ reserved: number; charged: number }>;
  /** Names of the stored results. */
  results(): Promise<string[]>;
  close(): Promise<void>;
}

/** @param provider - Makes the merchant's live try-ons if it is a remote one, else all test try-ons. */
export async function openJobBench(...providers: readonly TryOnProvider[]): Promise<JobBench> {
  const database = await createTestDatabase(process.env['TEST_DATABASE_URL']);
  const { sql } = database;
  const logger = createLogger({ name: 'test', level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
  const signer = createUrlSigner(SECRET, 'http://127.0.0.1:1');
  const opened = await openTestStorage(signer);
  const { storage } = opened;
  const queueConfig = testQueueConfig(database.url);
  const backend = queueBackend(queueConfig);
  const allowedOrigins: string[] = [];
  const deps: JobDeps = {
    sql,
    storage,
    queue: openTryonQueue(queueConfig, logger, backend),
    webhooks: openWebhookQueue(backend, logger),
    sealer: createSealer(SECRET, 'webhooks'),
    allowedOrigins,
    providers: new Map(providers.map((provider) => [provider.name, provider])),
    breakers: createBreakers(),
    callbacks: await openCallbackSignals(sql, logger),
    callbackBaseUrl: undefined,
    metrics: createWorkerMetrics(),
    leases: createLeaseKeeper(sql, logger),
    guardFigures: createGuardFigures(),
    logger,
  };
  await savePlan(sql, { id: 'plan_1', name: 'Test', monthlyTryons: 1_000, monthlyTestTryons: 1_000 });
  const { id: merchantId } = await createMerchant(sql, { name: 'Shop', planId: 'plan_1' });
  const remote = providers.find((provider) => provider.kind === 'remote');
  if (remote) await sql`update merchants set providers = ${[remote.name]} where id = ${merchantId}`;
  const keyIds = {
    test: (await saveKey(sql, merchantId, { key: mintKey('sk', false) })).id,
    live: (await saveKey(sql, merchantId, { key: mintKey('sk', true) })).id,
  };

  const storeImage = async (livemode: boolean, background: string): Promise<string> => {
    const id = newId('img');
    const bytes = await picture(background);
    const storageKey = imageStorageKey(merchantId, id, 'image/jpeg');
    await storage.put(storageKey, bytes, { contentType: 'image/jpeg' });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await insertImage(sql, merchantId, {
      id,
      livemode,
      clientTokenHash: null,
      source: 'upload',
      sourceSha256: sha256,
      storageKey,
      contentType: 'image/jpeg',
      width: 200,
      height: 300,
      sizeBytes: bytes.byteLength,
      sha256,
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    return id;
  };

  return {
    database,
    deps,
    merchantId,
    backend,
    allowedOrigins,
    submit: async ({
      testOutcome = null as never,
      livemode = false,
      mode = 'balanced',
      seed = 1,
      ...images
    } = {}) => {
      const modelImageId = images.modelImageId ?? (await storeImage(livemode, PHOTO_COLOUR));
      const garmentImageId = images.garmentImageId ?? (await storeImage(livemode, GARMENT_COLOUR));
      return submitTryon(sql, merchantId, {
        apiKeyId: livemode ? keyIds.live : keyIds.test,
        livemode,
        clientTokenHash: null,
        category: 'auto',
        mode,
        garmentPhotoType: 'auto',
        seed,
        numSamples: 1,
        outputFormat: 'jpeg',
        moderationLevel: 'conservative',
        modelImageId,
        garmentImageId,
        storedImageIds: [modelImageId, garmentImageId],
        testOutcome,
        consent: null,
        basedOn: null,
        metadata: {},
        requestId: 'req_test',
        traceParent: TRACE_PARENT,
        askedAt: new Date(),
        idempotencyKey: undefined,
      });
    },
    run: (tryon, over = {}, signal = new AbortController().signal) =>
      runTryon({ ...deps, ...over }, { tryonId: tryon.id, merchantId }, { signal, notify: () => undefined }),
    read: (tryon) => findTryon(sql, merchantId, tryon.livemode, tryon.id),
    usage: (livemode = false) => readUsage(sql, merchantId, livemode, usagePeriod(new Date())),
    results: async () => (await opened.keys()).filter((name) => name.includes('tryon_')),
    async close() {
      deps.leases.close();
      await deps.callbacks.close();
      await Promise.all([deps.queue.close(), deps.webhooks.close()]);
      await backend.close();
      await database.drop();
      await opened.remove();
    },
  };
}
