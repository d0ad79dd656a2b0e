// The API as a browser test sees it: a real HTTP server of another origin that speaks the contract and lets a test
// choose the outcome by the garment picture's query, e.g. `…/tee.webp?outcome=no_person`.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const ART = fileURLToPath(new URL('../../sandbox/art/', import.meta.url));
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*, Authorization',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
};
const KEY = /^Bearer (pk_test_[0-9a-z]+)$/;

/** @returns {Promise<{ url: string, close(): Promise<void> }>} */
export async function startContractServer() {
  const state = {
    images: new Map(),
    tryons: new Map(),
    handovers: new Map(),
    erasures: new Map(),
    calls: [],
    finish: [],
    next: 1,
  };
  let url = '';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', url);
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    state.calls.push(`${request.method} ${pathname}`);
    answer(request, response, pathname).catch((error) =>
      problem(response, 500, 'internal_error', String(error)),
    );
  });

  async function answer(request, response, path) {
    if (path === '/test/calls') return json(response, 200, state.calls.splice(0));
    // The newest hand-over, or what a phone would do to one.
    if (path === '/test/handover') {
      const { searchParams } = new URL(request.url ?? '/', url);
      const asked = state.handovers.get(searchParams.get('id') ?? '');
      if (!asked) return json(response, 200, [...state.handovers.keys()].at(-1) ?? null);
      const status = searchParams.get('status');
      return json(
        response,
        200,
        Object.assign(asked, { status, ...(status === 'received' && { image: image() }) }),
      );
    }
    // Ends what runs, as if the engine were done.
    if (path === '/test/again') {
      state.isDone = false;
      return json(response, 200, []);
    }
    if (path === '/test/finish') {
      state.isDone = true;
      for (const { end } of state.finish.splice(0)) end();
      return json(response, 200, []);
    }
    if (path.startsWith('/art/')) {
      const bytes = await readFile(ART + path.slice('/art/'.length).replaceAll('..', ''));
      return response.writeHead(200, { ...CORS, 'Content-Type': 'image/webp' }).end(bytes);
    }
    const body = await read(request);
    if (path === '/v1/sandbox/models') return json(response, 200, page([model('amara'), model('david')]));
    const asked = new URL(request.url ?? '/', url).searchParams.get('key');
    const key = KEY.exec(request.headers.authorization ?? `Bearer ${asked}`)?.[1];
    if (!key) return problem(response, 401, 'invalid_api_key', 'no key');
    if (key.includes('foreign')) return problem(response, 403, 'origin_not_allowed', 'not this page');
    if (path === '/v1/widget/config') return json(response, 200, config(key));
    if (path === '/v1/widget/events')
      return json(response, 202, { accepted: JSON.parse(body).events.length });
    const visitor = request.headers['tryon-client-token'] ?? 'ct_00000000000000000000000000';
    if (path === '/v1/images') return json(response, 201, image(visitor));
    if (path === '/v1/tryons') return json(response, 202, create(JSON.parse(body), visitor));
    if (path === '/v1/photo-handovers') return json(response, 201, handover(visitor));
    if (path === '/v1/erasures') return erase(response, visitor, request.headers['idempotency-key']);
    const [, , kind, id = '', action] = path.split('/');
    if (kind === 'photo-handovers') {
      if (request.method !== 'DELETE') return json(response, 200, state.handovers.get(id));
      state.handovers.delete(id);
      return response.writeHead(204, CORS).end();
    }
    const found = (kind === 'images' ? state.images : state.tryons).get(id);
    if (!found) return problem(response, 404, 'tryon_not_found', 'none');
    if (request.method === 'DELETE' && found.outcome === 'kept') {
      found.outcome = 'completed';
      return problem(response, 403, 'forbidden', 'Not this time.');
    }
    if (request.method === 'DELETE') {
      (kind === 'images' ? state.images : state.tryons).delete(id);
      if (found.model_image) state.images.delete(found.model_image);
      return json(response, 200, receipt());
    }
    if (action === 'cancel') {
      Object.assign(found, { status: 'canceled', ...ended });
      for (const { id: waiting, end } of state.finish) if (waiting === found.id) end();
      return json(response, 200, found);
    }
    if (action === 'rating') return json(response, 200, Object.assign(found, { rating: JSON.parse(body) }));
    if (action === 'events') return stream(response, found);
    return json(response, 200, found);
  }

  /** All of a visitor's; one that is `kept` is refused the first time. */
  function erase(response, visitor, key) {
    const before = state.erasures.get(key);
    if (before) return json(response, 201, before);
    const of = (things) => [...things.values()].filter((one) => one.client_token === visitor);
    const [tryons, images] = [of(state.tryons), of(state.images)];
    const kept = tryons.find(({ outcome }) => outcome === 'kept');
    if (kept) {
      kept.outcome = 'completed';
      return problem(response, 403, 'forbidden', 'Not this time.');
    }
    for (const { id } of tryons) state.tryons.delete(id);
    for (const { id } of images) state.images.delete(id);
    const counts = { tryons: tryons.length, photos: images.length, pictures: tryons.length };
    state.erasures.set(key, { ...receipt(), ...counts });
    return json(response, 201, state.erasures.get(key));
  }

  function image(client_token = 'ct_00000000000000000000000000') {
    const id = `img_${state.next++}`;
    const now = new Date().toISOString();
    const picture = {
      id,
      url: `${url}/art/models/amara.webp`,
      url_expires_at: now,
      width: 768,
      height: 1152,
      content_type: 'image/jpeg',
      size_bytes: 1000,
      sha256: '0'.repeat(64),
      livemode: false,
      created_at: now,
      expires_at: now,
      client_token,
    };
    state.images.set(id, picture);
    return picture;
  }

  function handover(client_token) {
    const id = `pho_${state.next++}`;
    const now = new Date().toISOString();
    const asked = {
      id,
      status: 'waiting',
      image: null,
      consent: null,
      livemode: false,
      created_at: now,
      expires_at: new Date(Date.now() + 600_000).toISOString(),
    };
    state.handovers.set(id, asked);
    const secret = `phs_${'0'.repeat(26)}`;
    return {
      ...asked,
      url: `${url}/handover/${id}#${secret}`,
      client_token,
    };
  }

  function create(asked, client_token) {
    const id = `tryon_${state.next++}`;
    const now = new Date().toISOString();
    const tryon = {
      id,
      status: 'queued',
      livemode: false,
      category: asked.category ?? 'auto',
      mode: 'balanced',
      garment_photo_type: 'auto',
      seed: 1,
      num_samples: 1,
      output_format: 'webp',
      moderation_level: 'conservative',
      model_image: asked.model_image,
      garment_image: 'img_garment',
      progress: { stage: 'queued', percent: 0, queue_position: 1 },
      output: [],
      warnings: [],
      error: null,
      rating: null,
      consent: asked.consent ?? null,
      based_on: /^tryon_/.test(asked.model_image) ? asked.model_image : null,
      metadata: asked.metadata ?? {},
      client_token,
      request_id: 'req_test',
      created_at: now,
      updated_at: now,
      started_at: null,
      ended_at: null,
      expires_at: now,
    };
    state.tryons.set(id, tryon);
    const wishes = new URL(asked.garment_image).searchParams;
    tryon.outcome = wishes.get('outcome') ?? 'completed';
    tryon.num_samples = Number(wishes.get('samples') ?? 1);
    return { ...visible(tryon), client_token };
  }

  const ended = { progress: { stage: 'ended', percent: 100 } };
  const visible = ({ outcome: _, client_token: __, ...tryon }) => tryon;

  async function stream(response, tryon) {
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' });
    let id = 1;
    const say = (change) => {
      Object.assign(tryon, change);
      response.write(`id: ${id++}\nevent: tryon\ndata: ${JSON.stringify(visible(tryon))}\n\n`);
    };
    const isOver = () => ['completed', 'failed', 'canceled'].includes(tryon.status);
    const steps = [
      () => say({ status: 'processing', progress: { stage: 'preparing', percent: 10 } }),
      () => pause(40),
      () => say({ progress: { stage: 'generating', percent: 60 } }),
      // Stays open until the test lets go.
      () =>
        tryon.outcome === 'slow' &&
        !state.isDone &&
        new Promise((end) => state.finish.push({ id: tryon.id, end })),
      () => pause(40),
    ];
    for (const step of steps) {
      // It may have ended before this stream began, or meanwhile: then that is all there is to say.
      if (isOver()) {
        say({});
        return response.end();
      }
      await step();
    }
    if (isOver()) {
      say({});
      return response.end();
    }
    if (['completed', 'slow', 'kept'].includes(tryon.outcome)) {
      const picture = {
        url: `${url}/art/models/david.webp`,
        width: 768,
        height: 1152,
        content_type: 'image/webp',
      };
      const expires_at = new Date().toISOString();
      const output = Array.from({ length: tryon.num_samples }, () => ({ ...picture, expires_at }));
      say({ status: 'completed', ...ended, output });
    } else {
      say({
        status: 'failed',
        ...ended,
        error: { code: tryon.outcome, message: 'On purpose.', retryable: false },
      });
    }
    response.end();
  }

  const model = (name) => ({
    id: `img_sandbox_${name}`,
    name: name[0].toUpperCase() + name.slice(1),
    alt: `${name}, standing`,
    url: `${url}/art/models/${name}.webp`,
    width: 768,
    height: 1152,
  });

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

/** @param {string} key one with `holdout` in it holds half of the visitors apart and knows tops only; one with `looks` has no words of its own */
const config = (key) => ({
  merchant_name: 'Test shop',
  livemode: false,
  theme: 'auto',
  consent: {
    version: '2026-11',
    text: key.includes('looks') ? null : 'Your photo is erased.',
    photo_retention_hours: 24,
    privacy_url: null,
  },
  analytics: { enabled: true, holdout_percent: key.includes('holdout') ? 50 : 0 },
  categories: key.includes('holdout') ? ['tops'] : ['tops', 'bottoms', 'one-pieces'],
  sandbox_models: true,
  max_image_bytes: 10_485_760,
});
const receipt = () => ({
  id: `ers_${'0'.repeat(26)}`,
  erased_at: '2026-11-21T09:30:00.000Z',
  tryons: 1,
  photos: 1,
  pictures: 1,
  provider_copies: 'none',
});
const page = (data) => ({ data, has_more: false, next_cursor: null });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function json(response, status, body) {
  response
    .writeHead(status, { ...CORS, 'Content-Type': 'application/json' })
    .end(JSON.stringify(body, (name, value) => (name === 'outcome' ? undefined : value)));
}

function problem(response, status, code, detail) {
  response.writeHead(status, { ...CORS, 'Content-Type': 'application/problem+json' }).end(
    JSON.stringify({
      type: `/docs/errors#${code}`,
      title: code,
      status,
      detail,
      instance: '/',
      code,
      request_id: 'req_test',
      retryable: false,
    }),
  );
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}
