import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setPolicy } from '@tryon/core/provider-policies/repository';
import type { FaultName } from '@tryon/fake-providers/faults';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import { falProvider } from '../providers/fal/fal-provider.js';
import { fashnProvider } from '../providers/fashn/fashn-provider.js';
import type { RemoteProvider } from '../providers/provider.js';
import { createBreakers } from '../routing/breakers.js';
import { type JobBench, openJobBench } from '../testing/job-bench.js';
import { createGuardFigures, type GuardReason } from './guard-figures.js';

describe('guarded runs', () => {
  const REFUSED: Readonly<Partial<Record<FaultName, GuardReason>>> = {
    'echo-person': 'unchanged',
    'echo-garment': 'garment_returned',
    blank: 'blank',
    'wrong-aspect': 'wrong_aspect',
    'result-garbage': 'undecodable',
  };

  let fake: FakeProviders;
  let bench: JobBench;
  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.005 });
    const options = { inputs: 'bytes' as const, allowedOrigins: [fake.falUrl] };
    bench = await openJobBench(
      hasty(falProvider({ ...options, apiKey: fake.keys.fal, baseUrl: fake.falUrl })),
      hasty(fashnProvider({ ...options, apiKey: fake.keys.fashn, baseUrl: fake.fashnUrl })),
    );
  });
  beforeEach(() => fake.faults.clear());
  after(async () => {
    await bench.close();
    await fake.close();
  });

  /** Its runs are over in no time, so it is asked at once. */
  function hasty(provider: RemoteProvider): RemoteProvider {
    const expectedMs = { performance: 50, balanced: 50, quality: 50 };
    return { ...provider, capabilities: { ...provider.capabilities, expectedMs } };
  }

  /** Makes a live try-on at one provider, and tells how it went. */
  async function make(provider: string) {
    await setPolicy(bench.deps.sql, bench.merchantId, [{ provider, monthlyBudgetMicros: null }]);
    const guardFigures = createGuardFigures();
    const before = { runs: fake.runs().length, charged: (await bench.usage(true)).charged };
    const tryon = await bench.submit({ livemode: true });
    await bench.run(tryon, { guardFigures, breakers: createBreakers() });
    const ended = await bench.read(tryon);
    return {
      status: ended?.status,
      error: ended?.error?.code,
      bought: fake.runs().length - before.runs,
      charged: (await bench.usage(true)).charged - before.charged,
      figures: guardFigures.read().map(({ outcome, pictures }) => `${outcome} ${pictures}`),
    };
  }

  for (const provider of ['fal', 'fashn']) {
    describe(`a picture of ${provider}`, () => {
      for (const [fault, reason] of Object.entries(REFUSED) as [FaultName, GuardReason][]) {
        test(`that is refused (${fault}) is made once more, and charged once`, async () => {
          fake.faults.next(fault);
          assert.deepEqual(await make(provider), {
            status: 'completed',
            error: undefined,
            bought: 2,
            charged: 1,
            figures: [`${reason} 1`, 'ok 1'],
          });
        });
      }

      test('that is refused twice fails the try-on, which costs nothing, and is not bought a third time', async () => {
        fake.faults.always('echo-person');
        assert.deepEqual(await make(provider), {
          status: 'failed',
          error: 'provider_error',
          bought: 2,
          charged: 0,
          figures: ['unchanged 2'],
        });
      });
    });
  }
});
