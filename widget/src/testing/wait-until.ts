import { waitUntil as waitAtMost } from '@open-wc/testing';

/** What fails, fails late; what only takes long on a machine with much else to do does not fail. */
const TIMEOUT_MS = 20_000;

/** Waits until `predicate` holds, at most 20 s. @throws Error with `message` */
export function waitUntil(predicate: () => unknown, message?: string): Promise<void> {
  return waitAtMost(predicate as () => boolean, message, { timeout: TIMEOUT_MS });
}
