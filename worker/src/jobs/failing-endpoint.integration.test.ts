import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSealer } from '@tryon/core/crypto/sealer';
import { sendTestEvent } from '@tryon/core/webhooks/delivery-repository';
import {
  deleteEndpoint,
  findEndpoint,
  rotateSecret,
  updateEndpoint,
} from '@tryon/core/webhooks/endpoint-repository';
import { type Heard, openWebhookBench, verify } from '../testing/webhook-bench.js';
import { JobPostponed } from './job.js';

const hooks = await openWebhookBench();
const { bench, heard, receiver, endpoint, happened, deliver, due, logOf } = hooks;

beforeEach(() => hooks.reset());
after(() => hooks.close());

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
  receiver.answer = (path) => ({ status: path === '/gone' ? 410 : 200 });
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
  receiver.answer = () => ({ status: 410 });
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
    receiver.answer = () => ({ status: asked++ % 2 ? 200 : 500 });
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
  receiver.answer = () => ({ status: 500 });
  await assert.rejects(deliver((await happened()).deliveries[0]), JobPostponed);
  await age();
  receiver.answer = () => ({ status: 200 });
  await deliver((await happened()).deliveries[0]);
  receiver.answer = () => ({ status: 500 });
  await assert.rejects(deliver((await happened()).deliveries[0]), JobPostponed);
  assert.equal(await status(), null);
  await age();
  const { deliveries } = await happened();
  await deliver(deliveries[0]);
  assert.equal(await status(), 'failing');
  const open = (await logOf(to.id)).filter((one) => one.status === 'pending');
  assert.equal(open.length, 0, 'what was pending has ended');
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

test('a disabled endpoint can be tested, and failing the test changes nothing', async () => {
  const { endpoint: to } = await endpoint();
  const { sql } = bench.deps;
  await updateEndpoint(sql, bench.merchantId, false, to.id, { status: 'disabled' });
  for (const status of [410, 200]) {
    receiver.answer = () => ({ status });
    await deliver(await sendTestEvent(sql, bench.merchantId, false, to.id));
  }
  assert.deepEqual(
    (await logOf(to.id)).map((one) => one.status),
    ['succeeded', 'failed'],
  );
  const found = await findEndpoint(sql, bench.merchantId, false, to.id);
  assert.deepEqual([found?.status, found?.disabledReason], ['disabled', 'merchant']);
});
