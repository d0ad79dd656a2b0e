import {
  ConnectionError,
  isTryOnError,
  RateLimitError,
  ServerError,
  TimeoutError,
  type TryOn,
  TryOnFailedError,
  type TryOnOptions,
  ValidationError,
  WaitTimeoutError,
} from '../../index.js';
import { rawClient } from '../../raw.js';
import { verifyWebhook, WebhookVerificationError } from '../../webhooks.js';
import { equal, ok, refusal } from './expect.js';

interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What one case has: a client of its own answers, and what the server was asked through it. */
export interface Wire {
  client(options?: Partial<TryOnOptions>): TryOn;
  asked(): Promise<Asked[]>;
}

type Case = readonly [name: string, sentence: string, run: (wire: Wire) => Promise<void>];

const references = { model_image: 'img_1', garment_image: 'img_2' };
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const inWindow = typeof window !== 'undefined' && typeof document !== 'undefined';

function streamed(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
}

/**
 * The promises of the SDK that a runtime's own fetch, streams, timers and WebCrypto could break. Their answers are in
 * wire-server.ts, under the first name. Plain functions, so that they run wherever JavaScript does.
 */
export const WIRE_CASES: readonly Case[] = [
  [
    'plain',
    'sends the key, JSON and an idempotency key, and hands out the response',
    async ({ client, asked }) => {
      const { data, response, requestId } = await client().tryons.create(references).withResponse();
      equal([data.id, response.status, requestId], ['tryon_1', 202, 'req_test']);
      const [sent] = await asked();
      equal(JSON.parse(sent?.body ?? ''), references);
      equal(sent?.headers['authorization'], 'Bearer pk_test_abc');
      ok(/^\d+(-\d+){3}$/.test(sent?.headers['idempotency-key'] ?? ''), 'there is an idempotency key');
    },
  ],
  [
    'form',
    'sends pictures of every kind as a form, without the names of their files',
    async ({ client, asked }) => {
      const { images, tryons } = client();
      await tryons.create({
        model_image: new File([JPEG], 'me at home.jpg'),
        garment_image: new URL('https://a.example/b.jpg'),
      });
      for (const file of [JPEG, JPEG.buffer, new Blob([JPEG]), streamed(JPEG)]) await images.create({ file });
      const sent = await asked();
      equal(sent.length, 5);
      const bytes = String.fromCharCode(...JPEG);
      for (const { headers, body } of sent) {
        ok(headers['content-type']?.startsWith('multipart/form-data; boundary='), 'it is a form');
        ok(body.includes(`\r\n\r\n${bytes}\r\n`), 'the bytes arrive as they are');
        ok(!body.includes('me at home'), 'the name of the file stays here');
      }
      ok(sent[0]?.body.includes('https://a.example/b.jpg'), 'the address of the garment arrives');
    },
  ],
  [
    'form-again',
    'sends the bytes of a stream a second time',
    async ({ client, asked }) => {
      equal((await client().images.create({ file: streamed(JPEG) })).id, 'img_1');
      const bytes = String.fromCharCode(...JPEG);
      equal(
        (await asked()).map(({ body }) => body.includes(bytes)),
        [true, true],
      );
    },
  ],
  [
    'retried',
    'retries a 503 and a broken connection with the same idempotency key',
    async ({ client, asked }) => {
      equal((await client().tryons.create(references)).id, 'tryon_1');
      const keys = (await asked()).map(({ headers }) => headers['idempotency-key']);
      // Some runtimes send a request of a broken connection once more by themselves.
      ok(keys.length >= 3 && new Set(keys).size === 1, `the keys are one: ${keys}`);
    },
  ],
  [
    'retry-after',
    'waits as long as Retry-After says',
    async ({ client }) => {
      const start = Date.now();
      await client().tryons.get('tryon_1');
      ok(Date.now() - start >= 950, 'it waited a second');
    },
  ],
  [
    'broken',
    'rejects with ConnectionError when the connection breaks',
    async ({ client }) => {
      const error = await refusal(() => client({ maxRetries: 0 }).tryons.get('tryon_1'));
      ok(
        error instanceof ConnectionError && !(error instanceof TimeoutError),
        `it is a ConnectionError: ${error}`,
      );
      ok((error as ConnectionError).cause, 'the cause is kept');
    },
  ],
  [
    'silent',
    'gives each attempt its own timeout',
    async ({ client }) => {
      equal((await client({ timeoutMs: 600 }).tryons.get('tryon_1')).id, 'tryon_1');
    },
  ],
  [
    'always-silent',
    'rejects with TimeoutError, or with the very reason of an abort',
    async ({ client }) => {
      const { tryons } = client({ maxRetries: 0 });
      const late = await refusal(() => tryons.get('tryon_1', { timeoutMs: 50 }));
      ok(
        late instanceof TimeoutError && late instanceof ConnectionError && isTryOnError(late),
        `it is late: ${late}`,
      );
      const controller = new AbortController();
      const reason = { why: 'the page was left' };
      setTimeout(() => controller.abort(reason), 30);
      ok(
        (await refusal(() => tryons.get('tryon_1', { signal: controller.signal }))) === reason,
        'the reason is ours',
      );
    },
  ],
  [
    'stalled',
    'counts an answer that goes no further as late',
    async ({ client }) => {
      equal((await client({ timeoutMs: 600 }).tryons.get('tryon_1')).id, 'tryon_1');
    },
  ],
  [
    'empty',
    'makes an error of an empty 502',
    async ({ client }) => {
      const error = await refusal(() => client({ maxRetries: 0 }).tryons.get('tryon_1'));
      ok(error instanceof ServerError && error.retryable, `it is a ServerError: ${error}`);
      equal([(error as ServerError).status, (error as ServerError).code], [502, 'unexpected_response']);
    },
  ],
  [
    'invalid',
    'points at what is wrong with the input',
    async ({ client }) => {
      const error = await refusal(() => client().tryons.create(references));
      ok(
        error instanceof ValidationError && !(error instanceof RateLimitError),
        `it is a ValidationError: ${error}`,
      );
      equal((error as ValidationError).errors[0]?.pointer, '/category');
    },
  ],
  [
    'nothing',
    'resolves with nothing where nothing is answered',
    async ({ client }) => equal(await client().webhookEndpoints.delete('whe_1'), undefined),
  ],
  [
    'stream',
    'reads an event stream that is cut anywhere, and goes on after it broke',
    async ({ client, asked }) => {
      const seen: unknown[] = [];
      for await (const { status, metadata } of client().tryons.events('tryon_1'))
        seen.push([status, metadata['note']]);
      equal(seen, [
        ['queued', undefined],
        ['processing', 'Größe 👗'],
        ['completed', undefined],
      ]);
      equal(
        (await asked()).map(({ headers }) => headers['last-event-id']),
        [undefined, '2'],
      );
    },
  ],
  [
    'waited',
    'runs a try-on to its end and says how far it is',
    async ({ client }) => {
      const seen: number[] = [];
      const onProgress = ({ progress }: { progress: { percent: number } }) => seen.push(progress.percent);
      equal((await client().tryons.run(references, { onProgress })).status, 'completed');
      equal(seen, [50, 50, 100]);
    },
  ],
  [
    'polled',
    'polls where the stream cannot be had, and rejects for a failed try-on',
    async ({ client }) => {
      const error = await refusal(() => client().tryons.wait('tryon_1'));
      ok(
        error instanceof TryOnFailedError && error.code === 'no_person',
        `it is a TryOnFailedError: ${error}`,
      );
    },
  ],
  [
    'endless',
    'does not wait for ever',
    async ({ client }) => {
      const error = await refusal(() => client().tryons.wait('tryon_1', { waitTimeoutMs: 1_000 }));
      ok(error instanceof WaitTimeoutError, `it is a WaitTimeoutError: ${error}`);
      equal((error as WaitTimeoutError).tryon?.id, 'tryon_1');
    },
  ],
  [
    'pages',
    'iterates the items of all pages',
    async ({ client, asked }) => {
      const seen: string[] = [];
      for await (const { status } of client().tryons.list({ limit: 1 })) seen.push(status);
      equal(seen, ['processing', 'completed']);
      equal(
        (await asked()).map(({ path }) => path),
        ['/v1/tryons?limit=1', '/v1/tryons?limit=1&cursor=c2'],
      );
    },
  ],
  [
    'visitor',
    'remembers the visitor',
    async ({ client, asked }) => {
      const page = client();
      await page.tryons.create(references);
      await page.tryons.get('tryon_1');
      equal(
        (await asked()).map(({ headers }) => headers['tryon-client-token']),
        [undefined, 'token_1'],
      );
    },
  ],
  [
    'raw',
    'gives the typed openapi-fetch client',
    async ({ client }) => equal((await rawClient(client()).GET('/health')).data?.status, 'ok'),
  ],
  [
    'webhook',
    'verifies webhooks by WebCrypto',
    async () => {
      const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
      const body = '{"type":"webhook_endpoint.test","data":{"message":"né 👗"}}';
      const headers = new Headers(await sign(body, secret));
      equal(
        (await verifyWebhook(new TextEncoder().encode(body), headers, ['whsec_AAAA', secret])).id,
        'evt_1',
      );
      const error = await refusal(() => verifyWebhook(`${body} `, headers, secret));
      ok(
        error instanceof WebhookVerificationError && error.code === 'invalid_signature',
        `it is forged: ${error}`,
      );
    },
  ],
  [
    'secret',
    inWindow ? 'refuses a secret key in a window' : 'takes a secret key on a server',
    async ({ client }) => {
      const error = await refusal(async () => {
        client({ apiKey: 'sk_test_abc' });
        throw new Error('taken');
      });
      equal(isTryOnError(error) ? error.code : 'taken', inWindow ? 'secret_key_in_browser' : 'taken');
    },
  ],
];

async function sign(body: string, secret: string): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const bytes = Uint8Array.from(atob(secret.slice('whsec_'.length)), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = new TextEncoder().encode(`evt_1.${timestamp}.${body}`);
  const signature = btoa(
    String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, signed))),
  );
  return { 'webhook-id': 'evt_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
