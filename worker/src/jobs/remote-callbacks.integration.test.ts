import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultName } from '@tryon/fake-providers/faults';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import { falProvider } from '../providers/fal/fal-provider.js';
import { fashnProvider } from '../providers/fashn/fashn-provider.js';
import type { RemoteProvider } from '../providers/provider.js';
import { type CallbackServer, startCallbackServer } from '../testing/callback-server.js';
import { type JobBench, openJobBench } from '../testing/job-bench.js';

describe('remote callbacks', () => {
  let fake: FakeProviders;
  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.05 });
  });
  after(() => fake.close());
  beforeEach(() => fake.faults.clear());

  /** Would ask only when the try-on has long been given up: whatever ends sooner was ended by a call. */
  function patient(provider: RemoteProvider): RemoteProvider {
    const expectedMs = { performance: 50_000, balanced: 50_000, quality: 50_000 };
    return { ...provider, capabilities: { ...provider.capabilities, expectedMs } };
  }

  const PROVIDERS: Readonly<Record<string, () => RemoteProvider>> = {
    fal: () =>
      falProvider({ apiKey: fake.keys.fal, baseUrl: fake.falUrl, jwksUrl: fake.jwksUrl, inputs: 'bytes' }),
    fashn: () => fashnProvider({ apiKey: fake.keys.fashn, baseUrl: fake.fashnUrl, inputs: 'bytes' }),
  };

  for (const [name, make] of Object.entries(PROVIDERS)) {
    describe(`called by ${name}`, () => {
      let bench: JobBench;
      let server: CallbackServer;
      before(async () => {
        bench = await openJobBench(patient(make()));
        server = await startCallbackServer(bench.deps.sql);
      });
      after(async () => {
        await server.close();
        await bench.close();
      });

      /** Runs a try-on for at most `ms`, and says what has become of it by then. */
      async function outcome(fault: FaultName | undefined, ms: number): Promise<string | undefined> {
        if (fault) fake.faults.next(fault);
        const tryon = await bench.submit({ livemode: true, mode: 'performance' });
        const stop = new AbortController();
        const work = bench.run(tryon, { callbackBaseUrl: server.baseUrl }, stop.signal);
        await Promise.race([work, sleep(ms)]);
        const status = (await bench.read(tryon))?.status;
        stop.abort(new Error('seen enough'));
        await work.catch(() => undefined);
        return status;
      }

      test('asks at once for what has become of the run', async () => {
        assert.equal(await outcome(undefined, 20_000), 'completed');
        assert.equal(await outcome('no-pose', 20_000), 'failed');
      });

      test('takes calls that come early, or again and again', async () => {
        for (const fault of ['webhook-early', 'webhook-doubled'] as const)
          assert.equal(await outcome(fault, 20_000), 'completed', fault);
      });

      test('goes on waiting when nobody calls', async () => {
        assert.equal(await outcome('webhook-none', 1_500), 'processing');
      });

      if (name === 'fal') {
        test('takes no notice of calls that fal did not sign', async () => {
          for (const fault of ['webhook-unsigned', 'webhook-badly-signed', 'webhook-old'] as const) {
            const before = server.calls();
            assert.equal(await outcome(fault, 2_500), 'processing', fault);
            assert.equal(server.calls(), before + 1, fault);
          }
        });
      }
    });
  }
});
