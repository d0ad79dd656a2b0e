import { randomInt } from 'node:crypto';
import { insertErasureReceipt } from '@tryon/core/erasures/repository';
import { DomainError } from '@tryon/core/errors';
import { hashClientToken } from '@tryon/core/keys/client-token';
import { findResultByHash } from '@tryon/core/results/repository';
import { type Erasure, markTryonPurged } from '@tryon/core/tryons/erase';
import { eraseTryonAndOutfits, sumErased } from '@tryon/core/tryons/erase-outfits';
import { findTryon, listTryons, rateTryon } from '@tryon/core/tryons/repository';
import { cancelTryon } from '@tryon/core/tryons/settle';
import { rebindClientToken, submitTryon } from '@tryon/core/tryons/submit';
import type { Tryon, TryonLane } from '@tryon/core/tryons/tryon';
import type { BoundRequest, Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { assertVisitor, ownerOf, visitorToken } from '../intake/client-token.js';
import { resolveImage } from '../intake/resolve-image.js';
import { saidConsent } from '../intake/said-consent.js';
import { tryonEventStream } from '../plugins/event-stream.js';
import { presentErasure } from '../present/erasure.js';
import { presentResult } from '../present/result.js';
import { merchantFacts, presentTryon } from '../present/tryon.js';
import { callerOf } from './caller.js';
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
        forget(deps, request, id, lane),
        deps.webhooks.enqueue(canceled.deliveries),
        removed(deps, request.log, canceled.storageKeys),
      ]);
      return { status: 200, body: await present(request, canceled.tryon) };
    },
    async deleteTryon(request) {
      const { id, merchantId, livemode, lane } = await own(request);
      const erasures = await eraseTryonAndOutfits(deps.sql, merchantId, id);
      if (erasures.length === 0) throw missing(id);
      await Promise.all(erasures.map((erasure) => cleanUp(deps, request, merchantId, lane, erasure)));
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

async function submit(
  deps: ServerDeps,
  request: BoundRequest<'createTryon'>,
  clientToken: string | undefined,
): Promise<Tryon> {
  const caller = callerOf(request);
  await deps.queueRoom.assertRoom(caller.lane);
  const { body, files, signal } = request;
  const common = { caller, owner: ownerOf(clientToken), signal };
  const [model, garment] = await Promise.all([
    resolveImage(deps, {
      ...common,
      field: 'model_image',
      reference: body.model_image,
      file: files['model_image'],
    }),
    resolveImage(deps, {
      ...common,
      field: 'garment_image',
      reference: body.garment_image,
      file: files['garment_image'],
    }),
  ]);
  return submitTryon(deps.sql, caller.merchantId, {
    apiKeyId: caller.key.id,
    livemode: caller.livemode,
    clientTokenHash: common.owner ?? null,
    category: body.category ?? 'auto',
    mode: body.mode ?? 'balanced',
    garmentPhotoType: body.garment_photo_type ?? 'auto',
    seed: body.seed ?? randomInt(2 ** 32),
    numSamples: body.num_samples ?? 1,
    outputFormat: body.output_format ?? 'webp',
    moderationLevel: body.moderation_level ?? 'conservative',
    modelImageId: model.imageId,
    garmentImageId: garment.imageId,
    testOutcome: model.testOutcome ?? garment.testOutcome,
    consent: saidConsent(body.consent),
    basedOn: model.basedOn,
    metadata: body.metadata ?? {},
    storedImageIds: [model, garment].filter((image) => image.stored).map((image) => image.imageId),
    requestId: request.requestId,
    idempotencyKey: request.idempotency?.key,
  });
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

/** What is left to do once a try-on is erased. */
async function cleanUp(
  deps: ServerDeps,
  request: BoundRequest<'deleteTryon'>,
  merchantId: string,
  lane: TryonLane,
  { tryonId, deliveries, storageKeys }: Erasure,
): Promise<void> {
  await Promise.all([forget(deps, request, tryonId, lane), deps.webhooks.enqueue(deliveries)]);
  if (await removed(deps, request.log, storageKeys)) await markTryonPurged(deps.sql, merchantId, tryonId);
}

/** Takes an ended try-on out of the queue and tells whoever follows it; both are courtesies, not the truth. */
async function forget(
  deps: ServerDeps,
  request: BoundRequest<'cancelTryon' | 'deleteTryon'>,
  id: string,
  lane: TryonLane,
): Promise<void> {
  deps.signals.signal(id);
  await deps.queue
    .remove(id, lane)
    .catch((error: unknown) =>
      request.log.info({ err: error, tryon_id: id }, 'a worker holds the job; it will notice by its lease'),
    );
}
