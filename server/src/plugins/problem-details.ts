import { DomainError, type ErrorCode, type FieldError } from '@tryon/core/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { components } from '../contract/schema.js';

type Problem = components['schemas']['Problem'];

/** What each code is over HTTP: the one table. */
const PROBLEMS: Readonly<Record<ErrorCode, readonly [status: number, title: string, retryable: boolean]>> = {
  malformed_request: [400, 'The request could not be read', false],
  missing_api_key: [401, 'No API key', false],
  invalid_api_key: [401, 'Not a valid API key', false],
  revoked_api_key: [401, 'This API key was revoked', false],
  origin_not_allowed: [403, 'This page may not use this key', false],
  secret_key_in_browser: [403, 'A secret key on a web page', false],
  secret_key_required: [403, 'Not with this kind of key', false],
  test_key_required: [403, 'Only with a test key', false],
  client_token_required: [403, 'The visitor’s token is missing', false],
  merchant_suspended: [403, 'Account suspended', false],
  not_found: [404, 'Not found', false],
  image_not_found: [404, 'No such image', false],
  tryon_not_found: [404, 'No such try-on', false],
  tryon_already_ended: [409, 'The try-on has already ended', false],
  tryon_not_completed: [409, 'The try-on is not completed', false],
  erasure_not_found: [404, 'No such receipt', false],
  handover_not_found: [404, 'No such hand-over', false],
  handover_expired: [409, 'The hand-over has expired', false],
  handover_used: [409, 'The photo was sent already', false],
  idempotency_in_progress: [409, 'The first request with this key is still running', true],
  idempotency_key_reused: [422, 'Idempotency key used for another request', false],
  image_too_large: [413, 'The picture’s file is too large', false],
  image_too_many_pixels: [413, 'The picture has too many pixels', false],
  image_unsupported: [415, 'Not a supported picture', false],
  image_animated: [415, 'Animated pictures are not supported', false],
  image_too_small: [422, 'The picture is too small', false],
  image_unreadable: [422, 'The picture cannot be read', false],
  image_url_refused: [422, 'This address is not fetched', false],
  image_url_unreachable: [422, 'The address did not answer', true],
  image_url_too_large: [413, 'The file behind the address is too large', false],
  image_url_not_a_picture: [422, 'There is no picture at the address', false],
  unsupported_media_type: [415, 'Not this content type', false],
  request_too_large: [413, 'The request is too large', false],
  validation_failed: [422, 'The request is not valid', false],
  webhook_endpoint_not_found: [404, 'No such webhook endpoint', false],
  webhook_delivery_not_found: [404, 'No such webhook delivery', false],
  webhook_url_refused: [422, 'Webhooks are not sent to this address', false],
  too_many_webhook_endpoints: [409, 'Too many webhook endpoints', false],
  rate_limited: [429, 'Too many requests', true],
  quota_exceeded: [429, 'The quota is used up', false],
  queue_full: [503, 'Too many try-ons are waiting', true],
  storage_unavailable: [503, 'The storage is away for the moment', true],
  service_unavailable: [503, 'The service is away for the moment', true],
  internal_error: [500, 'Something went wrong on our side', true],
};

/** Turns every error, known or not, into a problem of RFC 9457. No stack, path or SQL leaves. */
export function installProblemDetails(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toDomainError(error);
    if (PROBLEMS[known.code][0] >= 500) {
      request.log.error({ err: error, code: known.code }, 'the request failed');
    } else {
      request.log.info({ code: known.code, detail: known.message }, 'the request was refused');
    }
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      request,
      reply,
      new DomainError('not_found', `There is nothing at ${request.method} ${pathOf(request)}.`),
    ),
  );
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  const [status, title, retryable] = PROBLEMS[error.code];
  const problem: Problem = {
    type: `/docs/errors#${error.code}`,
    title,
    status,
    detail: error.message,
    instance: pathOf(request),
    code: error.code,
    request_id: request.id,
    retryable,
    ...(error.errors.length > 0 && { errors: error.errors.slice(0, 20) as FieldError[] }),
  };
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="tryon"');
  const retryAfterMs = error.retryAfterMs ?? (status === 503 ? 2_000 : undefined);
  if (retryAfterMs !== undefined) reply.header('Retry-After', Math.max(1, Math.ceil(retryAfterMs / 1_000)));
  return reply.code(status).type('application/problem+json').send(JSON.stringify(problem));
}

const pathOf = (request: FastifyRequest): string => (request.url.split('?')[0] ?? '/').slice(0, 300);

function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { code = '', statusCode } = error as { code?: string; statusCode?: number };
  switch (code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return new DomainError('image_too_large', 'A picture may have at most 10 MB. Send a smaller one.');
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DomainError('request_too_large', 'The request is too large.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DomainError('unsupported_media_type', 'This content type is not taken here.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new DomainError('malformed_request', 'The body is empty; send JSON.');
    case 'CONNECT_TIMEOUT':
    case 'CONNECTION_CLOSED':
    case 'CONNECTION_ENDED':
    case 'CONNECTION_DESTROYED':
    case 'ECONNREFUSED':
    case '57P01':
    case '57P03':
      return new DomainError(
        'service_unavailable',
        'The database is away for the moment. Try again shortly.',
      );
    default:
      if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
        return new DomainError(
          'malformed_request',
          'The request could not be read: broken JSON or a broken form.',
        );
      }
      return new DomainError(
        'internal_error',
        'Something went wrong on our side. It was logged under this request id.',
      );
  }
}
