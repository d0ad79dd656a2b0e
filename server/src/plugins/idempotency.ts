import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sealer } from '@tryon/core/crypto/sealer';
import type { Sql } from '@tryon/core/db/connect';
import { DomainError } from '@tryon/core/errors';
import {
  bindIdempotencyKey,
  releaseIdempotencyKey,
  storeIdempotentResponse,
  takeIdempotencyKey,
} from '@tryon/core/idempotency/repository';
import type { Logger } from '@tryon/core/logger';
import type { LooseAnswer, RunOnce } from '../contract/bind.js';
import type { UploadedFile } from '../contract/handlers.js';

/**
 * Runs a creating request once for each `Idempotency-Key`. Only answers that created something are kept: after a
 * refusal the key is free again, so that the same key serves the mended request. They are kept sealed: an answer may
 * hold a visitor's token, links to pictures or a signing secret.
 */
export function createRunOnce(sql: Sql, sealer: Sealer): RunOnce {
  return async (request, operationId, run) => {
    const key = request.headers['idempotency-key'];
    const { caller } = request;
    if (typeof key !== 'string' || !caller) return run(undefined);
    const { merchantId, livemode } = caller;
    const who = [caller.key.kind, caller.clientToken];
    const hash = requestHash([operationId, who, request.params, request.body], request.files);
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
          status: outcome.response.status,
          body: JSON.parse(sealer.open(Buffer.from(String(outcome.response.body), 'base64'))),
          headers: { ...outcome.response.headers, 'Idempotency-Replayed': 'true' },
        };
      case 'run': {
        let answer: LooseAnswer;
        try {
          answer = await run({
            key,
            resourceId: outcome.resourceId,
            bind: (tx, id) => bindIdempotencyKey(tx, merchantId, livemode, key, outcome.lock, id),
          });
        } catch (error) {
          const release = () => releaseIdempotencyKey(sql, merchantId, livemode, key, outcome.lock);
          await release().catch((cause: unknown) => {
            request.log.warn({ err: cause }, 'could not give an idempotency key back; trying again');
            void releaseLater(release, request.log, request.closing);
          });
          throw error;
        }
        await storeIdempotentResponse(sql, merchantId, livemode, key, {
          status: answer.status,
          headers: answer.headers ?? {},
          body: sealer.seal(JSON.stringify(answer.body ?? null)).toString('base64'),
        });
        return answer;
      }
    }
  };
}

/** A database that went away under a request is often back in seconds, sooner than the key's lock would run out. */
async function releaseLater(release: () => Promise<void>, log: Logger, closing: AbortSignal): Promise<void> {
  for (const waitMs of [500, 1_000, 2_000, 4_000, 8_000, 16_000]) {
    try {
      await sleep(waitMs, undefined, { signal: closing, ref: false });
      return await release();
    } catch (error) {
      if (closing.aborted) return;
      log.debug({ err: error }, 'could not give an idempotency key back yet');
    }
  }
}

/**
 * What makes two requests the same: operation, path, kind of key, fields and the files' content, and the visitor, to whom
 * the answer belongs: all visitors of a shop share its idempotency keys, and its server may ask for one after the other. The key itself may have
 * been rolled in between. A form is hashed after it was read, since its boundary changes with every attempt.
 */
function requestHash(
  parts: readonly unknown[],
  files: Readonly<Record<string, UploadedFile | undefined>>,
): Buffer {
  const hash = createHash('sha256').update(canonical(parts));
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
