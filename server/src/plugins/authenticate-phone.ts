import type { Sql } from '@tryon/core/db/connect';
import { DomainError } from '@tryon/core/errors';
import { handoverSecretMatches } from '@tryon/core/handovers/handover';
import { findHandoverOfPhone } from '@tryon/core/handovers/repository';
import { findKeyById } from '@tryon/core/keys/repository';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../contract/handlers.js';
import type { BadKeyGuard } from '../rate-limits/limit-requests.js';
import { assertInForce, bearer, callerWith } from './key-in-force.js';

const HANDOVER_ID = /^pho_[0-9a-z]{1,60}$/;

/**
 * Who asks with a hand-over's secret: the merchant, by the key with which the photo was asked for, for as long as that
 * key is in force. A wrong secret looks as if there were no such hand-over, and counts as a guessed key does.
 */
export async function phoneOf(sql: Sql, badKeys: BadKeyGuard, request: FastifyRequest): Promise<Caller> {
  const askedAt = new Date();
  const secret = bearer(request.headers.authorization);
  badKeys.assertFree(request.ip);
  const { photo_handover_id: id = '' } = request.params as { photo_handover_id?: string };
  // Who asks is settled before the path is judged, so that anything may stand there.
  const handover = HANDOVER_ID.test(id) ? await findHandoverOfPhone(sql, id) : undefined;
  const found =
    handover && handoverSecretMatches(secret, handover.secretHash)
      ? await findKeyById(sql, handover.merchantId, handover.apiKeyId)
      : undefined;
  if (!found) {
    await badKeys.note(request.ip);
    throw new DomainError(
      'handover_not_found',
      'There is no such hand-over, or it was taken back. Show a new QR code on the computer.',
    );
  }
  assertInForce(found);
  return callerWith(found, askedAt);
}
