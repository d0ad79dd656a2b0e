import { insertErasureReceipt } from '@tryon/core/erasures/repository';
import { DomainError } from '@tryon/core/errors';
import { eraseImage } from '@tryon/core/images/erase-image';
import type { Image } from '@tryon/core/images/image';
import { findImage, rebindImageToken } from '@tryon/core/images/repository';
import { hashClientToken } from '@tryon/core/keys/client-token';
import type { BoundRequest, Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { assertVisitor, ownerOf, visitorToken } from '../intake/client-token.js';
import { fetchImage } from '../intake/resolve-image.js';
import { storeImage } from '../intake/store-image.js';
import { presentErasure } from '../present/erasure.js';
import { presentImage } from '../present/image.js';
import { callerOf } from './caller.js';
import { cleanUpErasedImage } from './clean-up-erased.js';

type ImageHandlers = Pick<Handlers, 'createImage' | 'getImage' | 'deleteImage'>;

const ONE_PHOTO = { tryons: 0, photos: 1, pictures: 0 } as const;

export function imageHandlers(deps: ServerDeps): ImageHandlers {
  const missing = (imageId: string) =>
    new DomainError('image_not_found', `There is no image ${imageId}, or it has been erased.`);
  const own = async (request: BoundRequest<'getImage' | 'deleteImage'>) => {
    const caller = callerOf(request);
    const { image_id: imageId } = request.params;
    const image = await findImage(deps.sql, caller.merchantId, caller.livemode, imageId);
    if (!image) throw missing(imageId);
    assertVisitor(caller, image.clientTokenHash, () => missing(imageId));
    return image;
  };
  return {
    async createImage(request) {
      const caller = callerOf(request);
      const clientToken = visitorToken(caller);
      const { signal, files, body } = request;
      if (!files['file'] && !('url' in body)) {
        throw new DomainError('validation_failed', 'file must be a file, not text.', {
          errors: [{ pointer: '#/file', detail: 'must be a file, not text' }],
        });
      }
      const common = {
        source: 'upload',
        caller,
        owner: ownerOf(clientToken),
        signal,
        made: request.idempotency?.bind,
      } as const;
      const image =
        (await recover(deps, request, clientToken)) ??
        (files['file']
          ? await storeImage(deps, { bytes: files['file'].bytes, ...common })
          : await fetchImage(deps, { url: (body as { url: string }).url, ...common }));
      return {
        status: 201,
        body: await presentImage(deps.storage, image, clientToken),
        headers: { Location: `/v1/images/${image.id}` },
      };
    },
    async getImage(request) {
      return { status: 200, body: await presentImage(deps.storage, await own(request)) };
    },
    async deleteImage(request) {
      const { id, merchantId, livemode } = await own(request);
      const erasure = await eraseImage(deps.sql, merchantId, id);
      // Somebody else's request was faster, and has the receipt.
      if (!erasure) throw missing(id);
      await cleanUpErasedImage(deps, request.log, merchantId, { id, storageKey: erasure.storageKey });
      const counts = { ...ONE_PHOTO, providerCopies: erasure.providerCopies };
      return {
        status: 200,
        body: presentErasure(await insertErasureReceipt(deps.sql, merchantId, livemode, counts)),
      };
    },
  };
}

/** The image that a crashed request with the same idempotency key had already stored; its token never got out. */
async function recover(
  deps: ServerDeps,
  request: BoundRequest<'createImage'>,
  clientToken: string | undefined,
): Promise<Image | undefined> {
  const id = request.idempotency?.resourceId;
  if (!id) return undefined;
  const { merchantId, livemode } = callerOf(request);
  if (clientToken !== undefined)
    await rebindImageToken(deps.sql, merchantId, id, hashClientToken(clientToken));
  return findImage(deps.sql, merchantId, livemode, id);
}
