import type { FaultName } from './faults.js';

/** How each API says that a run has failed. */
export interface FailureWords {
  readonly fashn: { readonly name: string; readonly message: string };
  readonly fal: FalFailure;
}

export interface FalFailure {
  /** Of the result. */
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the status says beside COMPLETED. */
  readonly error?: string;
  readonly errorType?: string;
}

const detail = (type: string, msg: string, field?: string) => ({
  detail: [
    {
      loc: field ? ['body', field] : ['body'],
      msg,
      type,
      url: `https://docs.fal.ai/errors#${type}`,
      input: null,
    },
  ],
});

function model(status: number, type: string, message: string, field?: string, retryable = false): FalFailure {
  return {
    status,
    body: detail(type, message, field),
    headers: { 'x-fal-retryable': String(retryable) },
    error: `Unexpected status code: ${status}`,
    errorType: type,
  };
}

function platform(status: number, errorType: string, message: string, inBody = true): FalFailure {
  return {
    status,
    body: inBody ? { detail: message, error_type: errorType } : { detail: message },
    headers: { 'x-fal-error-type': errorType, 'x-fal-retryable': 'true' },
    ...(inBody ? { error: message, errorType } : {}),
  };
}

const words = (name: string, message: string, fal: FalFailure): FailureWords => ({
  fashn: { name, message },
  fal,
});

export const FAILURES: Partial<Record<FaultName, FailureWords>> = {
  'person-not-loaded': words(
    'ImageLoadError',
    'Error loading model image: could not load the image',
    model(422, 'image_load_error', 'Could not load the image', 'model_image'),
  ),
  'garment-not-loaded': words(
    'ImageLoadError',
    'Error loading garment image: could not load the image',
    model(422, 'image_load_error', 'Could not load the image', 'garment_image'),
  ),
  moderated: words(
    'ContentModerationError',
    'Prohibited content detected in the garment image',
    model(422, 'content_policy_violation', 'The content was flagged', 'garment_image'),
  ),
  'no-pose': words(
    'PoseError',
    'Failed to detect body pose in the model image',
    model(422, 'face_detection_error', 'No face was found', 'model_image'),
  ),
  'invalid-input': words(
    'InputValidationError',
    'Invalid category',
    model(422, 'value_error', 'Value error, invalid category', 'category'),
  ),
  pipeline: words(
    'PipelineError',
    'The pipeline failed unexpectedly',
    model(422, 'no_media_generated', 'No media was generated', undefined, true),
  ),
  'third-party': words(
    'ThirdPartyError',
    'A third party refused the content',
    model(400, 'downstream_service_error', 'A downstream service refused'),
  ),
  'third-party-unavailable': words(
    '3rdPartyProviderError',
    'A third party is not available',
    model(500, 'downstream_service_unavailable', 'A downstream service is away', undefined, true),
  ),
  unavailable: words(
    'UnavailableError',
    'The model is not available at the moment',
    platform(503, 'runner_scheduling_failure', 'No runner could be allocated'),
  ),
  internal: words(
    'InternalServerError',
    'An internal error occurred',
    model(500, 'internal_server_error', 'Internal server error', undefined, true),
  ),
  'lora-not-loaded': words(
    'LoRALoadError',
    'Error loading the LoRA',
    platform(500, 'runner_server_error', 'The runner failed'),
  ),
  'unheard-of': words(
    'BrandNewError',
    'Nobody has heard of this',
    model(422, 'brand_new_error', 'Nobody has heard of this'),
  ),
  'person-too-small': words(
    'InputValidationError',
    'The model image is too small',
    model(422, 'image_too_small', 'The image is too small', 'model_image'),
  ),
  'person-too-large': words(
    'InputValidationError',
    'The model image is too large',
    model(422, 'image_too_large', 'The image is too large', 'model_image'),
  ),
  'garment-file-too-large': words(
    'ImageLoadError',
    'Error loading garment image: the file is too large',
    model(422, 'file_too_large', 'The file is too large', 'garment_image'),
  ),
  'garment-format': words(
    'ImageLoadError',
    'Error loading garment image: unsupported format',
    model(422, 'unsupported_image_format', 'Unsupported format', 'garment_image'),
  ),
  'file-not-downloaded': words(
    'ImageLoadError',
    'Error loading model image: download failed',
    model(422, 'file_download_error', 'The file could not be downloaded', 'model_image'),
  ),
  'generation-timeout': words(
    'PipelineError',
    'The generation took too long',
    model(504, 'generation_timeout', 'The generation took too long', undefined, true),
  ),
  'plain-detail': words('PipelineError', 'Something failed', {
    status: 500,
    body: { detail: 'Something failed' },
    error: 'Something failed',
  }),
  'retryable-says-no': words('LoRALoadError', 'It failed for good', {
    ...model(500, 'internal_server_error', 'It failed for good'),
    headers: { 'x-fal-retryable': 'false' },
  }),
  'retryable-says-yes': words('UnavailableError', 'Try again', {
    ...model(422, 'brand_new_error', 'Try again'),
    headers: { 'x-fal-retryable': 'true' },
  }),
  'needs-retry-says-yes': words('UnavailableError', 'Try again', {
    ...model(422, 'brand_new_error', 'Try again'),
    headers: { 'x-fal-needs-retry': '1' },
  }),
  'request-timeout': words(
    'PipelineError',
    'Timed out',
    platform(504, 'request_timeout', 'The request timed out'),
  ),
  'startup-timeout': words(
    'UnavailableError',
    'Timed out',
    platform(504, 'startup_timeout', 'The runner did not start'),
  ),
  'runner-disconnected': words(
    'UnavailableError',
    'The runner is gone',
    platform(503, 'runner_disconnected', 'The runner disconnected'),
  ),
  'user-timeout': words('PipelineError', 'Timed out', {
    status: 504,
    body: { detail: 'Request timed out', error_type: 'request_timeout' },
    headers: { 'x-fal-request-timeout-type': 'user', 'x-fal-error-type': 'request_timeout' },
    error: 'Request timed out',
    errorType: 'request_timeout',
  }),
  'error-type-in-header': words(
    'UnavailableError',
    'The runner is gone',
    platform(503, 'runner_connection_error', 'A connection failed', false),
  ),
  'silent-completed': words('PipelineError', 'No media', {
    status: 422,
    body: detail('no_media_generated', 'No media was generated'),
  }),
};

/** An input could not be loaded by the run itself: how both say so. */
export function loadFailure(field: 'model_image' | 'garment_image', why: string): FailureWords {
  const which = field === 'model_image' ? 'model' : 'garment';
  return words(
    'ImageLoadError',
    `Error loading ${which} image: ${why}`,
    model(422, 'file_download_error', `Could not download the file: ${why}`, field),
  );
}
