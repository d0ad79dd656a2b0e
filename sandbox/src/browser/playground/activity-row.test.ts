import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventRow, requestRow, webhookRow } from './activity-row.js';

const at = new Date('2026-11-21T09:30:00.000Z');
const eventOf = (type: string, detail: unknown): CustomEvent =>
  ({ type, detail, defaultPrevented: false }) as CustomEvent;

test('an event says in a word what it came to', () => {
  assert.equal(eventRow(eventOf('tryon-error', { code: 'no_person' }), at).outcome, 'no_person');
  assert.equal(eventRow(eventOf('tryon-error', { code: 'no_person' }), at).tone, 'bad');
  const progress = eventRow(eventOf('tryon-progress', { stage: 'generating', percent: 61.4 }), at);
  assert.equal(progress.outcome, 'generating 61 %');
  assert.equal(eventRow(eventOf('tryon-analytics', { name: 'dialog_opened' }), at).outcome, 'dialog_opened');
  assert.equal(eventRow(eventOf('tryon-close', {}), at).outcome, undefined);
});

test('a request is under way, then good or bad, and shows its ids by their beginning', () => {
  const request = {
    number: 1,
    at,
    method: 'GET',
    path: '/v1/tryons/tryon_01k0x2m9v3q8r7s6t5p4n3m2k1/events',
  };
  const begun = requestRow(request);
  assert.equal(begun.name, 'GET /v1/tryons/tryon_01k0x2…/events');
  assert.deepEqual([begun.tone, begun.outcome], ['open', 'under way']);
  const refused = requestRow({ ...request, status: 429, code: 'rate_limited', ms: 12 });
  assert.deepEqual([refused.tone, refused.outcome], ['bad', '429 · rate_limited · 12 ms']);
  assert.equal(requestRow({ ...request, code: 'no answer', ms: 3 }).tone, 'bad');
  assert.equal(requestRow({ ...request, code: 'sent' }).tone, 'good');
});

test('only a webhook whose signature holds can be replayed', () => {
  const arrived = { number: 1, receivedAt: at.toISOString(), eventId: 'evt_1', headers: {} };
  const good = webhookRow({ ...arrived, times: 3, type: 'tryon.failed', verdict: 'ok', answered: 204 });
  assert.equal(good.replayOf, 'evt_1');
  assert.match(good.note ?? '', /3rd time/);
  const bad = webhookRow({ ...arrived, times: 1, verdict: 'invalid_signature', answered: 400 });
  assert.deepEqual([bad.name, bad.tone, bad.replayOf], ['unverified', 'bad', undefined]);
});
