import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurnstile } from './turnstile.js';

test('lets no more than its number in at once, in the order they came', async () => {
  const turnstile = createTurnstile({ maxInside: 2, maxWaiting: 10 });
  const order: number[] = [];
  let inside = 0;
  let mostInside = 0;
  const visit = async (visitor: number): Promise<void> => {
    const leave = await turnstile.enter();
    assert.ok(leave);
    order.push(visitor);
    mostInside = Math.max(mostInside, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside--;
    leave();
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6].map(visit));
  assert.equal(mostInside, 2);
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6]);
});

test('sends away who finds the queue full, and admits again afterwards', async () => {
  const turnstile = createTurnstile({ maxInside: 1, maxWaiting: 1 });
  const leave = await turnstile.enter();
  const waiting = turnstile.enter();
  assert.equal(await turnstile.enter(), undefined);
  leave?.();
  const leaveNext = await waiting;
  leaveNext?.();
  assert.ok(await turnstile.enter());
});

test('frees the place in the queue of who gives up waiting', async () => {
  const turnstile = createTurnstile({ maxInside: 1, maxWaiting: 1 });
  const leave = await turnstile.enter();
  const reason = new Error('enough');
  const controller = new AbortController();
  const givesUp = turnstile.enter(controller.signal);
  controller.abort(reason);
  await assert.rejects(givesUp, reason);
  const next = turnstile.enter();
  leave?.();
  assert.ok(await next);
});

test('does not admit who comes with an aborted signal', async () => {
  const turnstile = createTurnstile({ maxInside: 1, maxWaiting: 1 });
  await assert.rejects(turnstile.enter(AbortSignal.abort()), { name: 'AbortError' });
  assert.ok(await turnstile.enter());
});
