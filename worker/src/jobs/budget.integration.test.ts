import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PolicyEntry, setPolicy } from '@tryon/core/provider-policies/repository';
import { findRun } from '@tryon/core/provider-runs/repository';
import { findCosts, readSpend } from '@tryon/core/provider-runs/spend';
import { eraseTryon } from '@tryon/core/tryons/erase';
import { cancelTryon } from '@tryon/core/tryons/settle';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { usagePeriod } from '@tryon/core/usage/quota';
import { ProviderFailure } from '../providers/provider.js';
import { createBreakers } from '../routing/breakers.js';
import { type JobBench, openJobBench } from '../testing/job-bench.js';
import { completedRun, type Ledger, openLedger, PRICE_MICROS } from '../testing/ledger-provider.js';
import { closeRuns } from './close-runs.js';

describe('budget', () => {
  let first: Ledger;
  let second: Ledger;
  let bench: JobBench;
  before(async () => {
    first = openLedger('first');
    second = openLedger('second');
    bench = await openJobBench(first.provider, second.provider);
  });
  beforeEach(async () => {
    first.reset();
    second.reset();
    await policy(['first', null], ['second', null]);
  });
  after(() => bench.close());

  const policy = (...entries: [string, number | null][]) =>
    setPolicy(
      bench.deps.sql,
      bench.merchantId,
      entries.map(([provider, monthlyBudgetMicros]): PolicyEntry => ({ provider, monthlyBudgetMicros })),
    );
  const submit = () => bench.submit({ livemode: true });
  const run = (tryon: Tryon) => bench.run(tryon, { breakers: createBreakers() });
  const runOf = (tryon: Tryon) => findRun(bench.deps.sql, bench.merchantId, tryon.id);
  const costOf = async (tryon: Tryon) => {
    const [cost] = await findCosts(bench.deps.sql, bench.merchantId, [tryon.id]);
    return cost && { micros: cost.micros, estimated: cost.estimated };
  };
  const spent = (provider: string) =>
    readSpend(bench.deps.sql, bench.merchantId, provider, usagePeriod(new Date()));
  /** Lets the time pass until a provider that was told is told again. */
  const dueAgain = ({ id }: Tryon) =>
    bench.deps
      .sql`update provider_runs set close_due_at = now() where tryon_id = ${id} and close_due_at is not null`;
  async function until(holds: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 500; i++) {
      if (await holds()) return;
      await sleep(20);
    }
    assert.fail('it never came to that');
  }

  test('submits at the same moment do not pass the month’s budget, and the next provider takes the rest', async () => {
    const used = await spent('first');
    await policy(['first', used + 3 * PRICE_MICROS], ['second', null]);
    const tryons = await Promise.all(Array.from({ length: 10 }, submit));
    await Promise.all(tryons.map((tryon) => run(tryon)));
    assert.equal(first.submits.length, 3);
    assert.equal(second.submits.length, 7);
    assert.equal(await spent('first'), used + 3 * PRICE_MICROS);
    for (const tryon of tryons) assert.equal((await bench.read(tryon))?.status, 'completed');
  });

  test('what a run did not cost after all can be spent again', async () => {
    const used = await spent('first');
    await policy(['first', used + PRICE_MICROS], ['second', null]);
    const failed = await submit();
    first.behaviour.resume = () => Promise.reject(new ProviderFailure('no_person', 'There is no picture.'));
    await run(failed);
    assert.equal(await spent('first'), used);
    first.reset();
    const tryon = await submit();
    await run(tryon);
    assert.equal((await bench.read(tryon))?.provider, 'first');
    assert.equal(await spent('first'), used + PRICE_MICROS);
  });

  test('what the provider says it cost counts, not its price', async () => {
    const tryon = await submit();
    const used = await spent('first');
    first.behaviour.resume = async () => ({ ...(await completedRun()), costMicros: 12_345 });
    await run(tryon);
    assert.deepEqual(await costOf(tryon), { micros: 12_345, estimated: false });
    assert.equal(await spent('first'), used + 12_345);
  });

  test('with every budget used up it fails at once, and costs nothing', async () => {
    await policy(['first', 0], ['second', 0]);
    const tryon = await submit();
    const before = await bench.usage(true);
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual(await bench.usage(true), { reserved: before.reserved - 1, charged: before.charged });
    assert.deepEqual([first.submits, second.submits, await costOf(tryon)], [[], [], undefined]);
  });

  test('a run that was canceled gives its money back when the provider has stopped it', async () => {
    const tryon = await submit();
    const used = await spent('first');
    first.behaviour.resume = async () => ({ status: 'running' });
    const running = run(tryon);
    await until(async () => (await runOf(tryon))?.state === 'submitted');
    assert.equal(await spent('first'), used + PRICE_MICROS);
    await cancelTryon(bench.deps.sql, bench.merchantId, tryon.id);
    await running;
    assert.deepEqual(first.canceled, [`run-${tryon.id}`]);
    assert.equal(await spent('first'), used);
  });

  test('a cancel that was only promised counts in full until the run is over, and then with what it cost', async () => {
    for (const costMicros of [0, PRICE_MICROS]) {
      first.reset();
      const tryon = await submit();
      const used = await spent('first');
      first.behaviour.resume = async () => ({ status: 'running' });
      first.behaviour.canceled = 'may_finish';
      first.behaviour.settled = { status: 'running' };
      const running = run(tryon);
      await until(async () => (await runOf(tryon))?.state === 'submitted');
      await eraseTryon(bench.deps.sql, bench.merchantId, tryon.id);
      await running;
      await dueAgain(tryon);
      await closeRuns(bench.deps);
      assert.equal(await spent('first'), used + PRICE_MICROS, 'it may still cost all of it');
      assert.deepEqual(await costOf(tryon), { micros: PRICE_MICROS, estimated: true });
      const erasedBefore = first.erased.length;
      first.behaviour.canceled = 'finished';
      first.behaviour.settled = { status: 'ended', costMicros };
      await dueAgain(tryon);
      await closeRuns(bench.deps);
      assert.equal(await spent('first'), used + costMicros);
      assert.deepEqual(await costOf(tryon), { micros: costMicros, estimated: false });
      assert.equal(first.erased.length, erasedBefore + 1, 'what it made meanwhile goes, too');
      await dueAgain(tryon);
      await closeRuns(bench.deps);
      assert.equal(first.erased.length, erasedBefore + 1, 'and then it is left alone');
    }
  });
});
