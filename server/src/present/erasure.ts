import type { ErasureReceipt } from '@tryon/core/erasures/repository';
import type { components } from '../contract/schema.js';

/** The receipt of an erasure, as the contract shows it. */
export function presentErasure(receipt: ErasureReceipt): components['schemas']['Erasure'] {
  return {
    id: receipt.id,
    erased_at: receipt.erasedAt.toISOString(),
    tryons: receipt.tryons,
    photos: receipt.photos,
    pictures: receipt.pictures,
    provider_copies: receipt.providerCopies,
  };
}
