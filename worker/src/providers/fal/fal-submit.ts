import { DEADLINE_MS } from '@tryon/core/tryons/deadlines';
import { type Answer, ask, field, textField } from '../http/ask.js';
import { type InputKind, inputUris } from '../http/input-uri.js';
import { refused, saysNothingRan, unlessNeverSent } from '../http/refusals.js';
import { tracingHeaders } from '../http/tracing-headers.js';
import type { ProviderRequest, StartedRun, StartOptions } from '../provider.js';
import { handleOf } from './fal-addresses.js';
import { falFailure } from './fal-failures.js';

export interface FalSubmit {
  readonly baseUrl: string;
  readonly modelPath: string;
  readonly apiKey: string;
  readonly inputs: InputKind;
  readonly timeoutMs: number;
  /** How long fal keeps the pictures. */
  readonly keepResultMs: number;
}

/** fal's ids are UUIDs; anything that could leave its place in a path is none. */
const ID = /^[\w-]{1,100}$/;

/** Buys one run. See `RemoteProvider.start` for what it throws. */
export async function submitToFal(
  { baseUrl, modelPath, apiKey, inputs, timeoutMs, keepResultMs }: FalSubmit,
  request: ProviderRequest,
  { callbackUrl }: StartOptions,
): Promise<StartedRun> {
  const pictures = await inputUris(request, inputs);
  const url = new URL(`${baseUrl}/${modelPath}`);
  if (callbackUrl !== undefined) url.searchParams.set('fal_webhook', callbackUrl);
  let answer: Answer;
  try {
    answer = await ask({
      method: 'POST',
      url: url.href,
      headers: {
        authorization: `Key ${apiKey}`,
        ...tracingHeaders(request),
        // fal would keep what was asked and answered for 30 days, and the pictures on a public server for longer.
        'x-fal-store-io': '0',
        'x-fal-object-lifecycle-preference': JSON.stringify({
          expiration_duration_seconds: Math.ceil(keepResultMs / 1_000),
        }),
        // A run that has not begun when the try-on is given up would only be paid for. In seconds.
        'x-fal-request-timeout': String(DEADLINE_MS[request.mode] / 1_000),
      },
      json: { ...pictures, ...falInputs(request) },
      timeoutMs,
    });
  } catch (error) {
    throw unlessNeverSent(error);
  }
  if (!answer.ok) throw refusalOf(answer);
  const requestId = textField(answer.json, 'request_id');
  if (requestId === undefined || !ID.test(requestId))
    throw new Error(`fal answered ${answer.status} to a submit, without an id`);
  return { requestId, handle: handleOf(answer.json, baseUrl) };
}

function falInputs(request: ProviderRequest): Readonly<Record<string, unknown>> {
  return {
    category: request.category,
    mode: request.mode,
    garment_photo_type: request.garmentPhotoType,
    moderation_level: request.moderationLevel,
    seed: request.seed,
    num_samples: request.numSamples,
    // It makes no WebP; a PNG loses nothing on the way to one.
    output_format: request.outputFormat === 'jpeg' ? 'jpeg' : 'png',
  };
}

function refusalOf(answer: Answer): Error {
  const { status } = answer;
  const detail = JSON.stringify(field(answer.json, 'detail') ?? '');
  const isBroke = status === 402 || (status !== 422 && /exhausted balance|out ?of ?credits/i.test(detail));
  if (isBroke) return refused('credits', 'fal', answer);
  if (status === 401 || status === 403) return refused('auth', 'fal', answer);
  // Its own configuration is wrong, so that another provider may well do it.
  if (status === 404) return refused('auth', 'fal', answer);
  if (status === 429) return refused('busy', 'fal', answer);
  if (saysNothingRan(answer)) return refused('down', 'fal', answer);
  if (status === 400 || status === 413 || status === 422) return falFailure(answer, undefined);
  return new Error(`fal answered ${status} to a submit`);
}
