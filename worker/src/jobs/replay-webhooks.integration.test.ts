import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eraseTryon } from '@tryon/core/tryons/erase';
import { replayDelivery, replayRange } from '@tryon/core/webhooks/delivery-repository';
import type { WebhookDeliveryRef } from '@tryon/core/webhooks/event';
import { startWorker } from '../start-worker.js';
import { openWebhookBench, verify } from '../testing/webhook-bench.js';
import { JobPostponed } from './job.js';
import { requeueDeliveries } from './requeue-deliveries.js';

const hooks = await openWebhookBench();
const { bench, heard, receiver, endpoint, happened, deliver, logOf } = hooks;

beforeEach(() => hooks.reset());
after(() => hooks.close());

test('replays one delivery, or a time range, each event once and under its own id', async () => {
  const { endpoint: to } = await endpoint();
  receiver.answer = () => ({ status: 500 });
  const first = await happened();
  await assert.rejects(deliver(first.deliveries[0]), JobPostponed);
  await bench.deps
    .sql`update webhook_deliveries set status = 'failed', ended_at = now() where endpoint_id = ${to.id}`;
  receiver.answer = () => ({ status: 200 });
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

test('erasing a try-on empties its events and what receivers said back', async () => {
  const { endpoint: to } = await endpoint();
  const { sql } = bench.deps;
  const { tryonId, deliveries } = await happened();
  await sql`update webhook_events set payload = jsonb_set(payload::jsonb, '{data,metadata}', '{"order": "of Ada"}')::text
    where tryon_id = ${tryonId}`;
  receiver.answer = () => ({ status: 200, body: 'thank you for the order of Ada' });
  await deliver(deliveries[0]);
  assert.match(JSON.stringify(await logOf(to.id)), /of Ada.*of Ada/);
  await eraseTryon(sql, bench.merchantId, tryonId);
  const [logged] = await logOf(to.id);
  assert.doesNotMatch(JSON.stringify(logged), /of Ada/);
  assert.equal(logged?.log[0]?.responseStatus, 200, 'that it arrived is still known');
});
