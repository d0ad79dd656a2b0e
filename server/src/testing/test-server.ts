import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createSealer } from '@tryon/core/crypto/sealer';
import { mintKey } from '@tryon/core/keys/key';
import { saveKey } from '@tryon/core/keys/repository';
import { createLogger } from '@tryon/core/logger';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { queueBackend } from '@tryon/core/queue/backend';
import { openTryonSignals } from '@tryon/core/queue/tryon-events';
import { openTryonQueue } from '@tryon/core/queue/tryon-queue';
import { openWebhookQueue } from '@tryon/core/queue/webhook-queue';
import { createUrlSigner } from '@tryon/core/storage/signed-url';
import { openTestStorage, testQueueConfig } from '@tryon/core/testing/test-backends';
import { createTestDatabase, type TestDatabase } from '@tryon/core/testing/test-database';
import { buildApp } from '../app.js';
import { readContract } from '../contract/document.js';
import type { ServerDeps } from '../deps.js';
import { createImageNormaliser } from '../images/image-normaliser.js';
import { createQueueRoom } from '../intake/queue-room.js';
import { openSandboxCatalog } from '../intake/sandbox-catalog.js';
import { createRateLimiter } from '../rate-limits/rate-limiter.js';
import type { RateLimits } from '../rate-limits/tiers.js';
import { createApiCallCounter } from '../usage/api-call-counter.js';
import { createContractCheck } from './contract-check.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PUBLIC_URL = 'http://127.0.0.1:1';
/** Try-ons that may wait; small enough for a test to reach. */
export const QUEUE_LIMIT = 200;
const SECRET = 'a secret for tests that is long enough';
export const SHOP_ORIGIN = 'https://shop.example';

export interface TestMerchant {
  readonly id: string;
  readonly pk: string;
  readonly sk: string;
  /** Live keys; their quota is `monthlyTryons`. */
  readonly livePk: string;
  readonly liveSk: string;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects
  readonly json: any;
}

export interface CallOptions extends Omit<RequestInit, 'headers' | 'body'> {
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
  readonly form?: Record<string, string | Uint8Array>;
  readonly body?: RequestInit['body'];
}

export interface TestServer {
  readonly url: string;
  readonly openapiFile: string;
  readonly database: TestDatabase;
  readonly deps: ServerDeps;
  readonly merchant: TestMerchant;
  /** As if the process had been told to stop. */
  tellToStop(): void;
  /** Every line that was logged. */
  readonly log: string[];
  addMerchant(limits?: {
    monthlyTryons?: number;
    monthlyTestTryons?: number;
    requestsPerMinute?: number;
  }): Promise<TestMerchant>;
  /** Calls the server over HTTP; the answer, whatever it is, is checked against the contract. */
  call(method: string, path: string, options?: CallOptions): Promise<TestResponse>;
  /** Opens a link to a picture as a browser does: at this server, or at the storage itself. */
  open(link: string): Promise<Response>;
  /** Files in the storage, as keys. */
  storedFiles(): Promise<string[]>;
  close(): Promise<void>;
}

/** The real server on a free port, over a database and a folder of its own. */
export async function startTestServer(
  fetchOptions: ServerDeps['fetchOptions'] = {},
  rateLimits: RateLimits = PLENTY,
  adminUrl: string | undefined = process.env['TEST_DATABASE_URL'],
): Promise<TestServer> {
  const database = await createTestDatabase(adminUrl);
  const log: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const logger = createLogger({ name: 'test', level: 'debug', destination });
  const queueConfig = testQueueConfig(database.url);
  const backend = queueBackend(queueConfig);
  const signer = createUrlSigner(SECRET, PUBLIC_URL);
  const opened = await openTestStorage(signer);
  const openapiFile = join(ROOT, 'openapi.yaml');
  const artDirectory = join(ROOT, 'sandbox', 'art');
  const queue = openTryonQueue(queueConfig, logger, backend);
  const stopping = new AbortController();
  const deps: ServerDeps = {
    sql: database.sql,
    queue,
    signals: openTryonSignals(queueConfig, logger, backend),
    queueRoom: createQueueRoom(database.sql, queue, QUEUE_LIMIT),
    stopping: stopping.signal,
    rateLimiter: createRateLimiter(backend.redis, queueConfig.redisPrefix ?? 'test', logger),
    apiCalls: createApiCallCounter(database.sql, logger),
    webhooks: openWebhookQueue(backend, logger),
    sealer: createSealer(SECRET, 'webhooks'),
    answerSealer: createSealer(SECRET, 'answers'),
    signer,
    storage: opened.storage,
    normaliser: createImageNormaliser(),
    catalog: await openSandboxCatalog(artDirectory),
    logger,
    fetchOptions,
    publicUrl: PUBLIC_URL,
    version: '0.0.0-test',
  };
  const app = await buildApp(deps, {
    openapiFile,
    embedDirectory: undefined,
    artDirectory,
    checkAnswers: true,
    rateLimits,
    // So that a test may come from several addresses.
    trustedProxies: ['127.0.0.1'],
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const check = createContractCheck(await readContract(openapiFile));
  const addMerchant = (limits = {}) => seedMerchant(database, limits);
  return {
    url,
    openapiFile,
    database,
    deps,
    log,
    tellToStop: () => stopping.abort(new Error('told to stop')),
    addMerchant,
    merchant: await addMerchant(),
    async call(method, path, options = {}) {
      const { key, headers = {}, json, form, body, ...init } = options;
      const sent = form ? toForm(form) : json === undefined ? body : JSON.stringify(json);
      const response = await fetch(url + path, {
        ...init,
        method,
        body: sent ?? null,
        headers: {
          ...(key && { Authorization: `Bearer ${key}` }),
          ...(json !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
      });
      const text = await response.text();
      check(method, path.split('?')[0] ?? path, response, text);
      const isJson = response.headers.get('content-type')?.includes('json');
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? JSON.parse(text) : undefined,
      };
    },
    open: (link) => fetch(link.replace(PUBLIC_URL, url)),
    storedFiles: () => opened.keys(),
    async close() {
      await app.close();
      await Promise.allSettled([
        deps.apiCalls.close(),
        deps.signals.close(),
        deps.queue.close(),
        deps.webhooks.close(),
      ]);
      await backend.close();
      await database.drop();
      await opened.remove();
    },
  };
}

/** Every test comes from one address. */
const PLENTY: RateLimits = {
  ip: 10_000,
  visitor: 10_000,
  sandbox: 10_000,
  events: 10_000,
  callbacks: 10_000,
  bad_keys: 10_000,
};
let merchants = 0;

async function seedMerchant(
  { sql }: TestDatabase,
  { monthlyTryons = 1_000, monthlyTestTryons = 1_000, requestsPerMinute = 10_000 },
): Promise<TestMerchant> {
  const planId = `plan_${++merchants}`;
  await savePlan(sql, { id: planId, name: 'Test', monthlyTryons, monthlyTestTryons, requestsPerMinute });
  const { id } = await createMerchant(sql, { name: 'Test shop', planId });
  const [pk, sk, livePk, liveSk] = [
    mintKey('pk', false),
    mintKey('sk', false),
    mintKey('pk', true),
    mintKey('sk', true),
  ];
  for (const key of [pk, sk, livePk, liveSk]) {
    await saveKey(sql, id, { key, allowedOrigins: key.startsWith('pk') ? [SHOP_ORIGIN] : [] });
  }
  return { id, pk, sk, livePk, liveSk };
}

function toForm(fields: Record<string, string | Uint8Array>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value);
    // A wrong type and name on purpose: neither may be believed.
    else form.append(name, new Blob([new Uint8Array(value)], { type: 'text/plain' }), 'photo.txt');
  }
  return form;
}
