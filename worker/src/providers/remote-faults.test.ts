import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { FAULTS, type FaultName, seedOf } from '@tryon/fake-providers/faults';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import { drawnPictures, follow, requestFor } from '../testing/remote-runs.js';
import { falProvider } from './fal/fal-provider.js';
import { fashnProvider } from './fashn/fashn-provider.js';
import { ProviderFailure, type RemoteProvider, SubmitRefused } from './provider.js';

describe('remote faults', () => {
  /** `credits` and the like: refused, with the reason; a code and a blame: failed; `lost`: nobody knows. */
  type Expected = string;

  /** What becomes of a submit with this fault, at fal and at FASHN. */
  const SUBMITS: Partial<Record<FaultName, readonly [fal: Expected, fashn: Expected]>> = {
    unauthorized: ['refused auth', 'refused auth'],
    forbidden: ['refused auth', 'refused auth'],
    'out-of-credits': ['refused credits', 'refused credits'],
    'rate-limited': ['refused busy', 'refused busy'],
    'rate-limited-bare': ['refused busy', 'refused busy'],
    'too-many-runs': ['refused busy', 'refused busy'],
    'bad-request': ['provider_error ours', 'provider_error ours'],
    'unknown-model': ['refused auth', 'refused auth'],
    'refused-500': ['lost', 'refused down'],
    'refused-503': ['refused down', 'refused down'],
    'submit-hangs': ['lost', 'lost'],
    'submit-cut': ['lost', 'lost'],
    'submit-cut-json': ['lost', 'lost'],
    'submit-html-502': ['lost', 'lost'],
    'submit-html-503': ['lost', 'lost'],
    'submit-500': ['lost', 'lost'],
    'submit-endless': ['lost', 'lost'],
  };

  /** What becomes of a run with this fault. */
  const RUNS: Partial<Record<FaultName, readonly [fal: Expected, fashn: Expected]>> = {
    'person-not-loaded': ['image_unreadable photo', 'image_unreadable photo'],
    'garment-not-loaded': ['image_unreadable garment', 'image_unreadable garment'],
    moderated: ['content_moderated garment', 'content_moderated garment'],
    'no-pose': ['no_person photo', 'no_person photo'],
    'invalid-input': ['provider_error ours', 'provider_error ours'],
    pipeline: ['provider_error try_again', 'provider_error try_again'],
    'third-party': ['provider_error ours', 'provider_error try_again'],
    'third-party-unavailable': ['provider_error try_again', 'provider_error try_again'],
    unavailable: ['provider_error try_again', 'provider_error try_again'],
    internal: ['provider_error try_again', 'provider_error try_again'],
    'lora-not-loaded': ['provider_error try_again', 'provider_error ours'],
    'unheard-of': ['provider_error ours', 'provider_error try_again'],
    'person-too-small': ['image_unreadable photo', 'image_unreadable photo'],
    'person-too-large': ['image_unreadable photo', 'image_unreadable photo'],
    'garment-file-too-large': ['image_unreadable garment', 'image_unreadable garment'],
    'garment-format': ['image_unreadable garment', 'image_unreadable garment'],
    'file-not-downloaded': ['provider_error ours', 'image_unreadable photo'],
    'generation-timeout': ['provider_timeout try_again', 'provider_error try_again'],
    'plain-detail': ['provider_error try_again', 'provider_error try_again'],
    'retryable-says-no': ['provider_error ours', 'provider_error ours'],
    'retryable-says-yes': ['provider_error try_again', 'provider_error try_again'],
    'needs-retry-says-yes': ['provider_error try_again', 'provider_error try_again'],
    'request-timeout': ['provider_timeout try_again', 'provider_error try_again'],
    'startup-timeout': ['provider_timeout try_again', 'provider_error try_again'],
    'runner-disconnected': ['provider_error try_again', 'provider_error try_again'],
    'user-timeout': ['provider_timeout ours', 'provider_error try_again'],
    'error-type-in-header': ['provider_error try_again', 'provider_error try_again'],
    'silent-completed': ['provider_error try_again', 'provider_error try_again'],
    'sdk-canceled': ['1 picture', 'provider_error try_again'],
    'sdk-timed-out': ['1 picture', 'provider_timeout try_again'],
    'poll-hangs': ['1 picture', '1 picture'],
    'poll-cut-json': ['1 picture', '1 picture'],
    'poll-html-502': ['1 picture', '1 picture'],
    'poll-slow': ['1 picture', '1 picture'],
    'poll-limited': ['1 picture', '1 picture'],
    'poll-500': ['1 picture', '1 picture'],
    'poll-forgotten': ['nothing', 'nothing'],
    // A key may be on its way to being changed; what was paid for is asked for again.
    'poll-unauthorized': ['nothing', 'nothing'],
    'stuck-in-queue': ['provider_timeout ours', 'running'],
    'never-ends': ['running', 'running'],
    'submit-slow': ['1 picture', '1 picture'],
    'cancel-ignored': ['1 picture', '1 picture'],
    'cancel-too-late': ['1 picture', '1 picture'],
    // FASHN's pictures come within the answer, so nothing can happen to them on the way.
    'result-expired': ['nothing', '1 picture'],
    'result-cut': ['1 picture', '1 picture'],
    'result-html': ['provider_error try_again', '1 picture'],
    'result-garbage': ['1 picture', '1 picture'],
    'result-huge': ['provider_error try_again', '1 picture'],
    'result-none': ['no picture', 'no picture'],
    'result-extra': ['1 picture', '1 picture'],
    'result-elsewhere': ['provider_error try_again', '1 picture'],
    // Paid for: taken for the run's failure it would be bought again.
    'result-500': ['1 picture', '1 picture'],
    'result-early': ['1 picture', '1 picture'],
    'echo-person': ['1 picture', '1 picture'],
    'echo-garment': ['1 picture', '1 picture'],
    blank: ['1 picture', '1 picture'],
    'wrong-aspect': ['1 picture', '1 picture'],
    'foreign-urls': ['1 picture', '1 picture'],
    'webhook-none': ['1 picture', '1 picture'],
    'webhook-unsigned': ['1 picture', '1 picture'],
    'webhook-badly-signed': ['1 picture', '1 picture'],
    'webhook-old': ['1 picture', '1 picture'],
    'webhook-doubled': ['1 picture', '1 picture'],
    'webhook-late': ['1 picture', '1 picture'],
    'webhook-early': ['1 picture', '1 picture'],
    'webhook-rotated': ['1 picture', '1 picture'],
    'base64-ignored': ['1 picture', '1 picture'],
  };

  let fake: FakeProviders;
  let pictures: { person: Buffer; garment: Buffer };

  before(async () => {
    fake = await startFakeProviders({ timeScale: 0.01, fashnConcurrency: 100 });
    pictures = await drawnPictures();
  });
  after(() => fake.close());

  const AT_ONCE = 12;
  const timings = { inputs: 'bytes', timeoutMs: 4_000 } as const;
  const PROVIDERS: readonly {
    name: string;
    index: 0 | 1;
    make: (submitTimeoutMs: number) => RemoteProvider;
  }[] = [
    {
      name: 'fal',
      index: 0,
      make: (submitTimeoutMs) =>
        falProvider({
          ...timings,
          submitTimeoutMs,
          apiKey: fake.keys.fal,
          baseUrl: fake.falUrl,
          allowedOrigins: [fake.falUrl],
        }),
    },
    {
      name: 'fashn',
      index: 1,
      make: (submitTimeoutMs) =>
        fashnProvider({
          ...timings,
          submitTimeoutMs,
          apiKey: fake.keys.fashn,
          baseUrl: fake.fashnUrl,
          allowedOrigins: [fake.fashnUrl],
        }),
    },
  ];

  function judged(error: unknown): string {
    if (error instanceof SubmitRefused) return `refused ${error.reason}`;
    if (!(error instanceof ProviderFailure)) return 'lost';
    return `${error.code} ${error.blame}${error.runGoesOn ? ', goes on' : ''}`;
  }

  async function submitted(provider: RemoteProvider, fault: FaultName): Promise<string> {
    try {
      await provider.start(requestFor(pictures, { seed: seedOf(fault) }), {});
      return 'taken';
    } catch (error) {
      return judged(error);
    }
  }

  async function ended(provider: RemoteProvider, fault: FaultName): Promise<string> {
    const request = requestFor(pictures, { seed: seedOf(fault) });
    const run = await provider.start(request, {});
    const isEndless = fault === 'stuck-in-queue' || fault === 'never-ends';
    const { result, failure, states, errors } = await follow(provider, run, request, {
      maxErrors: 4,
      forMs: isEndless ? 3_000 : 20_000,
    });
    if (failure) return judged(failure);
    if (result) return result.pictures.length === 0 ? 'no picture' : `${result.pictures.length} picture`;
    // The last question may have been broken off by our own limit.
    return states.at(-1)?.status === 'running' && errors.length < 2 ? 'running' : 'nothing';
  }

  test('knows what to expect of every fault that the fake has', () => {
    const missing = FAULTS.filter(({ name }) => !SUBMITS[name] && !RUNS[name]);
    assert.deepEqual(missing, []);
  });

  for (const { name, index, make } of PROVIDERS) {
    const boughtWith = (fault: FaultName) =>
      fake.runs().filter((run) => run.api === name && run.inputs.seed === seedOf(fault)).length;

    describe(name, () => {
      for (const [fault, expected] of Object.entries(SUBMITS) as [FaultName, readonly string[]][]) {
        test(`takes "${fault}" of a submit for: ${expected[index]}`, async () => {
          const before = fake.submits().length;
          assert.equal(await submitted(make(1_000), fault), expected[index]);
          assert.equal(fake.submits().length, before + 1, 'sent once');
          assert.equal(boughtWith(fault), fault.startsWith('submit-') ? 1 : 0);
        });
      }

      test('ends every run with a fault as the table says, and buys it once', async () => {
        const faults = Object.keys(RUNS) as FaultName[];
        const outcomes: (readonly [FaultName, string])[] = [];
        // A dozen at a time: all at once would keep a small machine so busy that questions time out.
        for (let i = 0; i < faults.length; i += AT_ONCE) {
          const some = faults.slice(i, i + AT_ONCE);
          outcomes.push(
            ...(await Promise.all(
              some.map(async (fault) => [fault, await ended(make(10_000), fault)] as const),
            )),
          );
        }
        const expected = faults.map((fault) => [fault, RUNS[fault]?.[index]]);
        assert.deepEqual(outcomes, expected);
        assert.deepEqual(
          faults.filter((fault) => boughtWith(fault) !== 1),
          [],
        );
      });
    });
  }
});
