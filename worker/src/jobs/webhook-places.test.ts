import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWebhookPlaces } from './webhook-places.js';

const at = (endpointId: string, merchantId: string) => ({ endpointId, merchantId });

test('one endpoint takes its share, and its merchant’s other endpoints go on', () => {
  const places = createWebhookPlaces({ perEndpoint: 2, perMerchant: 3 });
  assert.ok(places.take(at('a', 'm')).taken);
  assert.ok(places.take(at('a', 'm')).taken);
  assert.equal(places.take(at('a', 'm')).taken, false);
  assert.ok(places.take(at('b', 'm')).taken);
});

test('a merchant with many hanging endpoints takes its share, and other merchants go on', () => {
  const places = createWebhookPlaces({ perEndpoint: 2, perMerchant: 3 });
  for (const endpoint of ['a', 'b', 'c']) assert.ok(places.take(at(endpoint, 'm')).taken);
  assert.equal(places.take(at('d', 'm')).taken, false);
  assert.ok(places.take(at('e', 'n')).taken);
});

test('a place that was released is free again', () => {
  const places = createWebhookPlaces({ perEndpoint: 1, perMerchant: 1 });
  const first = places.take(at('a', 'm'));
  assert.ok(first.taken);
  assert.equal(places.take(at('a', 'm')).taken, false);
  first.release();
  assert.ok(places.take(at('a', 'm')).taken);
});

for (const [jobs, attemptMs, worst] of [
  [400, 15_000, 1.5],
  [400, 2_000, 1.5],
  [100, 50, 4],
] as const) {
  test(`${jobs} deliveries at ${attemptMs} ms each come back at that pace, and ask a few times each`, () => {
    const limit = 8;
    let clock = 0;
    const places = createWebhookPlaces({ perEndpoint: limit, perMerchant: 20 }, () => clock);
    let asked = 0;
    const due: { at: number; run: () => void }[] = [];
    const come = () => {
      asked++;
      const place = places.take(at('slow', 'm'));
      due.push(
        place.taken
          ? { at: clock + attemptMs, run: place.release }
          : { at: clock + place.retryAfterMs, run: come },
      );
    };
    for (let i = 0; i < jobs; i++) due.push({ at: 0, run: come });
    while (due.length > 0) {
      due.sort((a, b) => a.at - b.at);
      const next = due.shift();
      clock = next?.at ?? clock;
      next?.run();
    }
    const idealMs = (jobs / limit) * attemptMs;
    assert.ok(clock < idealMs * worst, `it took ${clock} ms where ${idealMs} ms were possible`);
    // One look every twenty seconds while it lasts is little; a look a second each would be much.
    assert.ok(asked < jobs * (8 + clock / 20_000), `${asked} looks for ${jobs} deliveries in ${clock} ms`);
  });
}
