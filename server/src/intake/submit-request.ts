import { randomInt } from 'node:crypto';
import { DomainError } from '@tryon/core/errors';
import { markImageDeleted } from '@tryon/core/images/repository';
import { saneTraceParent } from '@tryon/core/tracing/trace-parent';
import { submitTryon } from '@tryon/core/tryons/submit';
import type { Tryon } from '@tryon/core/tryons/tryon';
import type { BoundRequest } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { callerOf } from '../routes/caller.js';
import { cleanUpErasedImage } from '../routes/clean-up-erased.js';
import { ownerOf } from './client-token.js';
import { type ResolvedImage, resolveImage } from './resolve-image.js';
import { saidConsent } from './said-consent.js';

/** Makes a try-on of a request, with its pictures. One that is refused leaves no picture behind. */
export async function submit(
  deps: ServerDeps,
  request: BoundRequest<'createTryon'>,
  clientToken: string | undefined,
): Promise<Tryon> {
  const caller = callerOf(request);
  await deps.queueRoom.assertRoom(caller.lane);
  const { body, files, signal } = request;
  const common = { caller, owner: ownerOf(clientToken), signal };
  const resolve = (field: 'model_image' | 'garment_image') =>
    resolveImage(deps, { ...common, field, reference: body[field], file: files[field] });
  // Both to their end, so that what one brought is known when the other is refused.
  const pictures = await Promise.allSettled([resolve('model_image'), resolve('garment_image')]);
  const brought = pictures.flatMap((each) =>
    each.status === 'fulfilled' && each.value.brought ? each.value : [],
  );
  const [model, garment] = pictures;
  if (model.status === 'rejected' || garment.status === 'rejected') {
    await takeBack(deps, request, brought);
    throw model.status === 'rejected' ? model.reason : (garment as PromiseRejectedResult).reason;
  }
  try {
    return await submitTryon(
      deps.sql,
      caller.merchantId,
      submission(request, model.value, garment.value, common.owner),
    );
  } catch (error) {
    // A refusal is certain; any other end may have been committed.
    if (error instanceof DomainError) await takeBack(deps, request, brought);
    throw error;
  }
}

function submission(
  request: BoundRequest<'createTryon'>,
  model: ResolvedImage,
  garment: ResolvedImage,
  owner: Uint8Array | undefined,
): Parameters<typeof submitTryon>[2] {
  const { body } = request;
  const { key, livemode, askedAt } = callerOf(request);
  return {
    apiKeyId: key.id,
    livemode,
    askedAt,
    clientTokenHash: owner ?? null,
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
    traceParent: saneTraceParent(request.headers['traceparent']) ?? null,
    idempotencyKey: request.idempotency?.key,
  };
}

/** Nobody was told of these pictures, so nobody could ever erase them. */
async function takeBack(
  deps: ServerDeps,
  request: BoundRequest<'createTryon'>,
  brought: readonly ResolvedImage[],
): Promise<void> {
  const { merchantId } = callerOf(request);
  for (const { imageId } of brought) {
    const storageKey = await markImageDeleted(deps.sql, merchantId, imageId);
    if (storageKey) await cleanUpErasedImage(deps, request.log, merchantId, { id: imageId, storageKey });
  }
}
