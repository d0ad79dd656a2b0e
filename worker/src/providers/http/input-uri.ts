import type { InputPicture, ProviderRequest } from '../provider.js';

/** How a provider is given a picture: by a link that expires, or within the request. */
export type InputKind = 'url' | 'bytes';

/**
 * Both pictures as a provider takes them. Whatever the storage throws passes: nothing was sent yet.
 */
export async function inputUris(
  { person, garment }: Pick<ProviderRequest, 'person' | 'garment'>,
  kind: InputKind,
): Promise<{ readonly model_image: string; readonly garment_image: string }> {
  const [model_image, garment_image] = await Promise.all([inputUri(person, kind), inputUri(garment, kind)]);
  return { model_image, garment_image };
}

async function inputUri(picture: InputPicture, kind: InputKind): Promise<string> {
  if (kind === 'url') return picture.url();
  const bytes = await picture.bytes();
  return `data:${typeOf(bytes)};base64,${Buffer.from(bytes).toString('base64')}`;
}

/** Stored pictures are JPEG, PNG or WebP, so the first byte is enough. */
function typeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff) return 'image/jpeg';
  return bytes[0] === 0x89 ? 'image/png' : 'image/webp';
}
