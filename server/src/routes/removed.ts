import type { Logger } from '@tryon/core/logger';
import type { ServerDeps } from '../deps.js';

/**
 * Removes the files of what has just been erased. Whether the storage obeys changes nothing for the caller: the rows are
 * marked, nobody is shown the files any more, and the sweep removes what could not be.
 *
 * @returns whether all of them are gone.
 */
export async function removed(
  deps: Pick<ServerDeps, 'storage'>,
  log: Logger,
  storageKeys: readonly string[],
): Promise<boolean> {
  const outcomes = await Promise.allSettled(storageKeys.map((key) => deps.storage.delete(key)));
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
  if (failures.length > 0)
    log.warn(
      { err: failures[0]?.reason, files: failures.length },
      'could not remove erased files; the sweep will',
    );
  return failures.length === 0;
}
