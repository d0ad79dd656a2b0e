import type { MessageKey } from '../localize.js';

/** What helps: another photo, the same once more, or nothing but to leave it. */
export type ProblemAction = 'photo' | 'again' | 'close';

export interface ProblemView {
  readonly message: MessageKey;
  readonly action: ProblemAction;
}

/** Every code that a try-on or a request can fail with, and what to tell the shopper. Unknown ones are our fault. */
const PROBLEMS: Readonly<Record<string, ProblemView>> = {
  no_person: { message: 'problem_no_person', action: 'photo' },
  person_occluded: { message: 'problem_person_occluded', action: 'photo' },
  legs_not_visible: { message: 'problem_legs_not_visible', action: 'photo' },
  garment_not_found: { message: 'problem_garment', action: 'close' },
  garment_occluded: { message: 'problem_garment', action: 'close' },
  image_url_refused: { message: 'problem_garment', action: 'close' },
  image_url_unreachable: { message: 'problem_garment', action: 'close' },
  image_url_too_large: { message: 'problem_garment', action: 'close' },
  image_url_not_a_picture: { message: 'problem_garment', action: 'close' },
  unsupported_category: { message: 'problem_unsupported_category', action: 'close' },
  image_unreadable: { message: 'problem_photo', action: 'photo' },
  image_unsupported: { message: 'problem_photo', action: 'photo' },
  image_animated: { message: 'problem_photo', action: 'photo' },
  image_too_large: { message: 'problem_photo', action: 'photo' },
  image_too_many_pixels: { message: 'problem_photo', action: 'photo' },
  image_too_small: { message: 'problem_photo', action: 'photo' },
  content_moderated: { message: 'problem_content_moderated', action: 'photo' },
  quota_exceeded: { message: 'problem_quota_exceeded', action: 'close' },
  provider_error: { message: 'problem_busy', action: 'again' },
  provider_timeout: { message: 'problem_busy', action: 'again' },
  timeout: { message: 'problem_busy', action: 'again' },
  internal_error: { message: 'problem_busy', action: 'again' },
  rate_limited: { message: 'problem_busy', action: 'again' },
  service_unavailable: { message: 'problem_busy', action: 'again' },
  storage_unavailable: { message: 'problem_busy', action: 'again' },
  wait_timeout: { message: 'problem_busy', action: 'again' },
  offline: { message: 'problem_offline', action: 'again' },
};

export function problemOf(code: string): ProblemView {
  return PROBLEMS[code] ?? { message: 'problem_unknown', action: 'again' };
}
