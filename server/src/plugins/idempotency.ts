import { createHash } from 'node:crypto';
import type { Sql } from '@tryon/core/db/connect';
import { DomainError } from '@tryon/core/errors';
import {
  releaseIdempotencyKey,
  storeIdempotentResponse,
  takeIdempotencyKey,
} from '@tryon/core/idempotency/repository';
import type { LooseAnswer, RunOnce } from '../contract/bind.js';
import type { UploadedFile } from '../contract/handlers.js';

/**
 * Runs a creating request once for each `Idempotency-Key`. Only answers that created something are kept: after a
 * refusal the key is free again, so that the same key serves the mended request.
 */
export function createRunOnce(sql: Sql): RunOnce {
  return async (request, operationId, run) => {
    const key = request.headers['idempotency-key'];
    const { caller } = request;
    if (typeof key !== 'string' || !caller) return run(undefined);
    const { merchantId, livemode } = caller;
    const hash = requestHash(operationId, caller.key.id, request.body, request.files);
    const outcome = await takeIdempotencyKey(sql, merchantId, livemode, key, hash);
    switch (outcome.kind) {
      case 'mismatch':
        throw new DomainError(
          'idempotency_key_reused',
          'This Idempotency-Key was used within 24 hours for a different request. Use a new key for new work.',
        );
      case 'running':
        throw new DomainError(
          'idempotency_in_progress',
          'A request with this Idempotency-Key is still running. Try again shortly for its answer.',
          { retryAfterMs: outcome.retryAfterMs },
        );
      case 'replay':
        return {
          ...outcome.response,
          headers: { ...outcome.response.headers, 'Idempotency-Replayed': 'true' },
        };
      case 'run': {
        let answer: LooseAnswer;
        try {
          answer = await run({ key, resourceId: outcome.resourceId });
        } catch (error) {
          await releaseIdempotencyKey(sql, merchantId, livemode, key);
          throw error;
        }
        await storeIdempotentResponse(sql, merchantId, livemode, key, {
          status: answer.status,
          headers: answer.headers ?? {},
          body: answer.body,
        });
        return answer;
      }
    }
  };
}

/**
 * What makes two requests the same: operation, key, fields and the files' content. A form is hashed after it was
 * read, since its boundary changes with every attempt.
 */
function requestHash(
  operationId: string,
  keyId: string,
  body: unknown,
  files: Readonly<Record<string, UploadedFile | undefined>>,
): Buffer {
  const hash = createHash('sha256')
    .update(operationId)
    .update('\0')
    .update(keyId)
    .update('\0')
    .update(canonical(body));
  for (const name of Object.keys(files).sort()) {
    const file = files[name];
    if (file) hash.update(`\0${name}\0`).update(createHash('sha256').update(file.bytes).digest());
  }
  return hash.digest();
}

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
