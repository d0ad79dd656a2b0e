import { findOrphans, OWNED_PREFIXES, type OwnedPrefix } from '@tryon/core/storage/orphans';
import { readSweepCursor, saveSweepCursor } from '@tryon/core/sweeps/sweep';
import type { JobDeps } from './job.js';

const PAGE = 500;
/** Of each folder in one go; the next one goes on from there. */
const MAX_PAGES = 20;
/** A file is written before its row: one this young may simply be ahead of it. */
const MIN_AGE_MS = 3_600_000;

/** Removes files that no row owns: what a crash between a file and its row left behind. */
export async function removeOrphans(
  deps: Pick<JobDeps, 'sql' | 'storage' | 'logger'>,
  now: () => number = Date.now,
): Promise<void> {
  for (const prefix of OWNED_PREFIXES) await removeBelow(deps, prefix, now);
}

async function removeBelow(
  deps: Pick<JobDeps, 'sql' | 'storage' | 'logger'>,
  prefix: OwnedPrefix,
  now: () => number,
): Promise<void> {
  const name = `remove-orphans ${prefix}`;
  let cursor = await readSweepCursor(deps.sql, name);
  for (let page = 0; page < MAX_PAGES; page++) {
    const listed = await deps.storage.list(prefix, { limit: PAGE, cursor });
    const old = listed.objects.filter((object) => now() - object.modifiedAt.getTime() > MIN_AGE_MS);
    const orphans = await findOrphans(
      deps.sql,
      prefix,
      old.map((object) => object.key),
    );
    for (const key of orphans) await deps.storage.delete(key);
    if (orphans.length > 0)
      deps.logger.warn({ prefix, files: orphans.length }, 'removed files that no row owns');
    cursor = listed.cursor;
    await saveSweepCursor(deps.sql, name, cursor);
    if (cursor === undefined) return;
  }
}
