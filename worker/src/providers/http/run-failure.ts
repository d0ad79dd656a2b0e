import type { TryonErrorCode } from '@tryon/core/tryons/tryon';
import { FAILURE_MESSAGES } from '../../failures.js';
import { type Blame, ProviderFailure } from '../provider.js';

/** What a failed run means to us. */
export interface Verdict {
  readonly code: TryonErrorCode;
  readonly blame: Blame;
}

export const OURS: Verdict = { code: 'provider_error', blame: 'ours' };
export const TRY_AGAIN: Verdict = { code: 'provider_error', blame: 'try_again' };
export const TOO_SLOW: Verdict = { code: 'provider_timeout', blame: 'try_again' };
export const NO_PERSON: Verdict = { code: 'no_person', blame: 'photo' };
export const BAD_PHOTO: Verdict = { code: 'image_unreadable', blame: 'photo' };
export const BAD_GARMENT: Verdict = { code: 'image_unreadable', blame: 'garment' };
export const NO_GARMENT: Verdict = { code: 'garment_not_found', blame: 'garment' };
export const MODERATED_PHOTO: Verdict = { code: 'content_moderated', blame: 'photo' };
export const MODERATED_GARMENT: Verdict = { code: 'content_moderated', blame: 'garment' };

/**
 * @param name - The provider's own name for the failure. Its sentences stay out: they may quote the links to the photos,
 *   and an error reaches the log.
 */
export function failureOf(
  { code, blame }: Verdict,
  who: string,
  name: string | undefined,
  more: { readonly costMicros?: number; readonly runGoesOn?: boolean } = {},
): ProviderFailure {
  const said = name !== undefined && /^[\w.-]{1,64}$/.test(name) ? name : 'something without a name';
  const cause = new Error(`${who} said: ${said}`);
  return new ProviderFailure(code, FAILURE_MESSAGES[code], { ...more, cause, blame });
}
