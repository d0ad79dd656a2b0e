import { lookup as lookupInSystem } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isPublicAddress } from './address.js';

/** One address of a host. */
export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a host name to all its addresses. */
export type HostLookup = (hostname: string) => Promise<readonly HostAddress[]>;

/** What decides where a guarded connection may go. */
export interface GuardedAgentOptions {
  /** Exact origins (`http://localhost:4601`) that may be reached wherever they are. For development; none by default. */
  readonly allowedOrigins?: readonly string[];
  /** Defaults to the system's resolver, hosts file included. */
  readonly lookup?: HostLookup;
  /** Defaults to {@link isPublicAddress}. */
  readonly isAllowedAddress?: (address: string) => boolean;
  /** For the TCP and TLS handshakes of one connection. Default: 5,000. */
  readonly connectTimeoutMs?: number;
  /** Extra certificate authorities in PEM; defaults to Node's own list. */
  readonly ca?: string | readonly string[];
}

/**
 * A connection was refused because of where it would have led. Names the host that was asked for and never the
 * address that it resolved to: who may choose the URL is not to learn the map of our network from it.
 */
export class AddressRefusedError extends Error {
  readonly code = 'address_refused';

  constructor(readonly hostname: string) {
    super(`${hostname} does not lead to a public address`);
    this.name = 'AddressRefusedError';
  }
}

/**
 * An undici dispatcher whose connections end at public addresses only.
 *
 * The check sits where the socket is opened, and the socket is opened to the very addresses that were checked. A name
 * that resolves to something else a moment later ("DNS rebinding") gains nothing, and neither does a literal address,
 * for which no name is ever looked up. A host with even one private address among its addresses is refused.
 * It does not follow redirects. Who makes one closes it; {@link withGuardedAgent} does that by itself.
 */
export function guardedAgent(options: GuardedAgentOptions = {}): Agent {
  const { allowedOrigins = [], lookup = systemLookup, isAllowedAddress = isPublicAddress } = options;
  const base = {
    timeout: options.connectTimeoutMs ?? 5_000,
    ...(options.ca === undefined ? {} : { ca: [options.ca].flat() }),
  };
  const connectChecked = buildConnector({ ...base, lookup: socketLookup(lookup, isAllowedAddress) });
  const connectAllowed = buildConnector({ ...base, lookup: socketLookup(lookup, () => true) });

  return new Agent({
    connections: 4,
    connect(target, callback) {
      const hostname = target.hostname.replace(/^\[|\]$/g, '');
      if (allowedOrigins.includes(originOf(target))) {
        connectAllowed(target, callback);
      } else if (isIP(hostname) !== 0 && !isAllowedAddress(hostname)) {
        callback(new AddressRefusedError(hostname), null);
      } else {
        connectChecked(target, callback);
      }
    },
  });
}

/**
 * Makes a {@link guardedAgent} for one piece of work and destroys it afterwards, or as soon as the signal is aborted.
 * Needed because undici hears a request's own signal only once it is connected: a silent resolver or a host that drops
 * packets would outlast it.
 *
 * @throws What the work throws; `signal.reason` if aborted.
 *
 * @example
 * const status = await withGuardedAgent({ signal: AbortSignal.timeout(15_000) }, async (dispatcher, signal) => {
 *   const response = await request('https://hooks.shop.example/', { dispatcher, signal, method: 'POST', body });
 *   await response.body.dump();
 *   return response.statusCode;
 * });
 */
export async function withGuardedAgent<T>(
  options: GuardedAgentOptions & { readonly signal: AbortSignal },
  work: (agent: Agent, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  signal.throwIfAborted();
  const agent = guardedAgent(options);
  const hangUp = (): void => {
    // What the destruction breaks off is reported by the work itself.
    agent.destroy(asError(signal.reason)).catch(() => undefined);
  };
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    return await work(agent, signal);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', hangUp);
    await agent.destroy();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}

function originOf(target: buildConnector.Options): string {
  const port = target.port === '' ? '' : `:${target.port}`;
  const hostname = isIP(target.hostname) === 6 ? `[${target.hostname}]` : target.hostname;
  return new URL(`${target.protocol}//${hostname}${port}`).origin;
}

async function systemLookup(hostname: string): Promise<readonly HostAddress[]> {
  return await lookupInSystem(hostname, { all: true });
}

function socketLookup(lookup: HostLookup, isAllowedAddress: (address: string) => boolean): LookupFunction {
  return (hostname, { all, family }, callback) => {
    checkedAddresses(hostname, lookup, isAllowedAddress).then(
      (addresses) => {
        if (all) return callback(null, [...addresses]);
        const first = addresses.find(
          (candidate) => !family || `IPv${candidate.family}` === `${family}` || candidate.family === family,
        );
        if (first === undefined)
          return callback(new Error(`${hostname} has no address of the wanted family`), '');
        callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

async function checkedAddresses(
  hostname: string,
  lookup: HostLookup,
  isAllowedAddress: (address: string) => boolean,
): Promise<readonly HostAddress[]> {
  const addresses = await lookup(hostname);
  if (addresses.length === 0) throw new Error(`${hostname} has no address`);
  if (!addresses.every(({ address }) => isAllowedAddress(address))) throw new AddressRefusedError(hostname);
  return addresses;
}
