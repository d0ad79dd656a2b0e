import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { FaultName } from '@tryon/fake-providers/faults';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import { type Received, receive } from '@tryon/fake-providers/testing/receiver';
import { drawnPictures, requestFor } from '../../testing/remote-runs.js';
import type { ProviderCallback } from '../provider.js';
import { falCallbackReader } from './fal-callback.js';
import { falProvider } from './fal-provider.js';

describe('fal callback', () => {
  let fake: FakeProviders;
  let pictures: { person: Buffer; garment: Buffer };

  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.01 });
    pictures = await drawnPictures();
  });
  after(() => fake.close());
  beforeEach(() => fake.faults.clear());

  const signal = () => AbortSignal.timeout(5_000);
  const asCallback = ({ headers, body }: Received): ProviderCallback => ({
    headers: headers as Record<string, string>,
    body: Buffer.from(body),
  });

  /** Buys a run with a fault and answers what its webhook brought. */
  async function webhooks(fault: FaultName | undefined, count = 1) {
    await using inbox = await receive();
    if (fault) fake.faults.next(fault);
    const fal = falProvider({ apiKey: fake.keys.fal, baseUrl: fake.falUrl, inputs: 'bytes' });
    const { requestId } = await fal.start(requestFor(pictures), { callbackUrl: `${inbox.url}?a=1&b=2` });
    return { requestId, received: (await inbox.wait(count)).map(asCallback) };
  }

  function reader(now?: () => number) {
    return falCallbackReader({ jwksUrl: fake.jwksUrl, timeoutMs: 2_000, ...(now && { now }) });
  }

  test('knows fal’s webhooks, as often as they come', async () => {
    const read = reader();
    const { requestId, received } = await webhooks('webhook-doubled', 3);
    for (const callback of received) assert.deepEqual(await read(callback, signal()), { requestId });
  });

  test('takes no webhook that is badly signed, not signed, old, or of another body', async () => {
    const read = reader();
    for (const fault of ['webhook-badly-signed', 'webhook-unsigned', 'webhook-old'] as const) {
      const { received } = await webhooks(fault);
      assert.equal(await read(received[0]!, signal()), undefined, fault);
    }
    const { received } = await webhooks(undefined);
    const forged = { ...received[0]!, body: Buffer.from('{"status":"OK"}') };
    assert.equal(await read(forged, signal()), undefined);
    const headers = { ...received[0]!.headers, 'x-fal-webhook-request-id': 'another' };
    assert.equal(await read({ ...received[0]!, headers }, signal()), undefined);
  });

  test('takes a clock that is five minutes off, and none that is more', async () => {
    const { requestId, received } = await webhooks(undefined);
    const at = (skewMs: number) => reader(() => Date.now() + skewMs)(received[0]!, signal());
    for (const ms of [-295_000, 295_000]) assert.deepEqual(await at(ms), { requestId });
    for (const ms of [-310_000, 310_000]) assert.equal(await at(ms), undefined);
  });

  test('fetches the keys anew when fal has changed them, but not for every forger', async () => {
    let clock = Date.now();
    const read = reader(() => clock);
    const first = await webhooks(undefined);
    assert.deepEqual(await read(first.received[0]!, signal()), { requestId: first.requestId });
    fake.rotateKeys('withdraw-old');
    const second = await webhooks(undefined);
    assert.equal(await read(second.received[0]!, signal()), undefined, 'the keys are seconds old');
    clock += 61_000;
    assert.deepEqual(await read(second.received[0]!, signal()), { requestId: second.requestId });
    assert.equal(await read(first.received[0]!, signal()), undefined, 'its key was withdrawn');
  });

  test('knows a webhook by any of the published keys', async () => {
    const first = await webhooks(undefined);
    fake.rotateKeys('keep-old');
    const second = await webhooks('webhook-rotated');
    const read = reader();
    for (const { requestId, received } of [first, second])
      assert.deepEqual(await read(received[0]!, signal()), { requestId });
  });

  test('keeps the keys for a day and no longer', async () => {
    let clock = Date.now();
    const read = reader(() => clock);
    const { received } = await webhooks(undefined);
    await read(received[0]!, signal());
    fake.rotateKeys('withdraw-old');
    clock += 25 * 3_600_000;
    const signedThen = { ...received[0]! };
    assert.equal(await read(signedThen, signal()), undefined);
  });
});
