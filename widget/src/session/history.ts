import { ApiError, type CompletedTryon, type PageClient } from '@tryon/sdk';
import type { FinishedTryon, Photo, SavedSession, SavedTryon } from './state.js';

const MAX_ENTRIES = 20;

/** The pictures of a visit. */
export interface History {
  readonly entries: readonly FinishedTryon[];
  readonly saved: readonly SavedTryon[];
  find(tryonId: string | undefined): FinishedTryon | undefined;
  add(finished: FinishedTryon, imageId: string | undefined): FinishedTryon;
  replace(tryonId: string, tryon: CompletedTryon): FinishedTryon | undefined;
  /** Reads it again, for links that work. @throws what the SDK throws; one that is gone is forgotten first */
  renew(tryonId: string): Promise<FinishedTryon | undefined>;
  /** Brings back what an earlier page made. What cannot be had (any more) is left out. */
  restore(): Promise<void>;
  clear(): void;
}

/** @param earlier - What an earlier page of the visit made, to be restored. */
export function createHistory(client: PageClient, earlier: readonly SavedTryon[] = []): History {
  let entries: readonly FinishedTryon[] = [];
  /** Not read back yet. */
  let unread = earlier.slice(0, MAX_ENTRIES);
  /** Of each entry, its photo's id on the server. */
  const imageIds = new Map<string, string>();

  const find = (id: string | undefined) => entries.find(({ tryon }) => tryon.id === id);

  const put = (finished: FinishedTryon, imageId: string | undefined) => {
    if (imageId !== undefined) imageIds.set(finished.tryon.id, imageId);
    const others = entries.filter(({ tryon }) => tryon.id !== finished.tryon.id);
    entries = [finished, ...others].slice(0, MAX_ENTRIES);
    return finished;
  };

  const replace = (id: string, tryon: CompletedTryon) => {
    entries = entries.map((entry) => (entry.tryon.id === id ? { ...entry, tryon } : entry));
    return find(id);
  };

  const readBack = async ({ id, product, imageId, basedOn }: SavedTryon): Promise<FinishedTryon[]> => {
    const [tryon, photoUrl] = await Promise.all([
      client.tryons.get(id).catch(() => undefined),
      imageId === undefined
        ? undefined
        : client.images.get(imageId).then(
            ({ url }) => url,
            () => undefined,
          ),
    ]);
    if (tryon?.status !== 'completed') return [];
    return [{ tryon: tryon as CompletedTryon, product, photoUrl, ...(basedOn !== undefined && { basedOn }) }];
  };

  return {
    get entries() {
      return entries;
    },
    get saved() {
      const read = entries.map(({ tryon, product, basedOn }) => {
        const imageId = imageIds.get(tryon.id);
        return {
          id: tryon.id,
          product,
          ...(imageId !== undefined && { imageId }),
          ...(basedOn !== undefined && { basedOn }),
        };
      });
      return [...read, ...unread].slice(0, MAX_ENTRIES);
    },
    find,
    add: put,
    replace,
    async renew(id) {
      try {
        return replace(id, (await client.tryons.get(id)) as CompletedTryon);
      } catch (error) {
        const isGone = error instanceof ApiError && error.status === 404;
        if (isGone) entries = entries.filter(({ tryon }) => tryon.id !== id);
        throw error;
      }
    },
    async restore() {
      const old = (await Promise.all(unread.map(readBack))).flat();
      for (const { id, imageId } of unread) if (imageId !== undefined) imageIds.set(id, imageId);
      unread = [];
      // What was made while this was read is newer.
      const known = new Set(entries.map(({ tryon }) => tryon.id));
      entries = [...entries, ...old.filter(({ tryon }) => !known.has(tryon.id))].slice(0, MAX_ENTRIES);
    },
    clear() {
      entries = [];
      unread = [];
      imageIds.clear();
    },
  };
}

/** The photo that an earlier page of this visit used, if the server still has it. */
export async function restorePhoto(
  client: PageClient,
  saved: SavedSession['photo'],
): Promise<Photo | undefined> {
  if (!saved) return undefined;
  try {
    const { url } =
      saved.kind === 'model' ? await standIn(client, saved.id) : await client.images.get(saved.id);
    return { ...saved, url };
  } catch (error) {
    console.warn('[tryon] The photo of before is gone:', error instanceof Error ? error.message : error);
    return undefined;
  }
}

async function standIn(client: PageClient, id: string): Promise<{ readonly url: string }> {
  const model = (await client.sandbox.listModels()).data.find((one) => one.id === id);
  if (!model) throw new Error('the stand-in is gone');
  return model;
}
