import { DomainError } from '@tryon/core/errors';
import { findImage, markImageDeleted, markImagePurged } from '@tryon/core/images/repository';
import type { BoundRequest, Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { assertVisitor, visitorToken } from '../intake/client-token.js';
import { fetchImage } from '../intake/resolve-image.js';
import { storeImage } from '../intake/store-image.js';
import { presentImage } from '../present/image.js';
import { callerOf } from './caller.js';

type ImageHandlers = Pick<Handlers, 'createImage' | 'getImage' | 'deleteImage'>;

export function imageHandlers(deps: ServerDeps): ImageHandlers {
  const own = async (request: BoundRequest<'getImage' | 'deleteImage'>) => {
    const caller = callerOf(request);
    const { image_id: imageId } = request.params;
    const missing = () =>
      new DomainError('image_not_found', `There is no image ${imageId}, or it has been erased.`);
    const image = await findImage(deps.sql, caller.merchantId, caller.livemode, imageId);
    if (!image) throw missing();
    assertVisitor(caller, image.clientTokenHash, missing);
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
      const image = files['file']
        ? await storeImage(deps, {
            bytes: files['file'].bytes,
            source: 'upload',
            caller,
            clientToken,
            signal,
          })
        : await fetchImage(deps, {
            url: (body as { url: string }).url,
            source: 'upload',
            caller,
            clientToken,
            signal,
          });
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
      const image = await own(request);
      const storageKey = await markImageDeleted(deps.sql, image.merchantId, image.id);
      if (storageKey) {
        await deps.storage.delete(storageKey);
        await markImagePurged(deps.sql, image.merchantId, image.id);
      }
      return { status: 204, body: undefined };
    },
  };
}
