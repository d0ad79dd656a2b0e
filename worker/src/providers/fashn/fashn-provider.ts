import type { InputKind } from '../http/input-uri.js';
import type { RemoteProvider } from '../provider.js';
import { resumeFashn } from './fashn-resume.js';
import { submitToFashn } from './fashn-submit.js';

export interface FashnOptions {
  readonly apiKey: string;
  /** Default: `https://api.fashn.ai`. */
  readonly baseUrl?: string | undefined;
  /** A model that takes the inputs of v1.6. Default: `tryon-v1.6`. */
  readonly modelName?: string | undefined;
  /** Millionths of a US dollar a credit. Default: 75,000. */
  readonly creditMicros?: number | undefined;
  /** Credits a picture. Default: 1, as for v1.6. */
  readonly creditsPerPicture?: number | undefined;
  /** How the pictures are sent. Default: `url`, for which our storage has to be reachable from outside. */
  readonly inputs?: InputKind | undefined;
  /** Origins of results that may be reached though they are private, beside that of `baseUrl`. None by default. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Of one question, the pictures within its answer included. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Of a submit. Default: 30,000. */
  readonly submitTimeoutMs?: number | undefined;
}

/**
 * FASHN's own API. It knows no cancel, and nothing has to be erased: its pictures come within the answer and never lie
 * on a public server. Its webhooks are not signed and hold the pictures: that somebody called the run's own address is all
 * that counts of them, so there is no `readCallback`.
 * @example
 * const provider = fashnProvider({ apiKey: env.FASHN_API_KEY });
 */
export function fashnProvider(options: FashnOptions): RemoteProvider {
  const { apiKey, modelName = 'tryon-v1.6', creditMicros = 75_000, creditsPerPicture = 1 } = options;
  const { inputs = 'url', timeoutMs = 30_000, submitTimeoutMs = 30_000 } = options;
  const baseUrl = (options.baseUrl ?? 'https://api.fashn.ai').replace(/\/+$/, '');
  const allowedOrigins = [new URL(baseUrl).origin, ...(options.allowedOrigins ?? [])];
  const pictureMicros = Math.round(creditMicros * creditsPerPicture);
  return {
    kind: 'remote',
    name: 'fashn',
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
      submitToFashn(
        { baseUrl, modelName, apiKey, inputs, timeoutMs: submitTimeoutMs },
        request,
        startOptions,
      ),
    resume: (run, request, signal) =>
      resumeFashn(
        { baseUrl, apiKey, timeoutMs, creditMicros, pictureMicros, allowedOrigins },
        run,
        request,
        signal,
      ),
  };
}
