import { presentConsent } from '@tryon/core/consent/consent-record';
import type { Db } from '@tryon/core/db/connect';
import { findCosts } from '@tryon/core/provider-runs/spend';
import type { ServableStorage } from '@tryon/core/storage/storage';
import { queuePosition, type TryonEvent } from '@tryon/core/tryons/repository';
import type { Tryon } from '@tryon/core/tryons/tryon';
import type { Caller } from '../contract/handlers.js';
import type { components } from '../contract/schema.js';

type TryonAnswer = components['schemas']['Tryon'];

export interface Presenting {
  readonly sql: Db;
  readonly storage: ServableStorage;
}

/** What a merchant's server may know of a try-on, and a page may not. */
export type MerchantFacts = (tryon: Tryon) => Required<Pick<TryonAnswer, 'provider' | 'cost'>>;

/** Looks up what these try-ons cost, if it is a merchant's server that asks. */
export async function merchantFacts(
  { sql }: Presenting,
  { key, merchantId }: Pick<Caller, 'key' | 'merchantId'>,
  tryons: readonly Tryon[],
): Promise<MerchantFacts | undefined> {
  if (key.kind !== 'sk') return undefined;
  const bought = tryons.filter((tryon) => tryon.lane === 'remote').map((tryon) => tryon.id);
  const costs = bought.length > 0 ? await findCosts(sql, merchantId, bought) : [];
  return ({ id, provider }) => {
    const cost = costs.find(({ tryonId }) => tryonId === id);
    return {
      provider,
      cost: cost ? { amount_micros: cost.micros, currency: 'USD', estimated: cost.estimated } : null,
    };
  };
}

/** A try-on as the contract shows it, with fresh links to its pictures. */
export async function presentTryon(
  { sql, storage }: Presenting,
  tryon: Tryon,
  clientToken?: string,
  forMerchant?: MerchantFacts,
): Promise<TryonAnswer> {
  const [output, position] = await Promise.all([
    Promise.all(
      tryon.output.map(async (picture) => {
        const link = await storage.urlFor(picture.storageKey);
        return {
          url: link.url,
          width: picture.width,
          height: picture.height,
          content_type: picture.contentType,
          expires_at: link.expiresAt.toISOString(),
        };
      }),
    ),
    tryon.status === 'queued' ? queuePosition(sql, tryon.merchantId, tryon.id) : undefined,
  ]);
  return {
    id: tryon.id,
    status: tryon.status,
    livemode: tryon.livemode,
    category: tryon.foundCategory ?? tryon.category,
    mode: tryon.mode,
    garment_photo_type: tryon.foundGarmentPhotoType ?? tryon.garmentPhotoType,
    seed: tryon.seed,
    num_samples: tryon.numSamples,
    output_format: tryon.outputFormat,
    moderation_level: tryon.moderationLevel,
    model_image: tryon.modelImageId,
    garment_image: tryon.garmentImageId,
    progress: {
      stage: tryon.stage,
      percent: tryon.percent,
      ...(position !== undefined && { queue_position: position }),
    },
    output,
    warnings: [...tryon.warnings],
    error: tryon.error,
    rating:
      tryon.rating === null
        ? null
        : {
            rating: tryon.rating,
            ...(tryon.ratingReason !== null && { reason: tryon.ratingReason as never }),
          },
    consent: presentConsent(tryon.consent),
    based_on: tryon.basedOn,
    metadata: { ...tryon.metadata },
    request_id: tryon.requestId,
    created_at: tryon.createdAt.toISOString(),
    updated_at: tryon.updatedAt.toISOString(),
    started_at: tryon.startedAt?.toISOString() ?? null,
    ended_at: tryon.endedAt?.toISOString() ?? null,
    expires_at: tryon.expiresAt.toISOString(),
    ...forMerchant?.(tryon),
    ...(clientToken !== undefined && { client_token: clientToken }),
  };
}

/** How a try-on stood at an earlier event: no picture or error yet, since only its last event brings them. */
export function asOfEvent(now: Tryon, event: TryonEvent): Tryon {
  if (event.revision >= now.revision) return now;
  return {
    ...now,
    status: event.status,
    stage: event.stage,
    percent: event.percent,
    revision: event.revision,
    updatedAt: event.createdAt,
    output: [],
    warnings: [],
    error: null,
    rating: null,
    foundCategory: null,
    foundGarmentPhotoType: null,
    endedAt: null,
  };
}
