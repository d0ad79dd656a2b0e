import { DomainError } from '@tryon/core/errors';
import type { Image } from '@tryon/core/images/image';
import { findTryon } from '@tryon/core/tryons/repository';
import type { Caller } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { assertVisitor } from './client-token.js';
import { storeImage } from './store-image.js';

/**
 * A completed try-on's first picture, copied to be the person of another one. A copy, so that it is kept, given to a
 * provider and erased as any photo is, whatever becomes of the try-on that it comes from.
 *
 * @throws DomainError `tryon_not_found` when there is none, it is another visitor's, or its picture is gone;
 *   `tryon_not_completed` when it has no picture.
 */
export async function copyTryonPicture(
  deps: ServerDeps,
  input: {
    readonly tryonId: string;
    readonly caller: Caller;
    readonly owner: Uint8Array | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Image> {
  const { tryonId, caller, owner, signal } = input;
  const missing = () =>
    new DomainError('tryon_not_found', `There is no try-on ${tryonId}, or it has been erased.`, {
      errors: [{ pointer: '#/model_image', detail: 'is no try-on' }],
    });
  const tryon = await findTryon(deps.sql, caller.merchantId, caller.livemode, tryonId);
  if (!tryon) throw missing();
  assertVisitor(caller, tryon.clientTokenHash, missing);
  const [picture] = tryon.output;
  if (tryon.status !== 'completed' || !picture)
    throw new DomainError('tryon_not_completed', 'Only a completed try-on has a picture to go on from.');
  const object = await deps.storage.get(picture.storageKey, { signal });
  if (!object) throw missing();
  return storeImage(deps, { bytes: object.bytes, source: 'upload', caller, owner, signal });
}
