import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PolicyEntry, setPolicy } from '@tryon/core/provider-policies/repository';
import { announceCallback } from '@tryon/core/provider-runs/callbacks';
import { openRun } from '@tryon/core/provider-runs/open-run';
import { findRun } from '@tryon/core/provider-runs/repository';
import { findCosts, readSpend } from '@tryon/core/provider-runs/spend';
import { claimTryon } from '@tryon/core/tryons/lease';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { usagePeriod } from '@tryon/core/usage/quota';
import {
  ProviderFailure,
  type RefusalReason,
  type RemoteProvider,
  SubmitRefused,
} from '../providers/provider.js';
import { createBreakers } from '../routing/breakers.js';
import { type JobBench, openJobBench } from '../testing/job-bench.js';
import { completedRun, type Ledger, openLedger, PRICE_MICROS } from '../testing/ledger-provider.js';
import { JobPostponed } from './job.js';

describe('routing', () => {
  let first: Ledger;
  let second: Ledger;
  let bench: JobBench;
  before(async () => {
    first = openLedger('first');
    second = openLedger('second', { guessesCategory: false, modes: ['performance', 'balanced'] });
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
  /** For tops, which the second provider needs to be told. */
  const submit = async (): Promise<Tryon> => {
    const tryon = await bench.submit({ livemode: true });
    await bench.deps.sql`update tryons set category = 'tops' where id = ${tryon.id}`;
    return tryon;
  };
  /** Each with circuits of its own, unless given. */
  const run = (tryon: Tryon, breakers = createBreakers()) => bench.run(tryon, { breakers });
  const runOf = (tryon: Tryon) => findRun(bench.deps.sql, bench.merchantId, tryon.id);
  const costOf = async (tryon: Tryon) => {
    const [cost] = await findCosts(bench.deps.sql, bench.merchantId, [tryon.id]);
    return cost && { micros: cost.micros, estimated: cost.estimated };
  };
  const spent = (provider: string) =>
    readSpend(bench.deps.sql, bench.merchantId, provider, usagePeriod(new Date()));
  const refuse = (ledger: Ledger, reason: RefusalReason) => {
    ledger.behaviour.start = () => Promise.reject(new SubmitRefused('not now', 800, { reason }));
  };
  const failing = (code: 'provider_error' | 'no_person', options: object = {}) =>
    Promise.reject(new ProviderFailure(code, 'There is no picture.', options));

  for (const reason of ['busy', 'down', 'credits', 'auth'] as const) {
    test(`goes on to the next provider when the first one refuses (${reason}), which costs nothing there`, async () => {
      const tryon = await submit();
      const before = [await spent('first'), await spent('second')];
      refuse(first, reason);
      await run(tryon);
      const ended = await bench.read(tryon);
      assert.equal(ended?.status, 'completed');
      assert.equal(ended.provider, 'second');
      assert.deepEqual([first.submits, second.submits], [[tryon.id], [tryon.id]]);
      assert.deepEqual(
        [await spent('first'), await spent('second')],
        [before[0], (before[1] ?? 0) + PRICE_MICROS],
      );
      assert.deepEqual(await costOf(tryon), { micros: PRICE_MICROS, estimated: false });
    });
  }

  test('never goes on to the next provider when the answer to a submit was lost', async () => {
    const tryon = await submit();
    first.behaviour.start = () => Promise.reject(new Error('socket hang up'));
    await run(tryon);
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual([first.submits, second.submits], [[tryon.id], []]);
    assert.deepEqual(await costOf(tryon), { micros: PRICE_MICROS, estimated: true });
  });

  test('never goes on to the next provider once a run was bought, however it fails', async () => {
    const tryon = await submit();
    first.behaviour.resume = () => failing('provider_error', { blame: 'try_again' });
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual([first.submits, second.submits], [[tryon.id, tryon.id], []]);
  });

  test('a submit that is never answered is lost after its time, and its late answer is told to stop', async () => {
    const tryon = await submit();
    let answer: (requestId: string) => void = () => undefined;
    first.behaviour.start = () => new Promise((resolve) => (answer = resolve));
    const startedAt = Date.now();
    await run(tryon);
    assert.ok(Date.now() - startedAt >= 2_400);
    assert.equal((await runOf(tryon))?.state, 'lost');
    assert.deepEqual(second.submits, []);
    answer('late');
    await sleep(300);
    assert.equal((await runOf(tryon))?.requestId, 'late');
  });

  test('a run that failed through nobody’s fault and for nothing is run once more, and no third time', async () => {
    const tryon = await submit();
    let asked = 0;
    first.behaviour.resume = () =>
      ++asked === 1 ? failing('provider_error', { blame: 'try_again' }) : completedRun();
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
    assert.deepEqual(first.submits, [tryon.id, tryon.id]);
    assert.equal((await runOf(tryon))?.n, 2);
    assert.deepEqual(await costOf(tryon), { micros: PRICE_MICROS, estimated: false });
  });

  for (const [what, code, options] of [
    ['the shopper’s photo', 'no_person', {}],
    ['us', 'provider_error', { blame: 'ours' }],
    ['nobody but cost something', 'provider_error', { blame: 'try_again', costMicros: 5_000 }],
  ] as const) {
    test(`a run that failed because of ${what} is not run again`, async () => {
      const tryon = await submit();
      first.behaviour.resume = () => failing(code, options);
      await run(tryon);
      assert.equal((await bench.read(tryon))?.error?.code, code);
      assert.deepEqual(first.submits, [tryon.id]);
      const micros = 'costMicros' in options ? options.costMicros : 0;
      assert.deepEqual(await costOf(tryon), { micros, estimated: false });
    });
  }

  test('a worker that dies between two runs leaves the second one to the next worker', async () => {
    const tryon = await submit();
    let asked = 0;
    first.behaviour.resume = () =>
      ++asked === 1 ? failing('provider_error', { blame: 'try_again' }) : completedRun();
    const submitWell = first.behaviour.start;
    let submitted = 0;
    first.behaviour.start = (...args) =>
      ++submitted === 2 ? Promise.reject(new SubmitRefused('busy', 800)) : submitWell(...args);
    await assert.rejects(run(tryon), JobPostponed);
    assert.deepEqual(
      { n: (await runOf(tryon))?.n, state: (await runOf(tryon))?.state },
      { n: 1, state: 'ended' },
    );
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
    assert.deepEqual(second.submits, [], 'the second run stays where the first one was');
  });

  test('PostgreSQL refuses a second run while one is open, whoever asks, and takes no budget for it', async () => {
    const tryon = await submit();
    const { sql } = bench.deps;
    const claimed = await claimTryon(sql, bench.merchantId, tryon.id);
    assert.ok(claimed.claimed);
    const before = await spent('first');
    const open = (n: number) =>
      openRun(sql, bench.merchantId, {
        tryonId: tryon.id,
        n,
        leaseToken: claimed.claim.leaseToken,
        provider: 'first',
        reservedMicros: PRICE_MICROS,
      });
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => open(1 + (i % 2))));
    assert.equal(outcomes.filter((outcome) => outcome === 'opened').length, 1);
    assert.equal(await spent('first'), before + PRICE_MICROS);
    for (const n of [1, 2]) {
      await assert.rejects(
        sql`insert into provider_runs (tryon_id, n, merchant_id, provider, state)
        values (${tryon.id}, ${n}, ${bench.merchantId}, 'first', 'submitting')`,
        /duplicate key/,
      );
    }
    await sql`update provider_runs set state = 'lost' where tryon_id = ${tryon.id}`;
    assert.equal(await open(2), 'not_ours');
  });

  test('a provider that cannot do what is asked is not asked', async () => {
    await policy(['second', null], ['first', null]);
    const tryon = await submit();
    await bench.deps.sql`update tryons set category = 'auto' where id = ${tryon.id}`;
    await run(tryon);
    assert.deepEqual([first.submits, second.submits], [[tryon.id], []]);
  });

  test('where no provider can do it, it fails at once and says whether the category is why', async () => {
    await policy(['second', null]);
    const { sql } = bench.deps;
    for (const [column, value, code] of [
      ['category', 'auto', 'unsupported_category'],
      ['num_samples', 5, 'provider_error'],
      ['mode', 'quality', 'provider_error'],
    ] as const) {
      const tryon = await submit();
      await sql`update tryons set ${sql(column)} = ${value} where id = ${tryon.id}`;
      await run(tryon);
      assert.equal((await bench.read(tryon))?.error?.code, code, column);
    }
    assert.deepEqual(second.submits, []);
  });

  test('a provider whose circuit is open is not asked, and asked again when it works', async () => {
    let now = Date.now();
    const breakers = createBreakers({ failures: 2, openMs: 10_000, now: () => now });
    refuse(first, 'down');
    for (const tryon of [await submit(), await submit(), await submit()]) await run(tryon, breakers);
    assert.equal(first.submits.length, 2);
    assert.equal(second.submits.length, 3);
    first.reset();
    now += 10_000;
    const tryon = await submit();
    await run(tryon, breakers);
    assert.equal((await bench.read(tryon))?.provider, 'first');
    assert.equal(breakers.state('first'), 'closed');
  });

  test('when every provider is down it waits, says so, and fails at its deadline for nothing', async () => {
    const tryon = await submit();
    const before = await bench.usage(true);
    refuse(first, 'down');
    refuse(second, 'busy');
    await assert.rejects(run(tryon), (error) => error instanceof JobPostponed && error.delayMs >= 800);
    const waiting = await bench.read(tryon);
    assert.deepEqual([waiting?.stage, waiting?.percent, waiting?.attempts], ['queued', 0, 0]);
    await bench.deps.sql`update tryons set deadline_at = now() where id = ${tryon.id}`;
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual(await bench.usage(true), { reserved: before.reserved - 1, charged: before.charged });
    assert.equal(await costOf(tryon), undefined);
  });

  test('buys nothing that could not be ready before the deadline', async () => {
    const tryon = await submit();
    await bench.deps.sql`update tryons set deadline_at = now() - interval '1 second' where id = ${tryon.id}`;
    await run(tryon);
    assert.equal((await bench.read(tryon))?.error?.code, 'provider_error');
    assert.deepEqual([first.submits, second.submits], [[], []]);
    assert.equal(await runOf(tryon), undefined);
  });

  test('asks a provider less and less often the longer it says no, however soon it wants to be asked', async () => {
    const tryon = await submit();
    first.behaviour.start = () => Promise.reject(new SubmitRefused('too many', 0));
    second.behaviour.start = () => Promise.reject(new SubmitRefused('too many', 0));
    await assert.rejects(run(tryon), (error) => error instanceof JobPostponed && error.delayMs >= 500);
    await bench.deps.sql`update tryons set created_at = now() - interval '20 seconds' where id = ${tryon.id}`;
    await assert.rejects(run(tryon), (error) => error instanceof JobPostponed && error.delayMs >= 3_000);
  });

  test('where the policy ends with the preview engine, that makes it when no other does', async () => {
    await policy(['first', null], ['preview', null]);
    refuse(first, 'credits');
    const tryon = await submit();
    await run(tryon);
    const waiting = await bench.read(tryon);
    assert.deepEqual([waiting?.provider, waiting?.lane, waiting?.stage], ['preview', 'preview', 'queued']);
  });

  test('our own storage being away buys nothing and is tried again', async () => {
    const tryon = await submit();
    first.behaviour.start = async (_id, _options, request) => {
      await request.person.bytes();
      return 'a run';
    };
    const { storage } = bench.deps;
    const away = { ...storage, get: () => Promise.reject(new Error('the disk is away')) };
    await assert.rejects(bench.run(tryon, { storage: away, breakers: createBreakers() }), JobPostponed);
    assert.equal(await runOf(tryon), undefined);
    assert.deepEqual(second.submits, []);
    await run(tryon);
    assert.equal((await bench.read(tryon))?.status, 'completed');
  });

  test('a completed run without a picture fails, and of more than were asked only those are shown', async () => {
    const none = await submit();
    first.behaviour.resume = () => completedRun(0);
    await run(none);
    assert.equal((await bench.read(none))?.error?.code, 'provider_error');
    const many = await submit();
    first.behaviour.resume = () => completedRun(4);
    await run(many);
    assert.equal((await bench.read(many))?.output.length, 1);
  });

  test('the provider’s call ends the wait for a run that usually takes long', async () => {
    const slow = openLedger('slow', {
      expectedMs: { performance: 60_000, balanced: 60_000, quality: 60_000 },
    });
    const provider: RemoteProvider = {
      ...slow.provider,
      readCallback: async ({ body }) => {
        const requestId = Buffer.from(body).toString();
        if (requestId === 'forged') throw new Error('the keys are away');
        return { requestId };
      },
    };
    let asked = 0;
    slow.behaviour.resume = () => {
      asked++;
      return completedRun();
    };
    await policy(['slow', null]);
    const tryon = await submit();
    let url = '';
    slow.behaviour.start = async (_id, { callbackUrl }) => {
      url = callbackUrl ?? '';
      return 'slow-run';
    };
    const startedAt = Date.now();
    const running = bench.run(tryon, {
      providers: new Map([['slow', provider]]),
      callbackBaseUrl: 'https://api.example',
    });
    await sleep(400);
    const token = /^https:\/\/api\.example\/v1\/provider-callbacks\/slow\/([0-9a-z]{32})$/.exec(url)?.[1];
    assert.ok(token, url);
    assert.equal((await bench.read(tryon))?.status, 'processing');
    const call = (body: string) =>
      announceCallback(bench.deps.sql, 'slow', token, { headers: {}, body: Buffer.from(body) });
    for (const body of ['forged', 'another run', 'x'.repeat(9_000)]) await call(body);
    await sleep(700);
    assert.equal(asked, 0, 'what is not the provider’s wakes nobody');
    assert.equal(await call('slow-run'), 'announced');
    await running;
    assert.equal((await bench.read(tryon))?.status, 'completed');
    assert.ok(Date.now() - startedAt < 10_000);
    assert.equal(await call('slow-run'), 'announced', 'a late call is heard, too');
  });
});
