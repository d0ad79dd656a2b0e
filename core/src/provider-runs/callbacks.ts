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

/** What was sent to a run's address, believed by nobody yet. */
export interface ReceivedCallback {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** PostgreSQL carries 8,000 bytes in a notification; signed calls have some two or three thousand. */
const MAX_NOTIFICATION_BYTES = 7_900;

/**
 * Somebody called a run's address: passes it on to the worker that follows the run. Nothing of it is stored. A run that
 * nobody follows any more needs none of it.
 *
 * The token alone says whose run it is, so this is the one read here that takes no merchant.
 * @returns `unknown` when there is no such run at this provider; `without_body` when what was sent is too large to pass
 *   on: it is told that there was a call, which is enough where the provider signs nothing.
 */
export async function announceCallback(
  db: Db,
  provider: string,
  token: string,
  { headers, body }: ReceivedCallback,
): Promise<'announced' | 'without_body' | 'unknown'> {
  const runs = await db<{ tryonId: string }[]>`select tryon_id as "tryonId" from provider_runs
    where callback_token_hash = ${hashCallbackToken(token)} and provider = ${provider}`;
  const [run] = runs;
  if (!run) return 'unknown';
  const notification: Notification = { ...run, headers, body: Buffer.from(body).toString('base64') };
  const text = JSON.stringify(notification);
  if (Buffer.byteLength(text) <= MAX_NOTIFICATION_BYTES) {
    await db`select pg_notify(${CHANNEL}, ${text})`;
    return 'announced';
  }
  const bare: Notification = { ...run, headers: {}, body: '' };
  await db`select pg_notify(${CHANNEL}, ${JSON.stringify(bare)})`;
  return 'without_body';
}

interface Notification {
  readonly tryonId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
}

export type CallbackListener = (callback: ReceivedCallback) => void;

/** Hears that a provider has called. What is missed is found out by asking. */
export interface CallbackSignals {
  /** Calls `listener` when that try-on's provider has called, until the returned function is called. */
  listen(tryonId: string, listener: CallbackListener): () => void;
  close(): Promise<void>;
}

/** Listens on a connection of its own, which comes back by itself after an outage. */
export async function openCallbackSignals(sql: Sql, logger: Logger): Promise<CallbackSignals> {
  const listeners = new Map<string, CallbackListener>();
  const listening = await sql.listen(
    CHANNEL,
    (text) => {
      // Only announceCallback writes to the channel.
      const { tryonId, headers, body } = JSON.parse(text) as Notification;
      listeners.get(tryonId)?.({ headers, body: Buffer.from(body, 'base64') });
    },
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
