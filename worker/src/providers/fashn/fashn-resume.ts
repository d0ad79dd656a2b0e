import { type Answer, ask, field, textField } from '../http/ask.js';
import { fetchPictures } from '../http/fetch-pictures.js';
import { retryAfterMs } from '../http/retry-after.js';
import { failureOf, TOO_SLOW, TRY_AGAIN } from '../http/run-failure.js';
import type { ProviderRequest, RemoteState, StartedRun } from '../provider.js';
import { fashnFailure } from './fashn-failures.js';

export interface FashnQuestion {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
  /** Millionths of a US dollar a credit. */
  readonly creditMicros: number;
  /** What a picture takes when FASHN does not say what it took. */
  readonly pictureMicros: number;
  readonly allowedOrigins: readonly string[];
}

const BUSY_AGAIN_MS = 3_000;
/** Four pictures as PNG come within the answer. */
const MAX_ANSWER_BYTES = 40 * 1024 * 1024;

/** Asks FASHN once for a run. It answers 200 for a failed one, too. */
export async function resumeFashn(
  { baseUrl, apiKey, timeoutMs, creditMicros, pictureMicros, allowedOrigins }: FashnQuestion,
  { requestId }: StartedRun,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<RemoteState> {
  const answer = await ask({
    method: 'GET',
    url: `${baseUrl}/v1/status/${encodeURIComponent(requestId)}`,
    headers: { authorization: `Bearer ${apiKey}` },
    timeoutMs,
    signal,
    maxBytes: MAX_ANSWER_BYTES,
    cutsPictures: true,
  });
  const { json } = answer;
  const status = answer.ok ? textField(json, 'status') : undefined;
  const usedMicros = creditsUsed(answer, creditMicros);
  switch (status) {
    case 'starting':
    case 'in_queue':
      return { status: 'running', stage: 'preparing', percent: 10 };
    case 'processing':
      return { status: 'running', stage: 'generating', percent: 40 };
    case 'failed':
      throw fashnFailure(field(json, 'error'), usedMicros ?? 0);
    // The last two are only in its SDK; whoever stopped the run, it was not us, and it may have been paid for.
    case 'canceled':
      throw failureOf(TRY_AGAIN, 'FASHN', status, {
        costMicros: usedMicros ?? pictureMicros * request.numSamples,
      });
    case 'time_out':
      throw failureOf(TOO_SLOW, 'FASHN', status, {
        costMicros: usedMicros ?? pictureMicros * request.numSamples,
      });
    case 'completed':
      break;
    default:
      return withoutState(answer);
  }
  const output = field(json, 'output');
  if (!Array.isArray(output)) throw new Error('FASHN’s completed run holds no list of pictures');
  const uris = output.filter((uri): uri is string => typeof uri === 'string');
  const costMicros = usedMicros ?? pictureMicros * uris.length;
  return {
    status: 'completed',
    costMicros,
    result: {
      pictures: await fetchPictures(uris.slice(0, request.numSamples), costMicros, signal, {
        allowedOrigins,
        cut: answer.pictures,
      }),
      // It guesses by itself, and tells nobody.
      category: request.category === 'auto' ? null : request.category,
      garmentPhotoType: request.garmentPhotoType === 'auto' ? null : request.garmentPhotoType,
      warnings: [],
    },
  };
}

/** The question itself came to nothing; the run goes on. */
function withoutState({ status, headers }: Answer): RemoteState {
  if (status === 429) return { status: 'running', pollAfterMs: retryAfterMs(headers) ?? BUSY_AGAIN_MS };
  throw new Error(`FASHN answered ${status} to a question, and nothing that helps`);
}

function creditsUsed({ headers }: Answer, creditMicros: number): number | undefined {
  const text = headers.get('x-fashn-credits-used')?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * creditMicros) : undefined;
}
