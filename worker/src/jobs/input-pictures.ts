import type { Image } from '@tryon/core/images/image';
import { findImage } from '@tryon/core/images/repository';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { FAILURE_MESSAGES } from '../failures.js';
import { type InputPicture, ProviderFailure } from '../providers/provider.js';
import type { JobDeps } from './job.js';

export interface TryonInput extends InputPicture {
  /** Hex SHA-256 of the stored file; undefined when it was erased meanwhile. */
  sha256(): Promise<string | undefined>;
}

/** The try-on's two pictures, read when they are first asked for: a run that is only resumed needs neither. */
export function inputPictures(
  deps: Pick<JobDeps, 'sql' | 'storage'>,
  tryon: Tryon,
  signal: AbortSignal,
): { readonly person: TryonInput; readonly garment: TryonInput } {
  return {
    person: inputPicture(deps, tryon, tryon.modelImageId, signal),
    garment: inputPicture(deps, tryon, tryon.garmentImageId, signal),
  };
}

function inputPicture(
  { sql, storage }: Pick<JobDeps, 'sql' | 'storage'>,
  tryon: Tryon,
  imageId: string,
  signal: AbortSignal,
): TryonInput {
  let row: Promise<Image | undefined> | undefined;
  const find = () => {
    row ??= findImage(sql, tryon.merchantId, tryon.livemode, imageId);
    return row;
  };
  return {
    async bytes() {
      const image = await find();
      const object = image && (await storage.get(image.storageKey, { signal }));
      if (!object) throw unreadable();
      return object.bytes;
    },
    async url() {
      const image = await find();
      if (!image) throw unreadable();
      return (await storage.urlFor(image.storageKey)).url;
    },
    sha256: async () => (await find())?.sha256,
  };
}

const unreadable = () => new ProviderFailure('image_unreadable', FAILURE_MESSAGES.image_unreadable);
