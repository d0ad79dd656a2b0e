import { ApiError, type Erasure, type PageClient } from '@tryon/sdk';

/** What a visit left on the server; emptied as it is erased, so that a second try goes on where the first broke off. */
export interface Traces {
  readonly made: Set<string>;
  /** Uploaded photos of which no try-on was made (yet); a try-on's photo goes with it. */
  readonly unused: Set<string>;
  /** Receipts of what is erased already, when a first try broke off. */
  readonly receipts: Erasure[];
}

/**
 * Erases all of a visit's try-ons and photos.
 *
 * @param basedOn - The try-on that another was put on; erasing the first erases the other, too
 * @returns one receipt for everything; undefined when nothing was there
 * @throws what the SDK throws; what is erased by then stays noted
 */
export async function eraseAll(
  client: PageClient,
  traces: Traces,
  basedOn: (tryonId: string) => string | undefined,
): Promise<Erasure | undefined> {
  const erased = new Set<string>();
  for (const [ids, kind] of [
    [traces.made, client.tryons],
    [traces.unused, client.images],
  ] as const) {
    for (const id of ids) {
      const base = basedOn(id);
      const isGone = base !== undefined && erased.has(base);
      const receipt = isGone ? undefined : await kind.delete(id).catch(ignoreMissing);
      if (receipt) traces.receipts.push(receipt);
      erased.add(id);
      ids.delete(id);
    }
  }
  return traces.receipts.splice(0).reduce<Erasure | undefined>(together, undefined);
}

function together(all: Erasure | undefined, one: Erasure): Erasure {
  if (!all) return one;
  return {
    id: `${all.id}, ${one.id}`,
    erased_at: one.erased_at,
    tryons: all.tryons + one.tryons,
    photos: all.photos + one.photos,
    pictures: all.pictures + one.pictures,
    provider_copies: all.provider_copies === 'none' ? one.provider_copies : all.provider_copies,
  };
}

/** What is gone already need not be erased. */
function ignoreMissing(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined;
  throw error;
}
