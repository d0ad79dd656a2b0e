import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import type { Sql } from './connect.js';

const ASK_EVERY_MS = 1_000;

/**
 * Waits for a PostgreSQL that is away or still starting: a process that is started in that moment is of use as soon as
 * it is back, and nobody has to start it again.
 *
 * @param signal - Ends the wait; without one it is as long as the outage.
 * @throws PostgreSQL's answer, where it answers but refuses: a wrong password is wrong a second later, too.
 */
export async function waitForDatabase(sql: Sql, logger: Logger, signal?: AbortSignal): Promise<void> {
  for (let asked = 0; ; asked++) {
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (!isAway(error)) throw error;
      if (asked === 0) logger.warn({ err: error }, 'waits for PostgreSQL');
      await sleep(ASK_EVERY_MS, undefined, { signal });
    }
  }
}

/** PostgreSQL's own answers have a code of five signs; of those, class 57P says that it starts or stops. */
function isAway(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return code.length !== 5 || code.startsWith('57P');
}
