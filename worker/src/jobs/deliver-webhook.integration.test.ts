import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSealer } from '@tryon/core/crypto/sealer';
import { cancelTryon } from '@tryon/core/tryons/settle';
import { listDeliveries, replayDelivery, replayRange } from '@tryon/core/webhooks/delivery-repository';
import {
  createEndpoint,
  deleteEndpoint,
  type EndpointWithSecret,
  findEndpoint,
  rotateSecret,
  updateEndpoint,
} from '@tryon/core/webhooks/endpoint-repository';
import { WEBHOOK_EVENT_TYPES, type WebhookDeliveryRef } from '@tryon/core/webhooks/event';
import { Webhook } from 'standardwebhooks';
import { startWorker } from '../start-worker.js';
import { type JobBench, openJobBench } from '../testing/job-bench.js';
import { deliverWebhook } from './deliver-webhook.js';
import { JobPostponed } from './job.js';
import { requeueDeliveries } from './requeue-deliveries.js';
import { createWebhookPlaces } from './webhook-places.js';

interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let bench: JobBench;
let receiver: Server;
let origin: string;
const heard: Heard[] = [];
let answer: (path: string) => { status: number; headers?: Record<string, string>; body?: string };

before(async () => {
  bench = await openJobBench();
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ path: request.url ?? '', headers: request.headers, body });
    if (request.url === '/slow') return; // never answers
    if (request.url === '/breaks-off') {
      response.writeHead(200, { 'content-length': 100 }).write('so far');
      setTimeout(() => response.destroy(), 50);
      return;
    }
    const { status, headers = {}, body: said = 'ok' } = answer(request.url ?? '');
    response.writeHead(status, headers).end(said);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  bench.allowedOrigins.push(origin);
});
beforeEach(async () => {
  heard.length = 0;
  answer = () => ({ status: 200 });
  await bench.deps.sql`update webhook_endpoints set deleted_at = now()`;
});
after(async () => {
  await bench.close();
  receiver.close();
  receiver.closeAllConnections();
});

const endpoint = (path = '/hook', url = origin + path): Promise<EndpointWithSecret> =>
  createEndpoint(bench.deps.sql, bench.merchantId, bench.deps.sealer, {
    livemode: false,
    url,
    description: '',
    events: WEBHOOK_EVENT_TYPES,
  });

async function happened(): Promise<{ tryonId: string; deliveries: readonly WebhookDeliveryRef[] }> {
  const tryon = await bench.submit();
  const ended = await cancelTryon(bench.deps.sql, bench.merchantId, tryon.id);
  return { tryonId: tryon.id, deliveries: ended?.deliveries ?? [] };
}

const deliver = (ref: WebhookDeliveryRef | undefined, signal = new AbortController().signal) =>
  deliverWebhook({ ...bench.deps, places: createWebhookPlaces() }, ref as WebhookDeliveryRef, { signal });
const due = (ref: WebhookDeliveryRef | undefined) =>
  bench.deps.sql`update webhook_deliveries set next_attempt_at = now() where id = ${ref?.deliveryId ?? ''}`;
const logOf = async (endpointId: string) =>
  (await listDeliveries(bench.deps.sql, bench.merchantId, { endpointId, limit: 50 })).deliveries;
const verify = ({ body, headers }: Heard, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  };

test('tells of an ended try-on, signed, without a link or a token in it', async () => {
  const { secret, endpoint: to } = await endpoint();
  const { tryonId, deliveries } = await happened();
  assert.equal(deliveries.length, 1);
  await deliver(deliveries[0]);
  const event = verify(heard[0] as Heard, secret);
  assert.equal(event.type, 'tryon.canceled');
  assert.equal(event.data['id'], tryonId);
  assert.ok(!/https?:|ct_|storage/.test(heard[0]?.body ?? ''));
  const [logged] = await logOf(to.id);
  assert.equal(logged?.status, 'succeeded');
  assert.equal(logged.log[0]?.responseStatus, 200);
  assert.equal(logged.log[0]?.responseExcerpt, 'ok');
  await deliver(deliveries[0]);
  assert.equal(heard.length, 1, 'what has arrived is not sent again');
});

test('a changed body, another secret or an old timestamp does not verify', async () => {
  const { secret } = await endpoint();
  await deliver((await happened()).deliveries[0]);
  const sent = heard[0] as Heard;
  assert.throws(() => verify({ ...sent, body: `${sent.body} ` }, secret));
  assert.throws(() => verify(sent, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'));
  const old = { ...sent.headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 600) };
  assert.throws(() => verify({ ...sent, headers: old }, secret));
});

test('tries again on the schedule under the same id and with the same body, ten times in all', async () => {
  const { secret, endpoint: to } = await endpoint();
  answer = () => ({ status: 500, body: 'x'.repeat(5_000) });
  const { deliveries } = await happened();
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 9; attempt++) {
    await due(deliveries[0]);
    await assert.rejects(deliver(deliveries[0]), (error) => {
      waits.push(Math.round((error as JobPostponed).delayMs / 1_000));
      return error instanceof JobPostponed;
    });
  }
  await due(deliveries[0]);
  await deliver(deliveries[0]);
  const schedule = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
  waits.forEach((wait, i) => {
    assert.ok(wait >= (schedule[i] ?? 0) && wait <= (schedule[i] ?? 0) * 1.11, `${wait} after ${i + 1}`);
  });
  assert.equal(heard.length, 10);
  assert.equal(new Set(heard.map((one) => one.headers['webhook-id'])).size, 1);
  assert.equal(new Set(heard.map((one) => one.body)).size, 1);
  for (const one of heard) verify(one, secret);
  const [logged] = await logOf(to.id);
  assert.equal(logged?.status, 'failed');
  assert.equal(logged.log.length, 10);
  assert.equal(logged.log[0]?.responseExcerpt?.length, 1_000);
});

test('a 2xx counts though the body behind it breaks off', async () => {
  const { endpoint: to } = await endpoint('/breaks-off');
  await deliver((await happened()).deliveries[0]);
  const [logged] = await logOf(to.id);
  assert.equal(logged?.status, 'succeeded');
  assert.match(logged.log[0]?.responseExcerpt ?? '', /^so far/);
});

test('a Retry-After that is a date is honoured, too', async () => {
  await endpoint();
  const at = new Date(Date.now() + 120_000).toUTCString();
  answer = () => ({ status: 429, headers: { 'Retry-After': at } });
  const { deliveries } = await happened();
  await assert.rejects(deliver(deliveries[0]), (error) => {
    const { delayMs } = error as JobPostponed;
    return delayMs > 110_000 && delayMs < 121_000;
  });
});

test('an attempt that is not due is put off, and one that another worker holds is left alone', async () => {
  await endpoint();
  answer = () => ({ status: 503, headers: { 'Retry-After': '60' } });
  const { deliveries } = await happened();
  await assert.rejects(deliver(deliveries[0]), (error) => (error as JobPostponed).delayMs >= 60_000);
  await assert.rejects(deliver(deliveries[0]), (error) => (error as JobPostponed).delayMs >= 55_000);
  assert.equal(heard.length, 1);
});

test('both secrets sign while one is being replaced, and only the new one afterwards', async () => {
  const { secret: old, endpoint: to } = await endpoint();
  const { sql, sealer } = bench.deps;
  const rotated = await rotateSecret(sql, bench.merchantId, false, to.id, sealer, 3_600_000);
  await deliver((await happened()).deliveries[0]);
  verify(heard[0] as Heard, old);
  verify(heard[0] as Heard, rotated?.secret ?? '');
  await sql`update webhook_endpoints set previous_secret_expires_at = now() where id = ${to.id}`;
  await deliver((await happened()).deliveries[0]);
  assert.throws(() => verify(heard[1] as Heard, old));
  verify(heard[1] as Heard, rotated?.secret ?? '');
});

test('410 disables the endpoint at once, tells the merchant, and the other endpoint', async () => {
  const gone = await endpoint('/gone');
  const other = await endpoint('/other');
  answer = (path) => ({ status: path === '/gone' ? 410 : 200 });
  const { deliveries } = await happened();
  for (const ref of deliveries) await deliver(ref);
  const found = await findEndpoint(bench.deps.sql, bench.merchantId, false, gone.endpoint.id);
  assert.equal(found?.status, 'disabled');
  assert.equal(found.disabledReason, 'gone');
  const notices = await bench.deps.sql`select message from notices where subject_id = ${gone.endpoint.id}`;
  assert.match(notices[0]?.['message'], /410/);
  const told = (await logOf(other.endpoint.id)).map((one) => one.eventType);
  assert.ok(told.includes('webhook_endpoint.disabled'));
  assert.equal((await happened()).deliveries.length, 1, 'nothing more is written for it');
});

test('attempts that all hear 410 at once disable the endpoint once and wait for nobody for ever', async () => {
  const gone = await endpoint('/gone');
  answer = () => ({ status: 410 });
  for (let round = 0; round < 5; round++) {
    await updateEndpoint(bench.deps.sql, bench.merchantId, false, gone.endpoint.id, { status: 'enabled' });
    const events = await Promise.all(Array.from({ length: 8 }, happened));
    const outcomes = await Promise.allSettled(events.map(({ deliveries }) => deliver(deliveries[0])));
    assert.deepEqual(
      outcomes.filter((one) => one.status === 'rejected').map((one) => String(one.reason)),
      [],
    );
    assert.ok((await logOf(gone.endpoint.id)).every((one) => one.status === 'failed'));
    const notices = await bench.deps.sql`select id from notices where subject_id = ${gone.endpoint.id}`;
    assert.equal(notices.length, round + 1);
  }
});

test('an endpoint can be switched off and deleted while attempts at it succeed and fail', async () => {
  const { sql } = bench.deps;
  for (let round = 0; round < 5; round++) {
    const { endpoint: to } = await endpoint();
    await sql`update webhook_endpoints set failing_since = now() where id = ${to.id}`;
    const events = await Promise.all(Array.from({ length: 8 }, happened));
    let asked = 0;
    answer = () => ({ status: asked++ % 2 ? 200 : 500 });
    const attempts = Promise.allSettled(events.map(({ deliveries }) => deliver(deliveries[0])));
    await sleep(5 * round);
    await updateEndpoint(sql, bench.merchantId, false, to.id, { status: 'disabled' });
    await deleteEndpoint(sql, bench.merchantId, false, to.id);
    for (const one of await attempts) {
      if (one.status === 'rejected') assert.ok(one.reason instanceof JobPostponed, String(one.reason));
    }
  }
});

test('an endpoint that has only failed for five days is disabled; one success in between saves it', async () => {
  const { endpoint: to } = await endpoint();
  const age = () =>
    bench.deps
      .sql`update webhook_endpoints set failing_since = now() - interval '5 days 1 minute' where id = ${to.id}`;
  const status = async () =>
    (await findEndpoint(bench.deps.sql, bench.merchantId, false, to.id))?.disabledReason;
  answer = () => ({ status: 500 });
  await assert.rejects(deliver((await happened()).deliveries[0]), JobPostponed);
  await age();
  answer = () => ({ status: 200 });
  await deliver((await happened()).deliveries[0]);
  answer = () => ({ status: 500 });
  await assert.rejects(deliver((await happened()).deliveries[0]), JobPostponed);
  assert.equal(await status(), null);
  await age();
  const { deliveries } = await happened();
  await deliver(deliveries[0]);
  assert.equal(await status(), 'failing');
  const open = (await logOf(to.id)).filter((one) => one.status === 'pending');
  assert.equal(open.length, 0, 'what was pending has ended');
});

test('a redirect is an answer like any, and is not followed', async () => {
  const { endpoint: to } = await endpoint('/away');
  answer = (path) =>
    path === '/away' ? { status: 302, headers: { location: `${origin}/there` } } : { status: 200 };
  await assert.rejects(deliver((await happened()).deliveries[0]), JobPostponed);
  assert.deepEqual(
    heard.map((one) => one.path),
    ['/away'],
  );
  assert.equal((await logOf(to.id))[0]?.log[0]?.responseStatus, 302);
});

test('no private address is reached, and the log does not say what the name led to', async () => {
  for (const url of ['https://127.0.0.1/hook', 'https://169.254.169.254/latest', 'https://localhost/hook']) {
    const { endpoint: to } = await endpoint('', url);
    await assert.rejects(deliver((await happened()).deliveries.at(-1)), JobPostponed);
    const attempt = (await logOf(to.id))[0]?.log[0];
    assert.equal(attempt?.responseStatus, null);
    assert.match(attempt?.error ?? '', /public address/);
    await bench.deps.sql`update webhook_endpoints set deleted_at = now() where id = ${to.id}`;
  }
  assert.equal(heard.length, 0);
});

test('replays one delivery, or a time range, each event once and under its own id', async () => {
  const { endpoint: to } = await endpoint();
  answer = () => ({ status: 500 });
  const first = await happened();
  await assert.rejects(deliver(first.deliveries[0]), JobPostponed);
  await bench.deps
    .sql`update webhook_deliveries set status = 'failed', ended_at = now() where endpoint_id = ${to.id}`;
  answer = () => ({ status: 200 });
  const second = await happened();
  await deliver(second.deliveries[0]);
  const range = { endpointId: to.id, from: new Date(0), to: new Date(Date.now() + 1_000), limit: 10 };
  const failed = await replayRange(bench.deps.sql, bench.merchantId, { ...range, onlyFailed: true });
  assert.equal(failed.replayed.length, 1);
  await deliver(failed.replayed[0]);
  assert.equal(heard.at(-1)?.headers['webhook-id'], heard[0]?.headers['webhook-id']);
  const again = await replayRange(bench.deps.sql, bench.merchantId, { ...range, onlyFailed: true });
  assert.equal(again.replayed.length, 0, 'it has succeeded now');
  const all = await replayRange(bench.deps.sql, bench.merchantId, { ...range, onlyFailed: false });
  assert.equal(all.replayed.length, 2);
  const [one] = await logOf(to.id);
  await replayDelivery(bench.deps.sql, bench.merchantId, one ?? (undefined as never));
});

test('replays a range page by page to its end, and never what arrived in a replay', async () => {
  const { endpoint: to } = await endpoint();
  const { sql } = bench.deps;
  const events: WebhookDeliveryRef[] = [];
  for (let i = 0; i < 5; i++) events.push(...(await happened()).deliveries);
  await sql`update webhook_deliveries set status = 'failed', ended_at = now() where endpoint_id = ${to.id}`;
  // Replays begin after the range's end.
  const range = { endpointId: to.id, from: new Date(0), to: new Date(Date.now() + 1), limit: 2 };
  await sleep(5);
  for (const onlyFailed of [true, false]) {
    const sent: string[] = [];
    let cursor: string | null | undefined;
    for (let page = 0; page < 3; page++) {
      const replay = { ...range, onlyFailed, cursor: cursor ?? undefined };
      const { replayed, nextCursor } = await replayRange(sql, bench.merchantId, replay);
      heard.length = 0;
      for (const ref of replayed) await deliver(ref);
      sent.push(...heard.map((one) => String(one.headers['webhook-id'])));
      cursor = nextCursor;
    }
    assert.equal(cursor, null);
    assert.equal(new Set(sent).size, 5);
    assert.equal(sent.length, 5, 'each event once');
  }
  const again = await replayRange(sql, bench.merchantId, { ...range, onlyFailed: true });
  assert.deepEqual(again, { replayed: [], nextCursor: null });
});

test('the log shows what was sent, headers and all', async () => {
  const { secret, endpoint: to } = await endpoint();
  await deliver((await happened()).deliveries[0]);
  const [logged] = await logOf(to.id);
  const headers = logged?.log[0]?.requestHeaders ?? {};
  for (const [name, value] of Object.entries(headers)) assert.equal(heard[0]?.headers[name], value, name);
  verify({ path: '', body: logged?.payload ?? '', headers }, secret);
});

test('an attempt under way is handed back when the worker stops, and does not count', async () => {
  const { endpoint: to } = await endpoint('/slow');
  const { deliveries } = await happened();
  const stopping = new AbortController();
  const attempt = deliver(deliveries[0], stopping.signal);
  for (const until = Date.now() + 5_000; heard.length === 0 && Date.now() < until; ) await sleep(10);
  stopping.abort(new Error('The worker is stopping'));
  await assert.rejects(attempt, (error) => error instanceof JobPostponed && error.delayMs === 0);
  const [open] = await logOf(to.id);
  assert.deepEqual([open?.status, open?.attempts, open?.log.length], ['pending', 0, 0]);
  await bench.deps.sql`update webhook_endpoints set url = ${`${origin}/quick`} where id = ${to.id}`;
  await deliver(deliveries[0]);
  assert.equal((await logOf(to.id))[0]?.status, 'succeeded');
  assert.equal(heard[0]?.headers['webhook-id'], heard[1]?.headers['webhook-id']);
});

test('what a worker sent and could not write down is sent again under the same id', async () => {
  const { secret } = await endpoint();
  const { deliveries } = await happened();
  await deliver(deliveries[0]);
  // As if the worker had died after the answer and before its transaction.
  await bench.deps.sql`update webhook_deliveries set status = 'pending', attempts = 1, ended_at = null,
    lease_expires_at = now() - interval '1 second', next_attempt_at = now() - interval '10 seconds'
    where id = ${deliveries[0]?.deliveryId ?? ''}`;
  const worker = await startWorker(bench.deps, bench.backend, { concurrency: { preview: 0, remote: 0 } });
  try {
    await requeueDeliveries(bench.deps);
    for (const until = Date.now() + 10_000; heard.length < 2 && Date.now() < until; ) await sleep(50);
  } finally {
    await worker.stop();
  }
  assert.equal(heard.length, 2);
  for (const one of heard) verify(one, secret);
  assert.equal(heard[0]?.headers['webhook-id'], heard[1]?.headers['webhook-id']);
});

test('a delivery that was written while its endpoint was being deleted ends as failed', async () => {
  const { endpoint: to } = await endpoint();
  const { deliveries } = await happened();
  await bench.deps.sql`update webhook_endpoints set deleted_at = now() where id = ${to.id}`;
  await deliver(deliveries[0]);
  assert.equal((await logOf(to.id))[0]?.status, 'failed');
  assert.equal(heard.length, 0);
});

test('a secret that cannot be opened is a failed attempt that says so, and a new secret mends it', async () => {
  const { endpoint: to } = await endpoint();
  const { sql, sealer } = bench.deps;
  const lost = createSealer('another secret for tests, long enough', 'webhooks').seal('whsec_lost');
  await sql`update webhook_endpoints set secret = ${lost} where id = ${to.id}`;
  const { deliveries } = await happened();
  await assert.rejects(deliver(deliveries[0]), JobPostponed);
  assert.match((await logOf(to.id))[0]?.log[0]?.error ?? '', /signing secret/);
  assert.equal(heard.length, 0);
  const rotated = await rotateSecret(sql, bench.merchantId, false, to.id, sealer, 3_600_000);
  await due(deliveries[0]);
  await deliver(deliveries[0]);
  verify(heard[0] as Heard, rotated?.secret ?? '');
});

test('a backlog behind one endpoint does not keep the sweep from what is lost', async () => {
  await endpoint();
  const { sql } = bench.deps;
  const { deliveries } = await happened();
  const oldest = deliveries[0]?.deliveryId ?? '';
  await sql`insert into webhook_deliveries (id, merchant_id, event_id, endpoint_id, next_attempt_at)
    select id || '_' || n, merchant_id, event_id, endpoint_id, now() - interval '1 hour'
    from webhook_deliveries, generate_series(1, 2500) as n where id = ${oldest}`;
  await sql`update webhook_deliveries set next_attempt_at = now() - interval '1 minute' where id = ${oldest}`;
  const sent: WebhookDeliveryRef[] = [];
  const webhooks = {
    ...bench.deps.webhooks,
    enqueue: async (refs: readonly WebhookDeliveryRef[]) => void sent.push(...refs),
  };
  await requeueDeliveries({ sql, webhooks });
  assert.ok(sent.some(({ deliveryId }) => deliveryId === oldest));
  const before = sent.length;
  await requeueDeliveries({ sql, webhooks });
  assert.equal(sent.length, before, 'what was sent again just now is left alone');
  await sql`update webhook_deliveries set status = 'failed' where status = 'pending'`;
});
