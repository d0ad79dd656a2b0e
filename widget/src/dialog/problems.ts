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
  ['problem_garment', 'close', 'garment_not_found garment_occluded image_url_'],
  ['problem_photo', 'photo', 'image_'],
  ['problem_gone', 'photo', 'canceled tryon_not_found'],
  ['problem_offline', 'again', 'offline'],
  [
    'problem_busy',
    'again',
    'provider_ timeout wait_timeout internal_error rate_limited service_unavailable storage_unavailable',
  ],
];

/** The screen for a code; one that nobody knows yet is taken for a fault of ours. */
export function problemOf(code: string): ProblemView {
  const [message, action] = PROBLEMS.find(([, , codes]) =>
    codes.split(' ').some((known) => (known.endsWith('_') ? code.startsWith(known) : code === known)),
  ) ?? ['problem_unknown', 'again'];
  return { message, action };
}
