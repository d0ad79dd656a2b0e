import type { MessageKey } from '../localize.js';

/** What helps: another photo, the same once more, or nothing but to leave it. */
export type ProblemAction = 'photo' | 'again' | 'close';

export interface ProblemView {
  readonly message: MessageKey;
  readonly action: ProblemAction;
}

/** What to tell the shopper, what helps them, and the codes (of try-ons and of requests) that it is for. */
const PROBLEMS: readonly (readonly [MessageKey, ProblemAction, string])[] = [
  ['problem_no_person', 'photo', 'no_person'],
  ['problem_person_occluded', 'photo', 'person_occluded'],
  ['problem_legs_not_visible', 'photo', 'legs_not_visible'],
  ['problem_content_moderated', 'photo', 'content_moderated'],
  ['problem_unsupported_category', 'close', 'unsupported_category'],
  ['problem_quota_exceeded', 'close', 'quota_exceeded'],
  ['problem_garment', 'close', 'garment_ image_url_ malformed_request validation_failed'],
  ['problem_photo_large', 'photo', 'image_too_large image_too_many_pixels request_too_large'],
  ['problem_photo_small', 'photo', 'image_too_small'],
  ['problem_photo_moving', 'photo', 'image_animated'],
  ['problem_photo_gone', 'photo', 'image_not_found client_token_required'],
  ['problem_photo', 'photo', 'image_ unsupported_media_type'],
  ['problem_phone', 'photo', 'handover_'],
  ['problem_gone', 'photo', 'canceled tryon_ not_found'],
  ['problem_offline', 'again', 'offline'],
  ['problem_rate_limited', 'again', 'rate_limited'],
  ['problem_queue_full', 'again', 'queue_full'],
  ['problem_wait_timeout', 'again', 'wait_timeout'],
  [
    'problem_shop',
    'close',
    'missing_api_key invalid_api_key revoked_api_key origin_not_allowed secret_key_ test_key_required merchant_suspended',
  ],
  [
    'problem_busy',
    'again',
    'provider_ timeout internal_error service_unavailable storage_unavailable idempotency_',
  ],
];

/** The screen for a code; one that nobody knows yet is taken for a fault of ours. */
export function problemOf(code: string): ProblemView {
  const [message, action] = PROBLEMS.find(([, , codes]) =>
    codes.split(' ').some((known) => (known.endsWith('_') ? code.startsWith(known) : code === known)),
  ) ?? ['problem_unknown', 'again'];
  return { message, action };
}
