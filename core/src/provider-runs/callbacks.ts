import { createHash } from 'node:crypto';
import type { Db, Sql } from '../db/connect.js';
import { randomBase32 } from '../ids.js';
import type { Logger } from '../logger.js';

const CHANNEL = 'provider_callbacks';

/** The unguessable part of the address that a provider may call: 160 random bits. */
export function mintCallbackToken(): string {
  return randomBase32(32);
}

export function hashCallbackToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Somebody called a run's address. Whoever it was: the run is only asked for sooner, by the worker that follows it. One
 * that nobody follows any more needs nothing.
 *
 * The token alone says whose run it is, so this is the one read here that takes no merchant.
 * @returns false when there is no such run at this provider.
 */
export async function announceCallback(db: Db, provider: string, token: string): Promise<boolean> {
  const rows = await db`select pg_notify(${CHANNEL}, tryon_id) from provider_runs
    where callback_token_hash = ${hashCallbackToken(token)} and provider = ${provider}`;
  return rows.length > 0;
}

/** Hears that a provider has called. What is missed is found out by asking. */
export interface CallbackSignals {
  /** Calls `listener` when that try-on's provider has called, until the returned function is called. */
  listen(tryonId: string, listener: () => void): () => void;
  close(): Promise<void>;
}

/** Listens on a connection of its own, which comes back by itself after an outage. */
export async function openCallbackSignals(sql: Sql, logger: Logger): Promise<CallbackSignals> {
  const listeners = new Map<string, () => void>();
  const listening = await sql.listen(
    CHANNEL,
    (tryonId) => listeners.get(tryonId)?.(),
    () => logger.debug('listens to what providers call'),
  );
  return {
    listen(tryonId, listener) {
      listeners.set(tryonId, listener);
      return () => {
        if (listeners.get(tryonId) === listener) listeners.delete(tryonId);
      };
    },
    close: () => listening.unlisten(),
  };
}
