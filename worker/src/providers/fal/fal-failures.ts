import { type Answer, field, textField } from '../http/ask.js';
import {
  BAD_GARMENT,
  BAD_PHOTO,
  failureOf,
  MODERATED_GARMENT,
  MODERATED_PHOTO,
  NO_PERSON,
  OURS,
  TOO_SLOW,
  TRY_AGAIN,
  type Verdict,
} from '../http/run-failure.js';
import type { ProviderFailure } from '../provider.js';

type Judge = Verdict | ((isGarment: boolean) => Verdict);

const byPicture = (isGarment: boolean): Verdict => (isGarment ? BAD_GARMENT : BAD_PHOTO);

/** What the model says in `detail[].type`. */
const MODEL_ERRORS: Readonly<Record<string, Judge>> = {
  content_policy_violation: (isGarment) => (isGarment ? MODERATED_GARMENT : MODERATED_PHOTO),
  image_too_small: byPicture,
  image_too_large: byPicture,
  image_load_error: byPicture,
  file_too_large: byPicture,
  unsupported_image_format: byPicture,
  // The link is ours and the picture was decoded when it was stored: fal could not reach our storage.
  file_download_error: OURS,
  face_detection_error: NO_PERSON,
  no_media_generated: TRY_AGAIN,
  internal_server_error: TRY_AGAIN,
  generation_timeout: TOO_SLOW,
  downstream_service_error: TRY_AGAIN,
  downstream_service_unavailable: TRY_AGAIN,
};

/** What the platform says in `error_type`, or only in `X-Fal-Error-Type`. */
const PLATFORM_ERRORS: Readonly<Record<string, Verdict>> = {
  request_timeout: TOO_SLOW,
  startup_timeout: TOO_SLOW,
  internal_error: TRY_AGAIN,
  bad_request: OURS,
  client_cancelled: OURS,
  client_disconnected: OURS,
};

/**
 * What an answer says of a run that is not its result: nothing yet, nothing at all (a matter of the question or of the way,
 * so ask again), or that the run has failed.
 *
 * @param status - Of the run.
 */
export function withoutPictures(answer: Answer, status: unknown): 'not_yet' | 'says_nothing' | 'failed' {
  if (answer.status === 400 && /still in progress/i.test(textField(answer.json, 'detail') ?? ''))
    return 'not_yet';
  const isOfTheQuestion = [401, 403, 404, 429].includes(answer.status);
  return isOfTheQuestion || !tellsOfFailure(answer, status) ? 'says_nothing' : 'failed';
}

/**
 * Whether an answer is the run's own end, and not that of a proxy on the way or of the queue's own trouble: what is taken for
 * a failure is run once more, so a picture that was paid for must not be taken for one. A 5xx that only says that something
 * went wrong counts where the run's status says so, too.
 *
 * @param status - Of the run.
 */
function tellsOfFailure({ json, headers, status: code }: Answer, status: unknown): boolean {
  if (textField(status, 'error') !== undefined || textField(status, 'error_type') !== undefined) return true;
  const detail = field(json, 'detail');
  const [first] = [detail].flat();
  const isNamed =
    headers.has('x-fal-error-type') ||
    textField(json, 'error_type') !== undefined ||
    textField(first, 'type') !== undefined;
  return isNamed || (detail !== undefined && code < 500);
}

/**
 * What it means that a run has failed.
 * @param answer - Of the result.
 * @param status - The run's status, which may say it, too.
 */
export function falFailure(answer: Answer, status: unknown): ProviderFailure {
  const { headers } = answer;
  // Our own limit for waiting in the queue has passed: the same again would only wait as long.
  if (headers.get('x-fal-request-timeout-type')?.toLowerCase() === 'user')
    return failureOf({ code: 'provider_timeout', blame: 'ours' }, 'fal', 'user_timeout');
  const [first] = [field(answer.json, 'detail')].flat();
  const name =
    textField(first, 'type') ??
    textField(answer.json, 'error_type') ??
    headers.get('x-fal-error-type') ??
    textField(status, 'error_type');
  return failureOf(withFalsWord(judge(name, first, answer), answer), 'fal', name);
}

function judge(name: string | undefined, detail: unknown, { status }: Answer): Verdict | undefined {
  const known = MODEL_ERRORS[name ?? ''] ?? PLATFORM_ERRORS[name ?? ''];
  if (typeof known === 'function') return known(names(detail, 'garment_image'));
  if (known) return known;
  if (name?.startsWith('runner_')) return TRY_AGAIN;
  // A validation of an input that names no picture, such as the category: we have sent something wrong.
  return status === 422 || name === undefined ? undefined : status >= 500 ? TRY_AGAIN : OURS;
}

function names(detail: unknown, input: string): boolean {
  const place = field(detail, 'loc');
  return Array.isArray(place) && place.includes(input);
}

/** fal's own word on whether the same could work later outweighs the table, but never makes a picture's fault ours. */
function withFalsWord(verdict: Verdict | undefined, { status, headers }: Answer): Verdict {
  const word = headers.get('x-fal-retryable') ?? headers.get('x-fal-needs-retry');
  const says = word === null ? undefined : /^(true|1)$/i.test(word);
  if (verdict === undefined) return (says ?? status >= 500) ? TRY_AGAIN : OURS;
  if (verdict.blame === 'try_again' && says === false) return { ...verdict, blame: 'ours' };
  return verdict;
}
