import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CallbackSignals,
  hashCallbackToken,
  mintCallbackToken,
  openCallbackSignals,
  type ReceivedCallback,
} from '@tryon/core/provider-runs/callbacks';
import { openRun } from '@tryon/core/provider-runs/open-run';
import { storeRequestId } from '@tryon/core/provider-runs/repository';
import { claimTryon } from '@tryon/core/tryons/lease';
import { failTryon } from '@tryon/core/tryons/settle';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('provider callbacks', () => {
  let server: TestServer;
  let signals: CallbackSignals;
  before(async () => {
    server = await startTestServer();
    signals = await openCallbackSignals(server.deps.sql, server.deps.logger);
  });
  after(async () => {
    await signals.close();
    await server.close();
  });

  /** A try-on with a run at a provider, as a worker leaves it. */
  async function bought() {
    const { sql, merchant } = { sql: server.deps.sql, merchant: server.merchant };
    const created = await server.call('POST', '/v1/tryons', {
      key: merchant.sk,
      json: { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' },
    });
    assert.equal(created.status, 202, created.text);
    const tryonId: string = created.json.id;
    const claimed = await claimTryon(sql, merchant.id, tryonId);
    assert.ok(claimed.claimed);
    const { leaseToken } = claimed.claim;
    const token = mintCallbackToken();
    const opened = await openRun(sql, merchant.id, {
      tryonId,
      n: 1,
      leaseToken,
      provider: 'fal',
      reservedMicros: 75_000,
      callbackTokenHash: hashCallbackToken(token),
    });
    assert.equal(opened, 'opened');
    await storeRequestId(sql, merchant.id, { tryonId, n: 1 }, { requestId: 'run-1' });
    let calls = 0;
    let last: ReceivedCallback | undefined;
    signals.listen(tryonId, (callback) => {
      calls++;
      last = callback;
    });
    return { tryonId, leaseToken, token, calls: () => calls, last: () => last };
  }

  const call = (provider: string, token: string, json: unknown = { status: 'OK' }) =>
    server.call('POST', `/v1/provider-callbacks/${provider}/${token}`, { json });

  async function heard(calls: () => number, times: number): Promise<void> {
    for (let i = 0; i < 100 && calls() < times; i++) await sleep(20);
    assert.equal(calls(), times);
  }

  test('tells whoever follows the run, each time it is called', async () => {
    const run = await bought();
    assert.equal((await call('fal', run.token)).status, 204);
    await heard(run.calls, 1);
    assert.equal(
      (await call('fal', run.token, { request_id: 'of another run', status: 'ERROR' })).status,
      204,
    );
    await heard(run.calls, 2);
  });

  test('passes on the very bytes and the headers that a signature is over, and no other header', async () => {
    const run = await bought();
    const body = '{ "request_id":"run-1",\n"status": "OK" }';
    const { status } = await server.call('POST', `/v1/provider-callbacks/fal/${run.token}`, {
      body,
      headers: { 'Content-Type': 'application/json', 'X-Fal-Webhook-Signature': 'abc', Cookie: 'a=b' },
    });
    assert.equal(status, 204);
    await heard(run.calls, 1);
    assert.equal(Buffer.from(run.last()?.body ?? []).toString(), body);
    assert.equal(run.last()?.headers['x-fal-webhook-signature'], 'abc');
    assert.equal(run.last()?.headers['cookie'], undefined);
  });

  test('passes on that there was a call when its body is too large for it, such as pictures', async () => {
    const run = await bought();
    for (const [index, length] of [9_000, 1_100_000, 12_000_000].entries()) {
      assert.equal((await call('fal', run.token, { payload: 'x'.repeat(length) })).status, 204);
      await heard(run.calls, index + 1);
      assert.equal(run.last()?.body.byteLength, 0);
    }
  });

  test('answers a late call like any other, and changes nothing', async () => {
    const { token, tryonId, leaseToken } = await bought();
    const failure = { code: 'provider_error', message: 'No picture.', retryable: true } as const;
    await failTryon(server.deps.sql, server.merchant.id, tryonId, leaseToken, failure, { runFinished: true });
    assert.equal((await call('fal', token)).status, 204);
    const { json } = await server.call('GET', `/v1/tryons/${tryonId}`, { key: server.merchant.sk });
    assert.equal(json.status, 'failed');
  });

  test('wakes nobody with a token that was not made, or for another provider', async () => {
    const run = await bought();
    assert.equal((await call('fal', mintCallbackToken())).status, 404);
    assert.equal((await call('fashn', run.token)).status, 404);
    assert.equal((await call('fal', 'x')).status, 422);
    await sleep(200);
    assert.equal(run.calls(), 0);
  });

  test('keeps the token and the body out of the log', async () => {
    const { token } = await bought();
    await call('fal', token, { payload: 'https://cdn.example/a-shopper.png' });
    assert.ok(!server.log.join('\n').includes(token));
    assert.ok(!server.log.join('\n').includes('a-shopper'));
  });

  test('goes on listening when its connection was cut', async () => {
    const run = await bought();
    const { sql } = server.deps;
    const cut = await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`;
    assert.ok(cut.length > 0);
    for (let i = 0; i < 100 && run.calls() === 0; i++) {
      await sleep(50);
      await call('fal', run.token);
    }
    assert.ok(run.calls() > 0);
  });

  test('a merchant’s server sees who makes a try-on and what it costs, and a page does not', async () => {
    const { sql, merchant } = { sql: server.deps.sql, merchant: server.merchant };
    const { tryonId, leaseToken } = await bought();
    const read = (key: string, headers = {}) => server.call('GET', `/v1/tryons/${tryonId}`, { key, headers });
    const running = (await read(merchant.sk)).json;
    assert.equal(running.provider, 'fal');
    await sql`update tryons set client_token_hash = sha256('ct_00000000000000000000000000') where id = ${tryonId}`;
    const page = await read(merchant.pk, { 'TryOn-Client-Token': 'ct_00000000000000000000000000' });
    assert.equal(page.status, 200, page.text);
    assert.equal(page.json.provider, undefined);
    assert.equal(page.json.cost, undefined);
    await failTryon(
      sql,
      merchant.id,
      tryonId,
      leaseToken,
      { code: 'provider_error', message: 'No picture.', retryable: true },
      { runFinished: true, runCostMicros: 37_500 },
    );
    const cost = { amount_micros: 37_500, currency: 'USD', estimated: false };
    const listed = await server.call('GET', '/v1/tryons?limit=100', { key: merchant.sk });
    const row = listed.json.data.find((tryon: { id: string }) => tryon.id === tryonId);
    assert.deepEqual(row.cost, cost);
    assert.deepEqual((await read(merchant.sk)).json.cost, cost);
  });
});
