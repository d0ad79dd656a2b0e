import { type Answer, field, textField } from '../http/ask.js';
import { fetchPictures } from '../http/fetch-pictures.js';
import { retryAfterMs } from '../http/retry-after.js';
import type { ProviderRequest, ProviderStage, RemoteState } from '../provider.js';
import { falFailure, withoutPictures } from './fal-failures.js';
import { askFal, type FalQuestion, saysNothing } from './fal-question.js';

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
  const { addresses } = question;
  const status = new URL(addresses.status);
  status.searchParams.set('logs', '1');
  const told = await askFal(question, status.href, signal);
  const state = told.ok ? textField(told.json, 'status') : undefined;
  if (state === 'IN_QUEUE') return waiting(told.json);
  if (state === 'IN_PROGRESS') return { status: 'running', ...progress(told.json) };
  if (state !== 'COMPLETED') return withoutState(told);
  const result = await askFal(question, addresses.response, signal);
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
  if (answer.status === 429)
    return { status: 'running', pollAfterMs: retryAfterMs(answer.headers) ?? BUSY_AGAIN_MS };
  throw saysNothing(answer);
}

function withoutResult(result: Answer, status: unknown): RemoteState {
  const told = withoutPictures(result, status);
  if (told === 'not_yet') return { status: 'running', stage: 'finishing', pollAfterMs: NOT_THERE_YET_MS };
  if (told === 'says_nothing') return withoutState(result);
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
