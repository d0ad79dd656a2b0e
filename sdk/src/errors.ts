import type { FieldError, Problem, ProblemCode, Tryon, TryonErrorCode } from './types.js';

/** Known codes complete in an editor; others may come, so any string is one. */
type Open<Known extends string> = Known | (string & {});

// A registered symbol is the same in every copy of this package on a page, so that `instanceof` in the widget's copy
// knows an error thrown by the shop's.
const BRAND = Symbol.for('@tryon/sdk/error');

/** Everything this package throws on purpose. `code` is stable, `message` is for people. */
export class TryOnError extends Error {
  static readonly kind: string = 'TryOnError';
  readonly code: string;
  readonly [BRAND]: readonly string[];

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.kind;
    const kinds: string[] = [];
    for (let type = new.target; type.kind; type = Object.getPrototypeOf(type)) kinds.push(type.kind);
    this[BRAND] = kinds;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: the class on the right of `instanceof`, which may be a subclass.
    return isOfKind(this, value);
  }
}

function isOfKind(type: typeof TryOnError, value: unknown): boolean {
  // A class of your own that extends one of these names no kind, so only its own objects are its instances.
  return Object.hasOwn(type, 'kind')
    ? kindsOf(value).includes(type.kind)
    : Function.prototype[Symbol.hasInstance].call(type, value);
}

function kindsOf(value: unknown): readonly string[] {
  const { [BRAND]: brand } = Object(value) as Record<symbol, unknown>;
  return Array.isArray(brand) ? brand : [];
}

/** Whether this was thrown by any copy of this package. `instanceof` on its classes crosses copies as well. */
export function isTryOnError(value: unknown): value is TryOnError {
  return value instanceof TryOnError;
}

/** The API answered, and said no. */
export class ApiError extends TryOnError {
  static override readonly kind: string = 'ApiError';
  // Declared only: the constructor sets them all, and fields would be named twice in every page's bundle.
  declare readonly code: Open<ProblemCode | 'unexpected_response'>;
  /** The HTTP status. */
  declare readonly status: number;
  /** What is wrong in this case, and what to do. */
  declare readonly detail: string;
  /** Quote it to support. */
  declare readonly requestId: string | undefined;
  /** The whole answer, if it was one of the API's own (a proxy's error page is not). */
  declare readonly problem: Problem | undefined;
  /** Whether the same request may work later. */
  declare readonly retryable: boolean;
  /** How long the API asks to wait, in milliseconds, if it says. */
  declare readonly retryAfterMs: number | undefined;

  constructor(facts: ApiErrorFacts) {
    const { status, problem, requestId } = facts;
    const code = problem?.code ?? 'unexpected_response';
    const detail = problem?.detail ?? `${status} without JSON. Is baseUrl the API's?`;
    super(code, `${status} ${code}: ${detail}${requestId ? ` (request ${requestId})` : ''}`);
    this.status = status;
    this.detail = detail;
    this.requestId = requestId;
    this.problem = problem;
    this.retryable = problem?.retryable ?? (status === 408 || status === 429 || status >= 500);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

export interface ApiErrorFacts {
  status: number;
  problem: Problem | undefined;
  requestId: string | undefined;
  retryAfterMs: number | undefined;
}

/** 401: no key, or one that opens nothing. */
export class AuthenticationError extends ApiError {
  static override readonly kind = 'AuthenticationError';
}

/** 403: the key is good, but not for this (a foreign origin, a secret key in a browser, a missing client token). */
export class PermissionError extends ApiError {
  static override readonly kind = 'PermissionError';
}

/** 404: no such thing, or somebody else's. */
export class NotFoundError extends ApiError {
  static override readonly kind = 'NotFoundError';
}

/** 409: not in this state. */
export class ConflictError extends ApiError {
  static override readonly kind = 'ConflictError';
}

/** 400, 413, 415, 422: the input is wrong. `errors` points at each place. */
export class ValidationError extends ApiError {
  static override readonly kind = 'ValidationError';
  /** Where and why; empty when the problem is not in a field. */
  get errors(): readonly FieldError[] {
    return this.problem?.errors ?? [];
  }
}

/** 429: too fast (`rate_limited`), or the month's quota is used up (`quota_exceeded`). See `retryAfterMs`. */
export class RateLimitError extends ApiError {
  static override readonly kind = 'RateLimitError';
}

/** 5xx: the server's fault. */
export class ServerError extends ApiError {
  static override readonly kind = 'ServerError';
}

/** The API could not be reached, or the connection broke. `cause` holds what `fetch` said. */
export class ConnectionError extends TryOnError {
  static override readonly kind: string = 'ConnectionError';
}

/** An attempt took longer than `timeoutMs`. */
export class TimeoutError extends ConnectionError {
  static override readonly kind = 'TimeoutError';
}

/** The try-on ended without a picture. `code` is the try-on's own (`no_person`, …), or `canceled`. */
export class TryOnFailedError extends TryOnError {
  static override readonly kind = 'TryOnFailedError';
  declare readonly code: Open<TryonErrorCode | 'canceled'>;
  /** The failed or canceled try-on. */
  readonly tryon: Tryon;

  constructor(tryon: Tryon) {
    const { error } = tryon;
    super(error?.code ?? tryon.status, error?.message ?? `The try-on was ${tryon.status}.`);
    this.tryon = tryon;
  }

  /** Whether the same try-on may work if it is made again. */
  get retryable(): boolean {
    return this.tryon.error?.retryable ?? false;
  }
}

/** The try-on did not end within `waitTimeoutMs`. It goes on; wait again with its id. */
export class WaitTimeoutError extends TryOnError {
  static override readonly kind = 'WaitTimeoutError';
  /** The try-on as last heard of, if it was heard of. */
  readonly tryon: Tryon | undefined;

  constructor(id: string, waitTimeoutMs: number, tryon: Tryon | undefined, options?: ErrorOptions) {
    super('wait_timeout', `${id} did not end within ${waitTimeoutMs} ms.`, options);
    this.tryon = tryon;
  }
}

/** The error for an answer that is not a success. `body` is its parsed JSON, if it had any. */
export function apiErrorFor(response: Response, body: unknown, retryAfterMs: number | undefined): ApiError {
  const problem = asProblem(body);
  const requestId = response.headers.get('X-Request-Id') ?? problem?.request_id;
  const { status } = response;
  return new (classFor(status))({ status, problem, requestId, retryAfterMs });
}

/** A problem, if it is one: a proxy in between may answer anything. */
export function asProblem(body: unknown): Problem | undefined {
  const problem = Object(body) as Problem;
  return 'code' in problem && 'detail' in problem ? problem : undefined;
}

function classFor(status: number): typeof ApiError {
  if (status >= 500) return ServerError;
  return CLASS_BY_STATUS[status] ?? ApiError;
}

const CLASS_BY_STATUS: Record<number, typeof ApiError> = {
  400: ValidationError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  413: ValidationError,
  415: ValidationError,
  422: ValidationError,
  429: RateLimitError,
};
