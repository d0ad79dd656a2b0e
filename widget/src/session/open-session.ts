import type { WidgetConfig } from '@tryon/sdk';
import { PageClient } from '@tryon/sdk/page';
import { lastPhoto } from '../photo/last-photo.js';
import { browserConnection } from './browser-connection.js';
import { createSession, type Session, type SessionOptions } from './session.js';
import { rememberedConsent, sessionMemory, visitMemory } from './visit.js';

/**
 * A shop's memory of its customers' client tokens: asked for one before the dialog opens, told of one that the service has
 * issued. Who holds the token can see and delete those try-ons, so keep it with the customer's account and nowhere else.
 *
 * @param issued - A new token, to be kept; undefined when one is asked for.
 * @returns the customer's token, or undefined for somebody new; what it returns for `issued` is not looked at.
 */
export type TokenProvider = (issued?: string) => string | undefined | Promise<string | undefined>;

export interface OpenSessionOptions extends Pick<SessionOptions, 'category' | 'mode'> {
  readonly publishableKey: string;
  readonly apiBase: string;
  readonly config: WidgetConfig;
  /** Of a customer whom the shop knows; otherwise this visit's is taken up. */
  readonly clientToken?: string | undefined;
  /** Hears of a token that the service has issued. */
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
  const token = clientToken ?? remembered;
  if (clientToken && clientToken !== remembered) {
    // Another customer than before: what that one did, and agreed to, is not this one's.
    memory.delete('session');
    memory.delete('consent');
    lastPhoto.forget().catch((error: unknown) => console.warn('[tryon] The kept photo stays:', error));
    memory.set('client-token', clientToken);
  }
  const client = new PageClient({
    apiKey: publishableKey,
    baseUrl: apiBase,
    ...(token && { clientToken: token }),
    onClientToken(fresh) {
      memory.set('client-token', fresh ?? '');
      if (fresh) onClientToken?.(fresh);
    },
  });
  const session = createSession({
    ...options,
    client,
    consent: rememberedConsent(publishableKey, config),
    memory: sessionMemory(publishableKey),
    connection: browserConnection,
  });
  return { client, session };
}
