import type { Image } from '@tryon/core/images/image';
import type { ServableStorage } from '@tryon/core/storage/storage';
import type { components } from '../contract/schema.js';

type ImageAnswer = components['schemas']['Image'];

export async function presentImage(
  storage: ServableStorage,
  image: Image,
  clientToken?: string,
): Promise<ImageAnswer> {
  const link = await storage.urlFor(image.storageKey);
  return {
    id: image.id,
    url: link.url,
    url_expires_at: link.expiresAt.toISOString(),
    width: image.width,
    height: image.height,
    content_type: image.contentType,
    size_bytes: image.sizeBytes,
    sha256: image.sha256,
    livemode: image.livemode,
    created_at: image.createdAt.toISOString(),
    expires_at: image.expiresAt.toISOString(),
    ...(clientToken !== undefined && { client_token: clientToken }),
  };
}
