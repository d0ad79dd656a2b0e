import { ask, field } from '../http/ask.js';
import type { InputKind } from '../http/input-uri.js';
import type { RemoteProvider, StartedRun } from '../provider.js';
import { addressesOf } from './fal-addresses.js';
import { falCallbackReader } from './fal-callback.js';
import { resumeFal } from './fal-resume.js';
import { falSettled } from './fal-settled.js';
import { submitToFal } from './fal-submit.js';

export interface FalOptions {
  readonly apiKey: string;
  /** An administrator's key: with it, a run's pictures are deleted at fal as soon as they are erased here. */
  readonly adminKey?: string | undefined;
  /** Of the queue. Default: `https://queue.fal.run`. */
  readonly baseUrl?: string | undefined;
  /** Of the platform's API, which deletes. Default: `https://api.fal.ai/v1`. */
  readonly platformUrl?: string | undefined;
  /** The keys that webhooks are signed with. Default: `https://rest.fal.ai/.well-known/jwks.json`. */
  readonly jwksUrl?: string | undefined;
  /** A model that takes the inputs of FASHN's try-on. Default: `fal-ai/fashn/tryon/v1.6`. */
  readonly modelPath?: string | undefined;
  /** Millionths of a US dollar a picture. Default: 75,000, the price of v1.6. */
  readonly pictureMicros?: number | undefined;
  /** How the pictures are sent. Default: `url`, for which our storage has to be reachable from outside. */
  readonly inputs?: InputKind | undefined;
  /** Origins of results that may be reached though they are private, beside that of `baseUrl`. None by default. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Of one question. Default: 15,000. */
  readonly timeoutMs?: number | undefined;
  /** Of a submit. Default: 30,000. */
  readonly submitTimeoutMs?: number | undefined;
  /** How long fal keeps a run's pictures. Default: 3,600,000 (an hour), in case we are away when they are ready. */
  readonly keepResultMs?: number | undefined;
}

/**
 * fal's queue API.
 * @example
 * const provider = falProvider({ apiKey: env.FAL_KEY });
 */
export function falProvider(options: FalOptions): RemoteProvider {
  const { apiKey, adminKey, inputs = 'url', timeoutMs = 15_000, submitTimeoutMs = 30_000 } = options;
  const { pictureMicros = 75_000, keepResultMs = 3_600_000 } = options;
  const baseUrl = trimmed(options.baseUrl ?? 'https://queue.fal.run');
  const allowedOrigins = [new URL(baseUrl).origin, ...(options.allowedOrigins ?? [])];
  const platformUrl = trimmed(options.platformUrl ?? 'https://api.fal.ai/v1');
  const modelPath = trimmed(options.modelPath ?? 'fal-ai/fashn/tryon/v1.6');
  const jwksUrl = options.jwksUrl ?? 'https://rest.fal.ai/.well-known/jwks.json';
  const addresses = (run: StartedRun) => addressesOf(run, baseUrl, modelPath);
  return {
    kind: 'remote',
    name: 'fal',
    capabilities: {
      categories: ['tops', 'bottoms', 'one-pieces'],
      guessesCategory: true,
      modes: ['performance', 'balanced', 'quality'],
      maxSamples: 4,
      expectedMs: { performance: 5_000, balanced: 8_000, quality: 14_000 },
      priceMicros: { performance: pictureMicros, balanced: pictureMicros, quality: pictureMicros },
    },
    inputs,
    submitTimeoutMs,
    start: (request, startOptions) =>
      submitToFal(
        { baseUrl, modelPath, apiKey, inputs, timeoutMs: submitTimeoutMs, keepResultMs },
        request,
        startOptions,
      ),
    resume: (run, request, signal) =>
      resumeFal(
        { addresses: addresses(run), apiKey, timeoutMs, pictureMicros, allowedOrigins },
        request,
        signal,
      ),
    settled: (run, signal) =>
      falSettled({ addresses: addresses(run), apiKey, timeoutMs, pictureMicros }, signal),
    cancel: (run, signal) => cancel(addresses(run).cancel, apiKey, timeoutMs, signal),
    ...(adminKey && {
      erase: (run: StartedRun, signal: AbortSignal) => erase(platformUrl, adminKey, run, timeoutMs, signal),
    }),
    readCallback: falCallbackReader({ jwksUrl, timeoutMs }),
  };
}

const trimmed = (text: string): string => text.replace(/^\/+|\/+$/g, '');

async function cancel(
  url: string,
  apiKey: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<'may_finish' | 'finished'> {
  const answer = await ask({
    method: 'PUT',
    url,
    headers: { authorization: `Key ${apiKey}` },
    timeoutMs,
    signal,
  });
  // A taken request is only a wish: a run that has begun may go on to its end.
  if (answer.ok) return 'may_finish';
  // 400 is ALREADY_COMPLETED; one that fal does not know any more has ended, too.
  if (answer.status === 400 || answer.status === 404) return 'finished';
  throw new Error(`fal answered ${answer.status} to a cancel`);
}

async function erase(
  platformUrl: string,
  adminKey: string,
  { requestId }: StartedRun,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const answer = await ask({
    method: 'DELETE',
    url: `${platformUrl}/models/requests/${encodeURIComponent(requestId)}/payloads`,
    headers: { authorization: `Key ${adminKey}` },
    timeoutMs,
    signal,
  });
  if (answer.status === 404) return;
  if (!answer.ok) throw new Error(`fal answered ${answer.status} to a deletion`);
  const results = field(answer.json, 'cdn_delete_results');
  const kept = Array.isArray(results) && results.some((result) => field(result, 'exception') != null);
  if (kept) throw new Error('fal could not delete all pictures of a run');
}
