import { findOrphans, OWNED_PREFIXES, type OwnedPrefix } from '@tryon/core/storage/orphans';
import { readSweepCursor, saveSweepCursor } from '@tryon/core/sweeps/sweep';
import { goThrough } from './go-through.js';
import type { JobDeps } from './job.js';

const PAGE = 500;
/** Of each folder in one go; the next one goes on from there. */
const MAX_PAGES = 20;
/** A file is written before its row: one this young may simply be ahead of it. */
const MIN_AGE_MS = 3_600_000;
const AT_ONCE = 16;
const DELETE_TIMEOUT_MS = 10_000;
/** Crashes leave so few that this many, or one in five, mean something else. */
const MAX_UNKNOWN = 20;
const MAX_UNKNOWN_SHARE = 0.2;

/** Most files of a page are unknown to the database: it is probably not the one they belong to, so none was removed. */
export class StrangeFiles extends Error {
  readonly code = 'strange_files';
  constructor(prefix: string, unknown: number, looked: number) {
    super(
      `${unknown} of ${looked} files below ${prefix} are unknown to this database, so nothing was removed. Is the storage another system's, or the database restored from an old backup? If the files may go, remove them by hand.`,
    );
    this.name = 'StrangeFiles';
  }
}

type OrphanDeps = Pick<JobDeps, 'sql' | 'storage' | 'logger'>;

/**
 * Removes files that no row owns: what a crash between a file and its row left behind.
 *
 * @throws StrangeFiles when there are so many of them that the database must be the wrong one.
 */
export async function removeOrphans(
  deps: OrphanDeps,
  stopping: AbortSignal = new AbortController().signal,
  now: () => number = Date.now,
): Promise<void> {
  for (const prefix of OWNED_PREFIXES) await removeBelow(deps, prefix, stopping, now);
}

async function removeBelow(
  deps: OrphanDeps,
  prefix: OwnedPrefix,
  signal: AbortSignal,
  now: () => number,
): Promise<void> {
  const name = `remove-orphans ${prefix}`;
  let cursor = await readSweepCursor(deps.sql, name);
  for (let page = 0; page < MAX_PAGES && !signal.aborted; page++) {
    const listed = await deps.storage.list(prefix, { limit: PAGE, cursor, signal });
    const old = listed.objects.filter((object) => now() - object.modifiedAt.getTime() > MIN_AGE_MS);
    const orphans = await findOrphans(
      deps.sql,
      prefix,
      old.map((object) => object.key),
    );
    const unknown = orphans.filter((orphan) => !orphan.known).length;
    if (unknown > Math.max(MAX_UNKNOWN, old.length * MAX_UNKNOWN_SHARE))
      throw new StrangeFiles(prefix, unknown, old.length);
    await goThrough({
      page: async () => orphans.map(({ key }) => ({ id: key })),
      limit: Number.POSITIVE_INFINITY,
      work: ({ id: key }) => deps.storage.delete(key, { signal: AbortSignal.timeout(DELETE_TIMEOUT_MS) }),
      atOnce: AT_ONCE,
      signal,
      logger: deps.logger,
      failure: 'a file that no row owns could not be removed; it is found again',
    });
    if (signal.aborted) return;
    if (orphans.length > 0)
      deps.logger.warn({ prefix, files: orphans.length, unknown }, 'removed files that no row owns');
    cursor = listed.cursor;
    await saveSweepCursor(deps.sql, name, cursor);
    if (cursor === undefined) return;
  }
}
