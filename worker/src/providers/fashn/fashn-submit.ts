import { type Answer, ask, textField } from '../http/ask.js';
import { type InputKind, inputUris } from '../http/input-uri.js';
import { refused, saysNothingRan, unlessNeverSent } from '../http/refusals.js';
import { failureOf, OURS } from '../http/run-failure.js';
import { tracingHeaders } from '../http/tracing-headers.js';
import type { ProviderRequest, RefusalReason, StartedRun, StartOptions } from '../provider.js';

export interface FashnSubmit {
  readonly baseUrl: string;
  readonly modelName: string;
  readonly apiKey: string;
  readonly inputs: InputKind;
  readonly timeoutMs: number;
}

const ID = /^[\w-]{1,100}$/;

/**
 * What FASHN says in `error` instead of an id. The words count and not the status: an empty balance answers 429, like a
 * queue that is full. Whatever names one of them was refused before a run began, the 500 among them.
 */
const REFUSALS: Readonly<Record<string, RefusalReason>> = {
  UnauthorizedAccess: 'auth',
  // Our model's name is wrong, so that another provider may well do it.
  NotFound: 'auth',
  OutOfCredits: 'credits',
  RateLimitExceeded: 'busy',
  ConcurrencyLimitExceeded: 'busy',
  InternalServerError: 'down',
};

/** Buys one run. See `RemoteProvider.start` for what it throws. */
export async function submitToFashn(
  { baseUrl, modelName, apiKey, inputs, timeoutMs }: FashnSubmit,
  request: ProviderRequest,
  { callbackUrl }: StartOptions,
): Promise<StartedRun> {
  const pictures = await inputUris(request, inputs);
  const url = new URL(`${baseUrl}/v1/run`);
  if (callbackUrl !== undefined) url.searchParams.set('webhook_url', callbackUrl);
  let answer: Answer;
  try {
    answer = await ask({
      method: 'POST',
      url: url.href,
      headers: { authorization: `Bearer ${apiKey}`, ...tracingHeaders(request) },
      json: { model_name: modelName, inputs: { ...pictures, ...fashnInputs(request) } },
      timeoutMs,
    });
  } catch (error) {
    throw unlessNeverSent(error);
  }
  const requestId = textField(answer.json, 'id');
  if (answer.ok && requestId !== undefined && ID.test(requestId)) return { requestId };
  throw requestId === undefined ? refusalOf(answer) : new Error('FASHN answered a submit with an odd id');
}

function fashnInputs(request: ProviderRequest): Readonly<Record<string, unknown>> {
  return {
    category: request.category,
    mode: request.mode,
    garment_photo_type: request.garmentPhotoType,
    moderation_level: request.moderationLevel,
    seed: request.seed,
    num_samples: request.numSamples,
    // It makes no WebP; a PNG loses nothing on the way to one.
    output_format: request.outputFormat === 'jpeg' ? 'jpeg' : 'png',
    // Links would lead to a public server for 72 hours, and nothing can delete there. This way nothing ever lies there.
    return_base64: true,
  };
}

function refusalOf(answer: Answer): Error {
  const { status } = answer;
  const said = textField(answer.json, 'error');
  const reason = said === undefined ? undefined : REFUSALS[said];
  if (reason) return refused(reason, 'FASHN', answer);
  if (status === 401 || status === 403 || status === 404) return refused('auth', 'FASHN', answer);
  if (status === 429) return refused('busy', 'FASHN', answer);
  if (saysNothingRan(answer)) return refused('down', 'FASHN', answer);
  if (status === 400 || status === 413 || status === 422) return failureOf(OURS, 'FASHN', said);
  return new Error(`FASHN answered ${status} to a submit, without an id`);
}
