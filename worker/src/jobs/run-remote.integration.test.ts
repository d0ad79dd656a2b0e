import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findRun } from '@tryon/core/provider-runs/repository';
import { cancelTryon } from '@tryon/core/tryons/settle';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { ProviderFailure, type RemoteState, SubmitRefused } from '../providers/provider.js';
import { type Breakers, createBreakers } from '../routing/breakers.js';
import { type JobBench, openJobBench, picture } from '../testing/job-bench.js';
import { completedRun, type Ledger, openLedger } from '../testing/ledger-provider.js';
import { closeRuns } from './close-runs.js';
import { JobPostponed } from './job.js';
import { requeueLost } from './requeue-lost.js';

describe('run remote', () => {
  let book: Ledger;
  let bench: JobBench;
  before(async () => {
    book = openLedger('ledger');
    bench = await openJobBench(book.provider);
  });
  let breakers: Breakers;
  beforeEach(() => {
    book.reset();
    breakers = createBreakers();
  });
  after(() => bench.close());

  const submit = () => bench.submit({ livemode: true });
  const run = (tryon: Tryon, signal?: AbortSignal) => bench.run(tryon, { breakers }, signal);
  const runOf = (tryon: Tryon) => findRun(bench.deps.sql, bench.merchantId, tryon.id);
  const expireLease = (tryon: Tryon) =>
    bench.deps.sql`update tryons set lease_expires_at = now() - interval '1 minute' where id = ${tryon.id}`;
  const running = async (): Promise<RemoteState> => ({ status: 'running' });

  test('a live try-on waits in the remote lane, is bought once and charged once', async () => {
    const tryon = await submit();
    assert.equal(tryon.lane, 'remote');
    const before = await bench.usage(true);
    await run(tryon);
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
    assert.deepEqual(book.submits, [tryon.id]);
    assert.equal((await runOf(tryon))?.state, 'ended');
    assert.deepEqual(await bench.usage(true), { reserved: before.reserved - 1, charged: before.charged + 1 });
    await closeRuns(bench.deps);
    assert.deepEqual(book.canceled, []);
  });

  test('a worker that takes over goes on with the run that was bought', async () => {
    const tryon = await submit();
    book.behaviour.resume = running;
    const dying = new AbortController();
    const first = run(tryon, dying.signal);
    await sleep(300);
    assert.equal((await runOf(tryon))?.state, 'submitted');
    dying.abort(new Error('killed'));
    await assert.rejects(first, JobPostponed);
    book.behaviour.resume = completedRun;
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
    assert.deepEqual(book.submits, [tryon.id]);
  });

  test('a run that was resumed needs the photo no more', async () => {
    const tryon = await submit();
    book.behaviour.resume = running;
    const dying = new AbortController();
    const first = run(tryon, dying.signal);
    await sleep(300);
    dying.abort(new Error('killed'));
    await assert.rejects(first, JobPostponed);
    await bench.deps.sql`update images set deleted_at = now() where id = ${tryon.modelImageId}`;
    book.behaviour.resume = completedRun;
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
  });

  test('a submit whose answer was lost is not sent again: it fails and costs nothing', async () => {
    const tryon = await submit();
    const before = await bench.usage(true);
    book.behaviour.start = () => Promise.reject(new Error('socket hang up'));
    await run(tryon);
    await run(tryon);
    const ended = await bench.read(tryon);
    assert.equal(ended?.error?.code, 'provider_error');
    assert.equal(ended.error.retryable, true);
    assert.deepEqual(book.submits, [tryon.id]);
    assert.equal((await runOf(tryon))?.state, 'lost');
    assert.deepEqual(await bench.usage(true), { reserved: before.reserved - 1, charged: before.charged });
  });

  test('a worker that finds an unanswered submit waits for it and then calls it lost', async () => {
    const tryon = await submit();
    book.behaviour.start = () => new Promise(() => undefined);
    void run(tryon); // as a worker that is killed in the middle of its submit: it never comes back
    await sleep(300);
    assert.equal((await runOf(tryon))?.state, 'submitting');
    await expireLease(tryon);
    await assert.rejects(run(tryon), (error) => error instanceof JobPostponed && error.delayMs > 1_000);
    await bench.deps
      .sql`update provider_runs set submitting_since = now() - interval '1 minute' where tryon_id = ${tryon.id}`;
    await expireLease(tryon);
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual(book.submits, [tryon.id]);
  });

  test('what a worker bought after it had lost its try-on is canceled at the provider', async () => {
    const tryon = await submit();
    let answer: (requestId: string) => void = () => undefined;
    book.behaviour.start = () => new Promise((resolve) => (answer = resolve));
    const first = run(tryon);
    await sleep(300);
    await cancelTryon(bench.deps.sql, bench.merchantId, tryon.id);
    await sleep(1_500);
    answer('late-run');
    await first;
    await closeRuns(bench.deps);
    assert.deepEqual(book.canceled, ['late-run']);
    assert.equal((await runOf(tryon))?.state, 'ended');
    assert.equal((await bench.read(tryon))?.status, 'canceled');
  });

  test('a cancel reaches the provider within seconds, whoever holds the job', async () => {
    const tryon = await submit();
    book.behaviour.resume = running;
    const first = run(tryon);
    await sleep(300);
    await cancelTryon(bench.deps.sql, bench.merchantId, tryon.id);
    await first;
    assert.deepEqual(book.canceled, [`run-${tryon.id}`]);
  });

  test('the sweep tells the provider when the worker died before it could', async () => {
    const tryon = await submit();
    book.behaviour.resume = running;
    const dying = new AbortController();
    const first = run(tryon, dying.signal);
    await sleep(300);
    dying.abort(new Error('killed'));
    await assert.rejects(first, JobPostponed);
    await cancelTryon(bench.deps.sql, bench.merchantId, tryon.id);
    await closeRuns(bench.deps);
    await closeRuns(bench.deps);
    assert.deepEqual(book.canceled, [`run-${tryon.id}`]);
  });

  test('a provider without room is asked again, and nothing was bought meanwhile', async () => {
    const tryon = await submit();
    book.behaviour.start = () => Promise.reject(new SubmitRefused('too many runs', 800));
    await assert.rejects(
      run(tryon),
      (error) => error instanceof JobPostponed && error.delayMs >= 800 && error.delayMs <= 1_000,
    );
    assert.equal(await runOf(tryon), undefined);
    assert.equal((await bench.read(tryon))?.attempts, 0);
    book.behaviour.start = async () => 'second';
    await assert.rejects(run(tryon), JobPostponed, 'not before it said');
    await sleep(900);
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
  });

  test('a provider that stays without room past the deadline fails the try-on', async () => {
    const tryon = await submit();
    book.behaviour.start = () => Promise.reject(new SubmitRefused('too many runs', 800));
    await assert.rejects(run(tryon), JobPostponed);
    await bench.deps.sql`update tryons set deadline_at = now() where id = ${tryon.id}`;
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
  });

  test('a refusal for good fails in the provider’s words, with nothing to stop', async () => {
    const tryon = await submit();
    book.behaviour.resume = () =>
      Promise.reject(new ProviderFailure('no_person', 'Nobody is in this photo.'));
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'no_person');
    await closeRuns(bench.deps);
    assert.deepEqual(book.canceled, []);
  });

  test('a provider that hangs ends as provider_timeout when the mode’s deadline has passed, and is told to stop', async () => {
    const tryon = await submit();
    book.behaviour.resume = running;
    const first = run(tryon);
    await sleep(200);
    const left = (await bench.read(tryon))?.deadlineAt?.getTime() ?? 0;
    assert.ok(Math.abs(left - Date.now() - 120_000) < 5_000);
    await bench.deps.sql`update tryons set deadline_at = now() where id = ${tryon.id}`;
    await cancelRunning(first, tryon);
    await run(tryon); // takes it over with seconds left for a last look
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_timeout');
    assert.ok(book.canceled.includes(`run-${tryon.id}`));
  });

  test('what is finished when its deadline has passed is still taken', async () => {
    const tryon = await submit();
    book.behaviour.resume = running;
    const dying = new AbortController();
    const first = run(tryon, dying.signal);
    await sleep(300);
    dying.abort(new Error('killed'));
    await assert.rejects(first, JobPostponed);
    await bench.deps
      .sql`update tryons set deadline_at = now() - interval '10 seconds' where id = ${tryon.id}`;
    book.behaviour.resume = completedRun;
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
  });

  test('garbage in answer to polls is asked past, and given up in the end without a second run', async () => {
    const tryon = await submit();
    let asked = 0;
    book.behaviour.resume = async () => {
      if (++asked < 4) throw new SyntaxError('Unexpected token < in JSON');
      return completedRun();
    };
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
    assert.deepEqual(book.submits, [tryon.id]);
  });

  test('a result that is no picture is made once more, and then fails as provider_error', async () => {
    const tryon = await submit();
    book.behaviour.resume = async () => ({
      status: 'completed',
      result: {
        pictures: [{ bytes: new TextEncoder().encode('<html>502</html>') }],
        category: 'tops',
        garmentPhotoType: 'model',
        warnings: [],
      },
    });
    await run(tryon);
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual(book.submits, [tryon.id, tryon.id]);
  });

  test('a picture that is cut off behind its header is none: it is neither kept nor charged', async () => {
    const tryon = await submit();
    const before = await bench.usage(true);
    const whole = await picture('#0000ff');
    book.behaviour.resume = async () => ({
      status: 'completed',
      result: {
        pictures: [{ bytes: whole.subarray(0, whole.byteLength - 200) }],
        category: 'tops',
        garmentPhotoType: 'model',
        warnings: [],
      },
    });
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual(await bench.usage(true), { reserved: before.reserved - 1, charged: before.charged });
    assert.ok(!(await bench.results()).some((name) => name.includes(tryon.id)));
  });

  test('the sweep fails a try-on that nobody claimed in half an hour, and gives its quota back', async () => {
    const tryon = await submit();
    const before = await bench.usage(true);
    await bench.deps.sql`update tryons set created_at = now() - interval '31 minutes' where id = ${tryon.id}`;
    await requeueLost(bench.deps);
    assert.equal((await bench.read(tryon))?.error?.code, 'timeout');
    assert.deepEqual(await bench.usage(true), { reserved: before.reserved - 1, charged: before.charged });
  });

  /** Lets a worker lose a try-on as if it had been killed, so that another may take it over. */
  async function cancelRunning(first: Promise<void>, tryon: Tryon): Promise<void> {
    await bench.deps
      .sql`update tryons set lease_token = 'lease_of_nobody', lease_expires_at = now() where id = ${tryon.id}`;
    await first;
  }
});
