import { findInput } from '@tryon/core/images/repository';
import type { Tryon } from '@tryon/core/tryons/tryon';
import { FAILURE_MESSAGES } from '../failures.js';
import { type InputPicture, InputUnavailable, ProviderFailure } from '../providers/provider.js';
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
  const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
    let loading: Promise<T> | undefined;
    return () => {
      loading ??= load();
      // What broke off is loaded anew when it is asked for again.
      loading.catch(() => {
        loading = undefined;
      });
      return loading;
    };
  };
  const find = once(() => findInput(sql, tryon.merchantId, tryon.livemode, imageId));
  return {
    bytes: once(() =>
      reachable(async () => {
        const image = await find();
        const object = image && (await storage.get(image.storageKey, { signal }));
        if (!object) throw unreadable();
        return object.bytes;
      }),
    ),
    url: once(() =>
      reachable(async () => {
        const image = await find();
        if (!image) throw unreadable();
        return (await storage.urlFor(image.storageKey)).url;
      }),
    ),
    sha256: async () => (await find())?.sha256,
  };
}

/** Tells what our own house did not give from what a provider did. */
async function reachable<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    throw new InputUnavailable(error);
  }
}

const unreadable = () => new ProviderFailure('image_unreadable', FAILURE_MESSAGES.image_unreadable);
