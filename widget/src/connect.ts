import { isTryOnError, type WidgetConfig } from '@tryon/sdk';
import { PageClient } from '@tryon/sdk/page';
import { createSession, type Session, type SessionOptions } from './session.js';
import { visitMemory } from './visit.js';

/** A widget that may show its button. */
export interface Connection {
  readonly client: PageClient;
  readonly config: WidgetConfig;
  readonly session: Session;
}

export interface ConnectOptions extends Pick<SessionOptions, 'category' | 'mode'> {
  readonly publishableKey: string;
  readonly apiBase: string;
}

/**
 * Asks the service, once, what this shop's widget is to be like; takes up this visit's client token and consent.
 *
 * @throws what the SDK throws: a bad key, a refused origin, a service that is away
 */
export async function connect({ publishableKey, apiBase, ...options }: ConnectOptions): Promise<Connection> {
  const memory = visitMemory(publishableKey);
  const token = memory.get('client-token');
  const client = new PageClient({
    apiKey: publishableKey,
    baseUrl: apiBase,
    ...(token && { clientToken: token }),
    onClientToken: (fresh) => memory.set('client-token', fresh ?? ''),
  });
  const config = await client.widget.getConfig({ maxRetries: 0 });
  const session = createSession({
    ...options,
    client,
    consentVersion: config.consent.version,
    hasConsent: memory.get('consent') === config.consent.version,
  });
  return { client, config, session };
}

/** Says to a shop's developer why the button stays away; what the service answers says what to do about it. */
export function remedyFor(error: unknown, apiBase: string): string {
  const what = error instanceof Error ? error.message : String(error);
  const isAway = isTryOnError(error) && error.code === 'connection_failed';
  return isAway ? `${what} Check that ${apiBase} answers, and that connect-src allows it.` : what;
}
