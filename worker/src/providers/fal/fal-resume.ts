import { type Answer, ask, field, textField } from '../http/ask.js';
import { fetchPictures } from '../http/fetch-pictures.js';
import { retryAfterMs } from '../http/retry-after.js';
import type { ProviderRequest, ProviderStage, RemoteState } from '../provider.js';
import type { FalAddresses } from './fal-addresses.js';
import { falFailure, tellsOfFailure } from './fal-failures.js';

export interface FalQuestion {
  readonly addresses: FalAddresses;
  readonly apiKey: string;
  readonly timeoutMs: number;
  /** Millionths of a US dollar a picture. */
  readonly pictureMicros: number;
  readonly allowedOrigins: readonly string[];
}

const BUSY_AGAIN_MS = 3_000;
const NOT_THERE_YET_MS = 500;

/** What the model logs, from its last line to its first. */
const STAGES: readonly { readonly log: RegExp; readonly stage: ProviderStage; readonly percent: number }[] = [
  { log: /finished running/i, stage: 'finishing', percent: 90 },
  { log: /running try-?on/i, stage: 'generating', percent: 50 },
  { log: /preprocessing/i, stage: 'generating', percent: 30 },
];

/** Asks fal once for a run, and once more for its result when it is completed. */
export async function resumeFal(
  question: FalQuestion,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<RemoteState> {
  const { addresses, apiKey, timeoutMs } = question;
  const get = (url: string) =>
    ask({ method: 'GET', url, headers: { authorization: `Key ${apiKey}` }, timeoutMs, signal });
  const status = new URL(addresses.status);
  status.searchParams.set('logs', '1');
  const told = await get(status.href);
  const state = told.ok ? textField(told.json, 'status') : undefined;
  if (state === 'IN_QUEUE') return waiting(told.json);
  if (state === 'IN_PROGRESS') return { status: 'running', ...progress(told.json) };
  if (state !== 'COMPLETED') return withoutState(told);
  const result = await get(addresses.response);
  if (!result.ok) return withoutResult(result, told.json);
  // COMPLETED only says that there is nothing more to wait for.
  if (textField(told.json, 'error') !== undefined) throw falFailure(result, told.json);
  return completed(question, result.json, request, signal);
}

function waiting(json: unknown): RemoteState {
  const position = field(json, 'queue_position');
  const running = { status: 'running', stage: 'preparing', percent: 10 } as const;
  return typeof position === 'number' ? { ...running, queuePosition: position } : running;
}

function progress(json: unknown): { readonly stage: ProviderStage; readonly percent: number } {
  const logs = field(json, 'logs');
  const lines = Array.isArray(logs) ? logs.map((line) => textField(line, 'message') ?? '') : [];
  const { stage, percent } = STAGES.find(({ log }) => lines.some((line) => log.test(line))) ?? {
    stage: 'generating',
    percent: 20,
  };
  return { stage, percent };
}

/** The question itself came to nothing; the run goes on. */
function withoutState(answer: Answer): RemoteState {
  const { status, headers } = answer;
  if (status === 429) return { status: 'running', pollAfterMs: retryAfterMs(headers) ?? BUSY_AGAIN_MS };
  throw new Error(`fal answered ${status} to a question, and nothing that helps`);
}

function withoutResult(result: Answer, status: unknown): RemoteState {
  if (result.status === 400 && /still in progress/i.test(textField(result.json, 'detail') ?? ''))
    return { status: 'running', stage: 'finishing', pollAfterMs: NOT_THERE_YET_MS };
  if ([401, 403, 404, 429].includes(result.status) || !tellsOfFailure(result, status))
    return withoutState(result);
  throw falFailure(result, status);
}

async function completed(
  { pictureMicros, allowedOrigins }: FalQuestion,
  json: unknown,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<RemoteState> {
  const images = field(json, 'images');
  if (!Array.isArray(images)) throw new Error('fal’s result holds no list of images');
  const uris = images.flatMap((image) => textField(image, 'url') ?? []);
  const costMicros = pictureMicros * uris.length;
  const wanted = uris.slice(0, request.numSamples);
  return {
    status: 'completed',
    costMicros,
    result: {
      pictures: await fetchPictures(wanted, costMicros, signal, { allowedOrigins }),
      // It guesses by itself, and tells nobody.
      category: request.category === 'auto' ? null : request.category,
      garmentPhotoType: request.garmentPhotoType === 'auto' ? null : request.garmentPhotoType,
      warnings: [],
    },
  };
}
