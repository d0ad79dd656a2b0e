/** Every code a request can be refused with. The server's problem table gives each its status and title. */
export type ErrorCode =
  | 'malformed_request'
  | 'missing_api_key'
  | 'invalid_api_key'
  | 'revoked_api_key'
  | 'origin_not_allowed'
  | 'secret_key_in_browser'
  | 'secret_key_required'
  | 'test_key_required'
  | 'client_token_required'
  | 'merchant_suspended'
  | 'not_found'
  | 'image_not_found'
  | 'tryon_not_found'
  | 'tryon_already_ended'
  | 'tryon_not_completed'
  | 'erasure_not_found'
  | 'handover_not_found'
  | 'handover_expired'
  | 'handover_used'
  | 'idempotency_in_progress'
  | 'idempotency_key_reused'
  | 'image_too_large'
  | 'image_too_many_pixels'
  | 'image_unsupported'
  | 'image_animated'
  | 'image_too_small'
  | 'image_unreadable'
  | 'image_url_refused'
  | 'image_url_unreachable'
  | 'image_url_too_large'
  | 'image_url_not_a_picture'
  | 'unsupported_media_type'
  | 'request_too_large'
  | 'validation_failed'
  | 'webhook_endpoint_not_found'
  | 'webhook_delivery_not_found'
  | 'webhook_url_refused'
  | 'too_many_webhook_endpoints'
  | 'rate_limited'
  | 'quota_exceeded'
  | 'queue_full'
  | 'storage_unavailable'
  | 'service_unavailable'
  | 'internal_error';

/** One wrong place in a request: `pointer` is a JSON pointer into the body, or `#/query/limit`, `#/header/…`. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

export interface DomainErrorOptions {
  readonly cause?: unknown;
  readonly errors?: readonly FieldError[];
  /** When trying again makes sense, in milliseconds; becomes `Retry-After`. */
  readonly retryAfterMs?: number;
}

/**
 * A request that cannot be served, said in words its sender may read.
 * Never put a path, SQL, a key or a picture into `message`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}
