import { withGuardedAgent } from '@tryon/core/net/guarded-agent';
import { outboundUrlProblem } from '@tryon/core/net/outbound-url';
import type { DeliverWebhookPayload } from '@tryon/core/queue/names';
import { type ClaimedDelivery, claimDelivery, releaseDelivery } from '@tryon/core/webhooks/claim-delivery';
import { signWebhook } from '@tryon/core/webhooks/secret';
import { type AttemptOutcome, settleAttempt } from '@tryon/core/webhooks/settle-delivery';
import { type Dispatcher, request } from 'undici';
import { type JobContext, type JobDeps, JobPostponed } from './job.js';
import type { WebhookPlaces } from './webhook-places.js';

export interface WebhookDeps
  extends Pick<JobDeps, 'sql' | 'logger' | 'webhooks' | 'sealer' | 'allowedOrigins' | 'metrics'> {
  readonly places: WebhookPlaces;
}

const TIMEOUT_MS = 15_000;
const UNSIGNED = 'Our copy of the signing secret cannot be read. Rotate the secret of this endpoint.';
const MAX_EXCERPT_CHARS = 1_000;

/**
 * Makes one attempt at a delivery, if it is due.
 * @throws JobPostponed until the next attempt, until whoever holds it must be through, until there may be a place, and
 * when the worker shuts down.
 */
export async function deliverWebhook(
  deps: WebhookDeps,
  payload: DeliverWebhookPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> {
  const place = deps.places.take(payload);
  if (!place.taken) throw new JobPostponed(place.retryAfterMs);
  try {
    await makeAttempt(deps, payload, signal);
  } finally {
    place.release();
  }
}

async function makeAttempt(
  deps: WebhookDeps,
  payload: DeliverWebhookPayload,
  stopping: AbortSignal,
): Promise<void> {
  const claim = await claimDelivery(deps.sql, payload.merchantId, payload.deliveryId, deps.sealer);
  if (!claim.claimed) {
    if (claim.retryAfterMs !== undefined) throw new JobPostponed(claim.retryAfterMs);
    return;
  }
  const { delivery } = claim;
  const log = deps.logger.child({ delivery_id: delivery.deliveryId, endpoint_id: delivery.endpointId });
  if (delivery.secretFault) {
    log.error({ err: delivery.secretFault }, 'a webhook secret cannot be opened');
    deps.metrics.webhooks.secretUnreadable();
  }
  const outcome = await send(deps, delivery, stopping);
  if (stopping.aborted && outcome.responseStatus === null) {
    // It may have arrived: then it arrives once more, under the same id.
    await releaseDelivery(deps.sql, delivery);
    throw new JobPostponed(0);
  }
  deps.metrics.webhooks.attempted(outcome.responseStatus, outcome.durationMs);
  const settled = await settleAttempt(deps.sql, delivery, outcome);
  log.info(
    { attempt: delivery.attempt, status: outcome.responseStatus, duration_ms: outcome.durationMs },
    'a webhook was sent',
  );
  if (!settled) return;
  if (settled.disabled) {
    log.warn({ reason: settled.disabled }, 'the webhook endpoint was disabled');
    deps.metrics.webhooks.endpointDisabled(settled.disabled);
  }
  await deps.webhooks.enqueue(settled.deliveries);
  if (settled.nextDelayMs !== undefined) throw new JobPostponed(settled.nextDelayMs);
}

/** One signed POST to a public address, whatever comes of it. Redirects are not followed: they are answers like any. */
async function send(
  deps: WebhookDeps,
  delivery: ClaimedDelivery,
  stopping: AbortSignal,
): Promise<AttemptOutcome> {
  const startedAt = new Date();
  const clock = performance.now();
  let requestHeaders: Readonly<Record<string, string>> | null = null;
  const end = (
    rest: Omit<AttemptOutcome, 'startedAt' | 'durationMs' | 'requestHeaders'>,
  ): AttemptOutcome => ({
    startedAt,
    requestHeaders,
    durationMs: Math.round(performance.now() - clock),
    ...rest,
  });
  const problem = outboundUrlProblem(new URL(delivery.url), deps.allowedOrigins);
  if (problem) return end({ responseStatus: null, responseExcerpt: null, error: `The URL ${problem}.` });
  if (delivery.secrets.length === 0)
    return end({ responseStatus: null, responseExcerpt: null, error: UNSIGNED });
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'TryOn-Webhooks/1',
    ...(delivery.traceParent !== null && { traceparent: delivery.traceParent }),
    ...signWebhook(delivery.event, delivery.secrets, startedAt),
  };
  requestHeaders = headers;
  try {
    return await withGuardedAgent({ signal, allowedOrigins: deps.allowedOrigins }, async (dispatcher) => {
      const response = await request(delivery.url, {
        dispatcher,
        signal,
        method: 'POST',
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        headers,
        body: delivery.event.payload,
      });
      return end({
        responseStatus: response.statusCode,
        responseExcerpt: await excerptOf(response),
        error: null,
        retryAfterMs: retryAfterOf(response),
      });
    });
  } catch (error) {
    return end({ responseStatus: null, responseExcerpt: null, error: reasonOf(error, signal) });
  }
}

/** The beginning of the answer; what follows is not waited for. Its status has come: a body that breaks off changes nothing. */
async function excerptOf({ body }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_EXCERPT_CHARS) break;
    }
  } catch (error) {
    chunks.push(Buffer.from(` [broke off: ${error instanceof Error ? error.name : 'unknown'}]`));
  }
  // PostgreSQL's text takes any character but this one.
  return Buffer.concat(chunks).toString('utf8').replaceAll('\0', '').slice(0, MAX_EXCERPT_CHARS);
}

function retryAfterOf({ statusCode, headers }: Dispatcher.ResponseData): number | undefined {
  if (statusCode !== 429 && statusCode !== 503) return undefined;
  // Seconds, or a date (RFC 9110, 10.2.3).
  const asked = String(headers['retry-after'] ?? '');
  const waitMs = /^\d+$/.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - Date.now();
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : undefined;
}

/** In words for the merchant: what an address resolved to is not theirs to know. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `No answer within ${TIMEOUT_MS / 1_000} s.`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'address_refused':
      return 'The host does not lead to a public address.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The host was not found.';
    case 'ECONNREFUSED':
      return 'The connection was refused.';
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'No connection could be made in time.';
    default:
      return /CERT|SSL|TLS/i.test(code)
        ? 'The TLS certificate was not accepted.'
        : 'The connection broke off.';
  }
}
