export type Api = 'fal' | 'fashn';

/**
 * What can go wrong on demand, and what then happens. The order is part of the magic seeds: append, never insert.
 */
const WHAT_HAPPENS = {
  unauthorized: 'the submit is refused with 401',
  forbidden: 'the submit is refused with 403',
  'out-of-credits': 'the submit is refused: FASHN 429 OutOfCredits, fal 403 "Exhausted balance"',
  'rate-limited': 'the submit is refused with 429 and Retry-After: 2',
  'rate-limited-bare': 'the submit is refused with 429 and no Retry-After',
  'too-many-runs': 'the submit is refused with 429 because of concurrent runs',
  'bad-request': 'the submit is refused: FASHN 400 BadRequest, fal 422',
  'unknown-model': 'the submit is refused with 404',
  'refused-500': 'the submit is refused with 500 as JSON, before anything ran',
  'refused-503': 'the submit is refused with 503, an HTML page and Retry-After: 5, before anything ran',
  'submit-hangs': 'the run is bought, the submit never answered',
  'submit-cut': 'the run is bought, the connection cut before the answer',
  'submit-cut-json': 'the run is bought, the answer cut in its middle',
  'submit-html-502': 'the run is bought, the answer is an HTML page with 502',
  'submit-slow': 'the run is bought, the answer trickles in over 2 s',
  'submit-endless': 'the run is bought, the answer trickles in and never ends',
  'stuck-in-queue': 'the run never begins',
  'never-ends': 'the run begins and never ends',
  'cancel-ignored': 'a cancel is taken with 202 and the run goes on to its end',
  'cancel-too-late': 'a cancel finds the run completed (400)',
  'person-not-loaded': 'the run fails: the person’s picture could not be loaded',
  'garment-not-loaded': 'the run fails: the garment’s picture could not be loaded',
  moderated: 'the run fails: content moderation',
  'no-pose': 'the run fails: no pose, no face',
  'invalid-input': 'the run fails: an input is invalid',
  pipeline: 'the run fails: PipelineError, no media generated',
  'third-party': 'the run fails: ThirdPartyError, downstream_service_error',
  'third-party-unavailable': 'the run fails: 3rdPartyProviderError, downstream_service_unavailable',
  unavailable: 'the run fails: UnavailableError, runner_scheduling_failure',
  internal: 'the run fails: InternalServerError, internal_server_error',
  'lora-not-loaded': 'the run fails: LoRALoadError, runner_server_error',
  'unheard-of': 'the run fails with a name that nobody has heard of',
  'person-too-small': 'the run fails: image_too_small',
  'person-too-large': 'the run fails: image_too_large',
  'garment-file-too-large': 'the run fails: file_too_large',
  'garment-format': 'the run fails: unsupported_image_format',
  'file-not-downloaded': 'the run fails: file_download_error of the person’s picture',
  'generation-timeout': 'the run fails: generation_timeout with 504',
  'plain-detail': 'the run fails with a detail that is a plain string',
  'retryable-says-no': 'the run fails with 500 and X-Fal-Retryable: false',
  'retryable-says-yes': 'the run fails with 422 of an unknown type and X-Fal-Retryable: true',
  'needs-retry-says-yes': 'the run fails with 422 of an unknown type and X-Fal-Needs-Retry: 1',
  'request-timeout': 'the run fails by the platform: request_timeout',
  'startup-timeout': 'the run fails by the platform: startup_timeout',
  'runner-disconnected': 'the run fails by the platform: runner_disconnected',
  'user-timeout': 'the run fails with 504 and x-fal-request-timeout-type: user',
  'error-type-in-header': 'the run fails and only X-Fal-Error-Type says why',
  'silent-completed': 'the status says COMPLETED without an error, the result answers 422',
  'sdk-canceled': 'the status is "canceled", which only FASHN’s SDK documents',
  'sdk-timed-out': 'the status is "time_out", which only FASHN’s SDK documents',
  'poll-hangs': 'the first 2 questions are never answered',
  'poll-cut-json': 'the first 2 questions are answered with cut JSON',
  'poll-html-502': 'the first 2 questions are answered with an HTML page and 502',
  'poll-slow': 'the first 2 questions are answered over 2 s',
  'poll-limited': 'the first 2 questions are answered with 429 and Retry-After: 1',
  'poll-500': 'the first 2 questions are answered with 500',
  'poll-forgotten': 'every question is answered with 404',
  'poll-unauthorized': 'every question is answered with 401',
  'result-expired': 'the picture’s URL answers 404',
  'result-cut': 'the first two times the picture’s body is cut',
  'result-html': 'the picture’s URL leads to an HTML page',
  'result-garbage': 'the picture’s bytes are no picture',
  'result-huge': 'the picture’s body has 40 MB',
  'result-none': 'the run completes without a picture',
  'result-extra': 'the run completes with one picture more than asked',
  'result-elsewhere': 'the picture’s URL leads to a private address',
  'result-500': 'fal has the result, and answers a bare 500 to the first question for it',
  'result-early': 'fal says COMPLETED before the result is there: it answers 400 once',
  'echo-person': 'the picture is the person’s photo again',
  'echo-garment': 'the picture is the garment’s again',
  blank: 'the picture is one colour',
  'wrong-aspect': 'the picture is wider than high',
  'foreign-urls': 'fal’s answer names URLs of another host',
  'webhook-none': 'no webhook comes',
  'webhook-unsigned': 'fal’s webhook carries no signature',
  'webhook-badly-signed': 'fal’s webhook carries a wrong signature',
  'webhook-old': 'fal’s webhook carries a signature of ten minutes ago',
  'webhook-doubled': 'the webhook comes three times',
  'webhook-late': 'the webhook comes 10 s after the end',
  'webhook-early': 'a webhook comes before the run has ended, and again after it',
  'webhook-rotated': 'fal signs with a new key from now on',
  'submit-html-503': 'the run is bought, the answer is an HTML page with 503',
  'submit-500': 'the run is bought, the answer is JSON with 500 that says nothing',
  'base64-ignored': 'FASHN’s picture comes as a link though it was asked for within the answer',
} as const;

export type FaultName = keyof typeof WHAT_HAPPENS;

/** A try-on with this seed, or the next ones, gets the fault of that index. Far above what anybody draws by hand. */
const FIRST_MAGIC_SEED = 4_000_000_000;

export const FAULTS: readonly { readonly name: FaultName; readonly what: string; readonly seed: number }[] =
  Object.entries(WHAT_HAPPENS).map(([name, what], index) => ({
    name: name as FaultName,
    what,
    seed: FIRST_MAGIC_SEED + index,
  }));

export function isFault(name: string): name is FaultName {
  return Object.hasOwn(WHAT_HAPPENS, name);
}

/** The seed with which a try-on asks for a fault. */
export function seedOf(name: FaultName): number {
  return FAULTS.find((fault) => fault.name === name)!.seed;
}

/** What the inputs themselves ask for: by their seed, or by `fake=<fault>` in the query of a picture's URL. */
export function magicFault(seed: number, pictures: readonly string[]): FaultName | undefined {
  const bySeed = FAULTS[seed - FIRST_MAGIC_SEED]?.name;
  if (bySeed) return bySeed;
  for (const picture of pictures) {
    const name = /^https?:/.test(picture) ? new URL(picture).searchParams.get('fake') : null;
    if (name !== null && isFault(name)) return name;
  }
  return undefined;
}
