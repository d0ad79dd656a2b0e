import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { FAULTS, type FaultName, seedOf } from '@tryon/fake-providers/faults';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import { falProvider } from '../providers/fal/fal-provider.js';
import { fashnProvider } from '../providers/fashn/fashn-provider.js';
import type { RemoteProvider } from '../providers/provider.js';
import { createBreakers } from '../routing/breakers.js';
import { type JobBench, openJobBench } from '../testing/job-bench.js';
import { JobPostponed } from './job.js';

describe('remote faults', () => {
  /** Would keep a try-on until its deadline of a minute; what becomes of it then is tested with the deadline. */
  const ENDLESS: readonly FaultName[] = ['stuck-in-queue', 'never-ends'];
  /** The one case in which a second picture is paid for, knowingly: the first one cannot be shown. */
  const REFUSED_BY_GUARD: readonly FaultName[] = [
    'echo-person',
    'echo-garment',
    'blank',
    'wrong-aspect',
    'result-garbage',
  ];
  const AT_ONCE = 8;

  let fake: FakeProviders;
  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.005, fashnConcurrency: 1_000 });
  });
  after(() => fake.close());

  /** Asks as fast as the fake answers. */
  function hurried(provider: RemoteProvider): RemoteProvider {
    const expectedMs = { performance: 60, balanced: 60, quality: 60 };
    return { ...provider, capabilities: { ...provider.capabilities, expectedMs } };
  }

  const brief = { inputs: 'bytes', timeoutMs: 2_000, submitTimeoutMs: 1_500 } as const;
  const PROVIDERS: Readonly<Record<'fal' | 'fashn', () => RemoteProvider>> = {
    fal: () =>
      falProvider({ ...brief, apiKey: fake.keys.fal, baseUrl: fake.falUrl, allowedOrigins: [fake.falUrl] }),
    fashn: () =>
      fashnProvider({
        ...brief,
        apiKey: fake.keys.fashn,
        baseUrl: fake.fashnUrl,
        allowedOrigins: [fake.fashnUrl],
      }),
  };

  interface Outcome {
    readonly fault: FaultName;
    readonly tryon: Tryon | undefined;
    /** It was put back into the queue: the provider had refused the submit for now. */
    readonly postponed: boolean;
  }

  async function runThrough(bench: JobBench, fault: FaultName): Promise<Outcome> {
    const tryon = await bench.submit({ livemode: true, mode: 'performance', seed: seedOf(fault) });
    let postponed = false;
    // The queue may bring a job more than once; the second time must change nothing.
    for (let time = 0; time < 2; time++) {
      try {
        await bench.run(tryon, { breakers: createBreakers() });
      } catch (error) {
        if (!(error instanceof JobPostponed)) throw error;
        postponed = true;
      }
    }
    return { fault, tryon: await bench.read(tryon), postponed };
  }

  for (const [name, make] of Object.entries(PROVIDERS)) {
    describe(`with every fault of ${name}`, () => {
      let bench: JobBench;
      const outcomes: Outcome[] = [];
      const runsOf = (fault: FaultName) =>
        fake.runs().filter((run) => run.api === name && run.inputs.seed === seedOf(fault));

      before(async () => {
        bench = await openJobBench(hurried(make()));
        const faults = FAULTS.map((fault) => fault.name).filter((fault) => !ENDLESS.includes(fault));
        for (let i = 0; i < faults.length; i += AT_ONCE) {
          const some = faults.slice(i, i + AT_ONCE);
          outcomes.push(...(await Promise.all(some.map((fault) => runThrough(bench, fault)))));
        }
      });
      after(() => bench.close());

      test('no try-on is bought again while its first run may still make a picture', () => {
        const twice = outcomes.filter(({ fault }) => runsOf(fault).length > 1).map(({ fault }) => fault);
        for (const fault of twice) {
          const [first, second, ...more] = runsOf(fault);
          assert.deepEqual(more, [], `${fault} was bought more than twice`);
          assert.equal(first?.phase, 'ended', fault);
          assert.ok(second!.createdAt >= first!.createdAt + 20, `${fault} was bought twice at once`);
          assert.ok(first?.charged === 0 || REFUSED_BY_GUARD.includes(fault), `${fault} was paid for twice`);
          assert.doesNotMatch(fault, /^submit-/, 'a submit whose answer was lost is never sent again');
        }
      });

      test('each ends, or waits for a provider that took nothing', () => {
        for (const { fault, tryon, postponed } of outcomes) {
          const bought = runsOf(fault).length;
          if (bought === 0) assert.ok(postponed || tryon?.status === 'failed', `${fault}: ${tryon?.status}`);
          else assert.match(tryon?.status ?? '', /^(completed|failed)$/, fault);
        }
      });

      test('only a picture that can be shown is charged', async () => {
        const completed = outcomes.filter(({ tryon }) => tryon?.status === 'completed');
        assert.ok(completed.length > 15, `${completed.length} were completed`);
        const { charged, reserved } = await bench.usage(true);
        assert.equal(charged, completed.length);
        const waiting = outcomes.filter(
          ({ tryon }) => tryon?.status === 'queued' || tryon?.status === 'processing',
        );
        assert.equal(reserved, waiting.length);
      });

      test('pictures that are none are not shown', () => {
        for (const { fault, tryon } of outcomes) {
          if (!REFUSED_BY_GUARD.includes(fault)) continue;
          assert.equal(tryon?.error?.code, 'provider_error', fault);
        }
      });
    });
  }
});
