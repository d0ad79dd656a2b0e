import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { TryOn } from '@tryon/sdk';
import type { FastifyInstance } from 'fastify';
import { buildShop } from '../shop.js';
import type { Arrival } from './arrival.js';
import { createReceiver } from './receiver.js';

describe('receiver', () => {
  const TIMEOUT_MS = 5000;
  const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const EVENT = {
    type: 'tryon.completed',
    timestamp: '2026-11-21T09:30:00.000Z',
    data: { id: 'tryon_1', status: 'completed' },
  };

  /** The service's side of the wire, as far as the receiver uses it. */
  let service: Server;
  let asked: string[];
  let known: object[];
  let isDown: boolean;
  let shop: FastifyInstance;
  let origin: string;

  function answer({ method, url = '' }: IncomingMessage): object {
    asked.push(`${method} ${url.split('?')[0]}`);
    if (method === 'GET' && url.startsWith('/v1/webhook-endpoints/whe_1/deliveries')) {
      return { data: [{ id: 'whd_1', event_id: 'evt_1' }], has_more: false, next_cursor: null };
    }
    if (method === 'GET') return { data: known, has_more: false, next_cursor: null };
    return { id: 'whe_1', secret: SECRET };
  }

  beforeEach(async () => {
    asked = [];
    known = [];
    isDown = false;
    service = createServer((request, response) => {
      request.resume();
      const body = answer(request);
      response
        .writeHead(isDown ? 400 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(body));
    });
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    const apiUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const client = new TryOn({ apiKey: 'sk_test_demo', baseUrl: apiUrl, maxRetries: 0 });
    const receiver = createReceiver(client, 'http://shop.test/playground/hook');
    shop = buildShop({ apiUrl, publishableKey: 'pk_test_demo', receiver });
    origin = await shop.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await shop.close();
    service.close();
  });

  const post = (path: string, body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`${origin}/playground/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });

  function send(secret = SECRET, id = 'evt_1'): Promise<Response> {
    const body = JSON.stringify(EVENT);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return post('hook', body, {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    });
  }

  /** Follows the receiver's stream: `next` resolves with each event as it comes. */
  async function follow() {
    const response = await fetch(`${origin}/playground/webhooks`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    const next = async (): Promise<{ name: string; data: unknown }> => {
      for (;;) {
        const end = rest.indexOf('\n\n');
        if (end >= 0) {
          const [name = '', data = ''] = rest.slice(0, end).split('\n');
          rest = rest.slice(end + 2);
          return { name: name.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) };
        }
        const { value, done } = await reader.read();
        if (done) return { name: 'end', data: undefined };
        rest += value;
      }
    };
    return { response, next, stop: () => reader.cancel() };
  }

  test('the first visitor has the endpoint registered, and sees a webhook arrive that is verified', async () => {
    const { response, next, stop } = await follow();
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.deepEqual(await next(), { name: 'state', data: { state: 'listening' } });
    assert.equal((await send()).status, 204);
    const { name, data } = await next();
    const arrival = data as Arrival;
    assert.equal(name, 'arrival');
    assert.equal(arrival.type, 'tryon.completed');
    assert.equal(arrival.verdict, 'ok');
    assert.equal(arrival.headers['webhook-signature']?.length, 12, 'the signature is cut');
    await stop();
    assert.deepEqual(asked, ['GET /v1/webhook-endpoints', 'POST /v1/webhook-endpoints']);
  });

  test('an endpoint of an earlier run is taken over with a new secret', async () => {
    known = [{ id: 'whe_1', url: 'http://shop.test/playground/hook', status: 'disabled' }];
    const { next, stop } = await follow();
    assert.deepEqual((await next()).data, { state: 'listening' });
    await stop();
    assert.deepEqual(asked.slice(1), [
      'PATCH /v1/webhook-endpoints/whe_1',
      'POST /v1/webhook-endpoints/whe_1/rotate-secret',
    ]);
  });

  test('a webhook with a wrong signature is refused and shown as such, without its body', async () => {
    const { next, stop } = await follow();
    await next();
    assert.equal((await send(`whsec_${Buffer.alloc(24, 8).toString('base64')}`)).status, 400);
    const arrival = (await next()).data as Arrival;
    assert.equal(arrival.verdict, 'invalid_signature');
    assert.equal(arrival.event, undefined);
    await stop();
  });

  test('a replay goes through the service, and the second arrival says that it is the second', async () => {
    const { next, stop } = await follow();
    await next();
    await send();
    await next();
    const replayed = await post('webhooks/replay', '{"event_id":"evt_1"}', { origin });
    assert.equal(replayed.status, 202);
    assert.equal(asked.at(-1), 'POST /v1/webhook-deliveries/whd_1/redeliver');
    await send();
    assert.equal(((await next()).data as Arrival).times, 2);
    assert.equal((await post('webhooks/replay', '{"event_id":"evt_2"}', { origin })).status, 404);
    await stop();
  });

  test('the next webhook can be refused, once, to see it come again', async () => {
    const { next, stop } = await follow();
    await next();
    assert.equal((await post('webhooks/refuse-next', '{}', { origin })).status, 204);
    assert.equal((await send()).status, 500);
    assert.equal((await send()).status, 204);
    await stop();
  });

  test('what comes before anybody has looked has the endpoint registered, and is asked for again', async () => {
    assert.equal((await send()).status, 503);
    assert.equal((await send()).status, 204);
    const { next, stop } = await follow();
    await next();
    assert.equal(((await next()).data as Arrival).times, 1);
    await stop();
  });

  test('another site’s page can press nothing', async () => {
    for (const headers of [{ origin: 'https://elsewhere.example' }, {}]) {
      assert.equal((await post('webhooks/replay', '{"event_id":"evt_1"}', headers)).status, 403);
      assert.equal((await post('webhooks/refuse-next', '{}', headers)).status, 403);
    }
    assert.deepEqual(asked, []);
  });

  test('while the service refuses, the page is told so, and the next visitor has it asked again', async () => {
    isDown = true;
    const first = await follow();
    assert.deepEqual((await first.next()).data, { state: 'unavailable' });
    assert.equal((await first.next()).name, 'end');
    isDown = false;
    const second = await follow();
    assert.deepEqual((await second.next()).data, { state: 'listening' });
    await second.stop();
  });
});
