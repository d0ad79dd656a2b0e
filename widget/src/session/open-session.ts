import type { WidgetConfig } from '@tryon/sdk';
import { PageClient } from '@tryon/sdk/page';
import { lastPhoto } from '../photo/last-photo.js';
import { browserConnection } from './browser-connection.js';
import { settleErasures } from './other-tabs.js';
import { createSession, type Session, type SessionOptions } from './session.js';
import { sessionMemory } from './session-memory.js';
import { rememberedConsent, visitMemory } from './visit.js';

/**
 * A shop's memory of its customers' client tokens: asked for one before the dialog opens, told of a new one with
 * the first try-on. Who holds the token can see and delete those try-ons, so keep it with the customer's account and nowhere else.
 *
 * @param issued - A new token, to be kept; undefined when one is asked for.
 * @returns the customer's token, or undefined for somebody new; what it returns for `issued` is not looked at.
 */
export type TokenProvider = (issued?: string) => string | undefined | Promise<string | undefined>;

export interface OpenSessionOptions extends Pick<SessionOptions, 'category' | 'mode'> {
  readonly publishableKey: string;
  readonly apiBase: string;
  readonly config: WidgetConfig;
  /** Of a customer whom the shop knows; null when it knows nobody (any more); otherwise this visit's is taken up. */
  readonly clientToken?: string | null | undefined;
  /** Hears of a new visitor's token when there is something that it stands for. */
  onClientToken?(issued: string): void;
}

/** A session that takes up this visit's client token and consent, and the client it speaks through. */
export function openSession({
  publishableKey,
  apiBase,
  config,
  clientToken,
  onClientToken,
  ...options
}: OpenSessionOptions): {
  readonly client: PageClient;
  readonly session: Session;
} {
  const memory = visitMemory(publishableKey);
  const remembered = memory.get('client-token');
  // Made here rather than answered to the first upload: what became of an upload that was broken off can then be erased.
  const hasSignedOut = clientToken === null && memory.get('customer') !== undefined;
  const token = clientToken ?? (hasSignedOut ? undefined : remembered) ?? newClientToken();
  const isSomebodyElse = hasSignedOut || (clientToken && clientToken !== remembered);
  if (isSomebodyElse) {
    // What the one before did, and agreed to, is not this one's.
    memory.delete('session');
    memory.delete('consent');
    lastPhoto.forget().catch((error: unknown) => console.warn('[tryon] The kept photo stays:', error));
  }
  if (clientToken) memory.set('customer', 'known');
  else if (hasSignedOut) memory.delete('customer');
  if (token !== remembered) {
    memory.set('client-token', token);
    settleErasures(publishableKey);
  }
  const client = new PageClient({ apiKey: publishableKey, baseUrl: apiBase, clientToken: token });
  const session = createSession({
    ...options,
    client,
    consent: rememberedConsent(publishableKey, config),
    memory: sessionMemory(publishableKey),
    connection: browserConnection,
  });
  if (onClientToken && token !== clientToken) {
    const stop = session.subscribe(() => {
      if (session.state.step !== 'working') return;
      stop();
      onClientToken(token);
    });
  }
  return { client, session };
}

/** 26 characters of 32, 130 random bits. */
function newClientToken(): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  return `ct_${Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => letters[byte % 32]).join('')}`;
}
