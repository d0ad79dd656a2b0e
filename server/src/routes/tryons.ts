import { insertErasureReceipt } from '@tryon/core/erasures/repository';
import { DomainError } from '@tryon/core/errors';
import { hashClientToken } from '@tryon/core/keys/client-token';
import { findResultByHash } from '@tryon/core/results/repository';
import { eraseTryonAndOutfits, sumErased } from '@tryon/core/tryons/erase-outfits';
import { findTryon, listTryons, rateTryon } from '@tryon/core/tryons/repository';
import { cancelTryon } from '@tryon/core/tryons/settle';
import { rebindClientToken } from '@tryon/core/tryons/submit';
import type { Tryon } from '@tryon/core/tryons/tryon';
import type { BoundRequest, Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { assertVisitor, visitorToken } from '../intake/client-token.js';
import { submit } from '../intake/submit-request.js';
import { tryonEventStream } from '../plugins/event-stream.js';
import { presentErasure } from '../present/erasure.js';
import { presentResult } from '../present/result.js';
import { merchantFacts, presentTryon } from '../present/tryon.js';
import { callerOf } from './caller.js';
import { cleanUpErased, forgetInQueue } from './clean-up-erased.js';
import { removed } from './removed.js';

type TryonHandlers = Pick<
  Handlers,
  | 'createTryon'
  | 'getTryon'
  | 'listTryons'
  | 'cancelTryon'
  | 'deleteTryon'
  | 'streamTryonEvents'
  | 'rateTryon'
  | 'verifyTryon'
>;

export function tryonHandlers(deps: ServerDeps): TryonHandlers {
  type OneTryon = 'getTryon' | 'cancelTryon' | 'deleteTryon' | 'streamTryonEvents' | 'rateTryon';
  const own = async (request: BoundRequest<OneTryon>): Promise<Tryon> => {
    const caller = callerOf(request);
    const tryon = await findTryon(deps.sql, caller.merchantId, caller.livemode, request.params.tryon_id);
    if (!tryon) throw missing(request.params.tryon_id);
    assertVisitor(caller, tryon.clientTokenHash, () => missing(request.params.tryon_id));
    return tryon;
  };
  const present = async (request: BoundRequest<OneTryon>, tryon: Tryon) =>
    presentTryon(deps, tryon, undefined, await merchantFacts(deps, callerOf(request), [tryon]));
  return {
    async createTryon(request) {
      const clientToken = visitorToken(callerOf(request));
      const tryon = (await recover(deps, request, clientToken)) ?? (await submit(deps, request, clientToken));
      await deps.queue
        .enqueue({ tryonId: tryon.id, merchantId: tryon.merchantId, lane: tryon.lane })
        .catch((error: unknown) =>
          request.log.warn({ err: error, tryon_id: tryon.id }, 'could not enqueue; the sweep will'),
        );
      return {
        status: 202,
        body: await presentTryon(deps, tryon, clientToken),
        headers: { Location: `/v1/tryons/${tryon.id}` },
      };
    },
    async getTryon(request) {
      return { status: 200, body: await present(request, await own(request)) };
    },
    async listTryons(request) {
      const { merchantId, livemode } = callerOf(request);
      const { limit = 20, cursor, status } = request.query;
      const page = await listTryons(deps.sql, merchantId, { livemode, limit, cursor, status });
      const facts = await merchantFacts(deps, callerOf(request), page.tryons);
      const data = await Promise.all(page.tryons.map((tryon) => presentTryon(deps, tryon, undefined, facts)));
      const last = page.hasMore ? (data.at(-1)?.id ?? null) : null;
      return { status: 200, body: { data, has_more: page.hasMore, next_cursor: last } };
    },
    async cancelTryon(request) {
      const { id, merchantId, lane } = await own(request);
      const canceled = await cancelTryon(deps.sql, merchantId, id);
      if (!canceled)
        throw new DomainError(
          'tryon_already_ended',
          `The try-on ${id} has already ended; there is nothing to cancel.`,
        );
      await Promise.all([
        forgetInQueue(deps, request.log, id, lane),
        deps.webhooks.enqueue(canceled.deliveries),
        removed(deps, request.log, canceled.storageKeys),
      ]);
      return { status: 200, body: await present(request, canceled.tryon) };
    },
    async deleteTryon(request) {
      const { id, merchantId, livemode } = await own(request);
      const erasures = await eraseTryonAndOutfits(deps.sql, merchantId, id);
      if (erasures.length === 0) throw missing(id);
      await Promise.all(erasures.map((erasure) => cleanUpErased(deps, request.log, merchantId, erasure)));
      const receipt = await insertErasureReceipt(deps.sql, merchantId, livemode, sumErased(erasures));
      return { status: 200, body: presentErasure(receipt) };
    },
    async streamTryonEvents(request) {
      const { id, merchantId, livemode } = await own(request);
      const after = Number(request.headers['last-event-id'] ?? 0);
      const stream = tryonEventStream({
        ...deps,
        merchantId,
        livemode,
        tryonId: id,
        after,
        signal: request.signal,
        closing: request.closing,
      });
      return {
        status: 200,
        body: stream,
        headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
      };
    },
    async rateTryon(request) {
      const { id, merchantId } = await own(request);
      const rated = await rateTryon(
        deps.sql,
        merchantId,
        id,
        request.body.rating,
        request.body.reason ?? null,
      );
      if (!rated) throw new DomainError('tryon_not_completed', 'Only a completed try-on can be rated.');
      return { status: 200, body: await present(request, rated) };
    },
    async verifyTryon({ caller, query }) {
      const reader = caller?.key.kind === 'sk' ? caller : undefined;
      return { status: 200, body: presentResult(await findResultByHash(deps.sql, reader, query.sha256)) };
    },
  };
}

function missing(tryonId: string): DomainError {
  return new DomainError('tryon_not_found', `There is no try-on ${tryonId}, or it has been erased.`);
}

/** The try-on that a crashed request with the same idempotency key had already made; its token never got out. */
async function recover(
  deps: ServerDeps,
  request: BoundRequest<'createTryon'>,
  clientToken: string | undefined,
): Promise<Tryon | undefined> {
  const id = request.idempotency?.resourceId;
  if (!id) return undefined;
  const { merchantId, livemode } = callerOf(request);
  if (clientToken !== undefined)
    await rebindClientToken(deps.sql, merchantId, id, hashClientToken(clientToken));
  return findTryon(deps.sql, merchantId, livemode, id);
}
