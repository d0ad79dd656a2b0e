import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ApiError,
  type CompletedTryon,
  type CreateTryonParams,
  type Erasure,
  type Image,
  type Page,
  type PageClient,
  type PhotoHandover,
  RateLimitError,
  type SandboxModel,
  TryOn,
  TryOnFailedError,
  type Tryon,
  ValidationError,
} from './index.js';
import { rawClient } from './raw.js';

/** Fails to compile unless both are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => undefined;

// Compiled, never run: each `@ts-expect-error` is a test that fails the build when its line starts to compile.
async function compiles(client: TryOn, file: File, stream: ReadableStream<Uint8Array>): Promise<void> {
  const params: CreateTryonParams = {
    model_image: file,
    garment_image: new URL('https://shop.example/a.jpg'),
  };
  same<typeof created, Tryon>(true);
  const created = await client.tryons.create(params);
  const ran = await client.tryons.run(
    { ...params, category: 'tops', model_image: stream },
    { onProgress: console.log },
  );
  same<typeof ran, CompletedTryon>(true);
  same<typeof ran.status, 'completed'>(true);
  const { data, requestId } = await client.images.create({ file }).withResponse();
  same<typeof data, Image>(true);
  same<typeof requestId, string | undefined>(true);
  const page = await client.tryons.list({ status: 'failed' });
  same<typeof page, Page<Tryon>>(true);
  for await (const model of client.sandbox.listModels()) same<typeof model, SandboxModel>(true);
  for await (const tryon of client.tryons.events('tryon_1', { lastEventId: 3 }))
    same<typeof tryon, Tryon>(true);
  const receipt = await client.tryons.delete('tryon_1');
  same<typeof receipt, Erasure | undefined>(true);

  const handover = await client.photoHandovers.create();
  same<typeof handover, PhotoHandover>(true);
  same<typeof handover.image, Image | null>(true);
  await client.tryons.create({
    ...params,
    consent: { version: '3', locale: 'de-CH', agreed_at: '2026-11-21T09:30:00Z' },
  });
  const pageOnly: PageClient = client;
  // @ts-expect-error a page has no use for what only servers may
  pageOnly.webhookEndpoints;
  // @ts-expect-error when they agreed is part of the record
  client.tryons.create({ ...params, consent: { version: '3', locale: 'de-CH' } });
  // @ts-expect-error not an event of the widget's
  client.widget.recordEvents({ visitor_id: 'v', group: 'offered', events: [{ name: 'clicked' }] });

  // Options that are spelled out as undefined are as good as left out.
  await client.tryons.get('tryon_1', { signal: undefined, timeoutMs: undefined });
  new TryOn({ apiKey: 'pk_test_abc', baseUrl: undefined, clientToken: undefined });

  // @ts-expect-error a garment is needed
  client.tryons.create({ model_image: 'img_1' });
  // @ts-expect-error client options do not go into the first argument
  client.tryons.create({ ...params, timeoutMs: 5 });
  // @ts-expect-error the wire is snake_case
  client.tryons.create({ modelImage: file, garmentImage: file });
  // @ts-expect-error not a category
  client.tryons.create({ ...params, category: 'hats' });
  // @ts-expect-error reads carry no idempotency key
  client.tryons.get('tryon_1', { idempotencyKey: 'x' });
  // @ts-expect-error either the file or its address
  client.images.create({ file, url: 'https://shop.example/a.jpg' });
  // @ts-expect-error one of both
  client.images.create({});
  // @ts-expect-error not a rating
  client.tryons.rate('tryon_1', { rating: 'meh' });
  // @ts-expect-error a key is needed
  new TryOn({});
  // @ts-expect-error not a status
  client.tryons.list({ status: 'done' });
  // @ts-expect-error results are what the contract says
  created.image_url;
  // @ts-expect-error a camelCase field does not exist
  created.createdAt;

  const raw = await rawClient(client).GET('/v1/tryons/{tryon_id}', {
    params: { path: { tryon_id: 'tryon_1' } },
  });
  same<typeof raw.data, Tryon | undefined>(true);
  // @ts-expect-error no such path
  rawClient(client).GET('/v1/nothing');
}

function narrows(error: unknown): unknown {
  if (error instanceof ValidationError) return error.errors[0]?.pointer;
  if (error instanceof RateLimitError) return error.retryAfterMs;
  if (error instanceof TryOnFailedError) {
    // Known codes are checked by the compiler, unknown ones still are strings.
    if (error.code === 'no_person') return error.tryon.error?.message;
    return error.code.toUpperCase();
  }
  if (error instanceof ApiError) {
    same<typeof error.status, number>(true);
    // @ts-expect-error only a validation error has them
    return error.errors;
  }
  // @ts-expect-error still unknown
  return error.code;
}

test('compiles what it should and refuses what it should', () => {
  assert.equal(typeof compiles, 'function');
  assert.equal(narrows(new TryOnFailedError({ status: 'canceled', error: null } as Tryon)), 'CANCELED');
});
