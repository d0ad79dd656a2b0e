import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookDeliveryRef } from '@tryon/core/webhooks/event';
import { startWorker } from '../start-worker.js';
import { TRACE_PARENT } from '../testing/job-bench.js';
import { type Heard, openWebhookBench, verify } from '../testing/webhook-bench.js';
import { JobPostponed } from './job.js';

const hooks = await openWebhookBench();
const { bench, heard, receiver, endpoint, happened, deliver, due, logOf } = hooks;

beforeEach(() => hooks.reset());
after(() => hooks.close());

test('tells of an ended try-on, signed, without a link or a token in it', async () => {
  const { secret, endpoint: to } = await endpoint();
  const { tryonId, deliveries } = await happened();
  assert.equal(deliveries.length, 1);
  await deliver(deliveries[0]);
  const event = verify(heard[0] as Heard, secret);
  assert.equal(event.type, 'tryon.canceled');
  assert.equal(event.data['id'], tryonId);
  assert.equal(heard[0]?.headers['traceparent'], TRACE_PARENT, 'the trace of the request that made it');
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
  receiver.answer = () => ({ status: 500, body: 'x'.repeat(5_000) });
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
  receiver.answer = () => ({ status: 429, headers: { 'Retry-After': at } });
  const { deliveries } = await happened();
  await assert.rejects(deliver(deliveries[0]), (error) => {
    const { delayMs } = error as JobPostponed;
    return delayMs > 110_000 && delayMs < 121_000;
  });
});

test('an attempt that is not due is put off, and one that another worker holds is left alone', async () => {
  await endpoint();
  receiver.answer = () => ({ status: 503, headers: { 'Retry-After': '60' } });
  const { deliveries } = await happened();
  await assert.rejects(deliver(deliveries[0]), (error) => (error as JobPostponed).delayMs >= 60_000);
  await assert.rejects(deliver(deliveries[0]), (error) => (error as JobPostponed).delayMs >= 55_000);
  assert.equal(heard.length, 1);
});

test('a redirect is an answer like any, and is not followed', async () => {
  const { endpoint: to } = await endpoint('/away');
  receiver.answer = (path) =>
    path === '/away' ? { status: 302, headers: { location: `${receiver.origin}/there` } } : { status: 200 };
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
  await bench.deps.sql`update webhook_endpoints set url = ${`${receiver.origin}/quick`} where id = ${to.id}`;
  await deliver(deliveries[0]);
  assert.equal((await logOf(to.id))[0]?.status, 'succeeded');
  assert.equal(heard[0]?.headers['webhook-id'], heard[1]?.headers['webhook-id']);
});

test('a receiver that hangs keeps no other one waiting, and a stop hands its attempts back', async () => {
  const slow = await endpoint('/slow');
  const { sql, webhooks } = bench.deps;
  const [first] = (await happened()).deliveries;
  const waiting = await sql<WebhookDeliveryRef[]>`
    insert into webhook_deliveries (id, merchant_id, event_id, endpoint_id)
    select id || '_' || n, merchant_id, event_id, endpoint_id
    from webhook_deliveries, generate_series(1, 300) as n where id = ${first?.deliveryId ?? ''}
    returning id as "deliveryId", endpoint_id as "endpointId", merchant_id as "merchantId"`;
  await webhooks.enqueue(waiting);
  const worker = await startWorker(bench.deps, bench.backend, {
    concurrency: { preview: 0, remote: 0 },
    graceMs: 100,
  });
  const quick = await endpoint('/quick');
  const startedAt = Date.now();
  try {
    for (const until = startedAt + 10_000; heard.length < 5 && Date.now() < until; ) await sleep(20);
    const enqueuedAt = Date.now();
    await webhooks.enqueue((await happened()).deliveries);
    const arrived = () => heard.some((one) => one.path === '/quick');
    while (!arrived() && Date.now() < enqueuedAt + 10_000) await sleep(20);
    assert.ok(arrived());
    assert.ok(Date.now() - enqueuedAt < 5_000, `it took ${Date.now() - enqueuedAt} ms`);
  } finally {
    const stoppedAt = Date.now();
    await worker.stop();
    assert.ok(Date.now() - stoppedAt < 5_000, `the stop took ${Date.now() - stoppedAt} ms`);
  }
  assert.ok(heard.filter((one) => one.path === '/slow').length <= 8);
  const held = await sql`select id from webhook_deliveries
    where endpoint_id = ${slow.endpoint.id} and status = 'pending' and (lease_token is not null or attempts > 0)`;
  assert.equal(held.length, 0, 'handed back, and not counted');
  assert.equal((await logOf(quick.endpoint.id))[0]?.status, 'succeeded');
});
