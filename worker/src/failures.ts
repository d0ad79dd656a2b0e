import type { TryonErrorCode } from '@tryon/core/tryons/tryon';

/** What each failure says to people when nobody closer to it found better words. */
export const FAILURE_MESSAGES: Readonly<Record<TryonErrorCode, string>> = {
  no_person:
    'No person could be seen. Use a photo that shows one person from the front, at least to the hips.',
  person_occluded:
    'Something hides too much of the person. Use a photo with the arms and body in plain view.',
  legs_not_visible:
    'The legs are not in the picture as this garment needs them. Use a photo that shows the whole person, standing.',
  garment_not_found:
    'No garment could be found in the product picture. Use one that shows the garment alone on a plain ground.',
  garment_occluded:
    'Something hides part of the garment, such as a crossed arm. Use another product picture.',
  unsupported_category: 'This kind of garment cannot be tried on yet.',
  image_unreadable: 'A picture could not be read any more. Upload it again.',
  content_moderated: 'This picture cannot be used here. Use another one.',
  provider_error: 'The picture could not be made this time. Try again.',
  provider_timeout: 'Making the picture took too long. Try again.',
  timeout: 'The try-on took too long and was given up. Try again.',
  internal_error: 'Something went wrong on our side. Try again.',
};

/** Whether making the same try-on again may work. */
export const RETRYABLE: ReadonlySet<TryonErrorCode> = new Set([
  'provider_error',
  'provider_timeout',
  'timeout',
  'internal_error',
]);
