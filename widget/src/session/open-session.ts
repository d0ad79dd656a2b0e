import type { WidgetConfig } from '@tryon/sdk';
import { PageClient } from '@tryon/sdk/page';
import { browserConnection } from './browser-connection.js';
import { createSession, type Session, type SessionOptions } from './session.js';
import { rememberedConsent, sessionMemory, visitMemory } from './visit.js';

export interface OpenSessionOptions extends Pick<SessionOptions, 'category' | 'mode'> {
  readonly publishableKey: string;
  readonly apiBase: string;
  readonly config: WidgetConfig;
}

/** A session that takes up this visit's client token and consent, and the client it speaks through. */
export function openSession({ publishableKey, apiBase, config, ...options }: OpenSessionOptions): {
  readonly client: PageClient;
  readonly session: Session;
} {
  const memory = visitMemory(publishableKey);
  const token = memory.get('client-token');
  const client = new PageClient({
    apiKey: publishableKey,
    baseUrl: apiBase,
    ...(token && { clientToken: token }),
    onClientToken: (fresh) => memory.set('client-token', fresh ?? ''),
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
