/** The part after `img_test_` of the image ids with which a test key gets an outcome on purpose. */
export const TEST_OUTCOMES: ReadonlySet<string> = new Set([
  'no_person',
  'person_occluded',
  'legs_not_visible',
  'garment_not_found',
  'garment_occluded',
  'unsupported_category',
  'image_unreadable',
  'content_moderated',
  'provider_error',
  'provider_timeout',
  'timeout',
  'internal_error',
  'slow',
]);

export const TEST_IMAGE_PREFIX = 'img_test_';
export const SANDBOX_IMAGE_PREFIX = 'img_sandbox_';
