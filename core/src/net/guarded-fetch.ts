import { type Dispatcher, request } from 'undici';
import { DomainError } from '../errors.js';
import { AddressRefusedError, type GuardedAgentOptions, withGuardedAgent } from './guarded-agent.js';
import { outboundUrlProblem } from './outbound-url.js';

/** What a guarded fetch may cost, and where it may go. */
export interface GuardedFetchOptions extends GuardedAgentOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: 10,485,760 (10 MB, as for an upload). */
  readonly maxBytes?: number;
  /** For everything together: names, connections, redirects, body. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Default: 3. */
  readonly maxRedirects?: number;
}

/** What a guarded fetch brought home. */
export interface FetchedFile {
  readonly bytes: Uint8Array;
  /** As the other server names it, in lower case and without parameters; `''` if it names none. Not to be trusted. */
  readonly contentType: string;
  /** Where the last redirect led. */
  readonly finalUrl: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const HTML_TYPES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);
const REQUEST_HEADERS = {
  'user-agent': 'TryOn/1 (+image fetch)',
  // AVIF last: it is the slowest to decode, and many picture servers can choose.
  accept: 'image/jpeg,image/webp,image/png,image/avif;q=0.8,image/*;q=0.5',
  // A compressed body could grow to any size once opened, and pictures are compressed already.
  'accept-encoding': 'identity',
};

/**
 * Fetches a picture from a URL that somebody outside has chosen, through {@link guardedAgent}: from public addresses
 * only, over https only, without cookies or credentials, within bounds of bytes, time and redirects.
 *
 * @throws {@link DomainError} with one of these codes:
 * - `image_url_refused`: the URL, or one that it redirects to, is of a kind or leads to a place that is not allowed
 * - `image_url_unreachable`: no name, no connection, no answer in time, not a 2xx answer, too many redirects
 * - `image_url_too_large`: more than `maxBytes`
 * - `image_url_not_a_picture`: an HTML page, or nothing at all
 *
 * @throws `signal.reason` if the caller's signal is aborted.
 *
 * @example
 * const { bytes } = await guardedFetch('https://cdn.shop.example/tee.jpg', { signal });
 */
export async function guardedFetch(url: string, options: GuardedFetchOptions = {}): Promise<FetchedFile> {
  const { signal, timeoutMs = 10_000 } = options;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    return await withGuardedAgent({ ...options, signal: either }, async (agent) => {
      return await fetchAlongRedirects(url, agent, either, options);
    });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (signal?.aborted) throw signal.reason;
    if (timeout.aborted) {
      throw unreachable(`The picture's server took longer than ${timeoutMs / 1000} s`, error);
    }
    throw connectionProblem(error);
  }
}

async function fetchAlongRedirects(
  start: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  options: GuardedFetchOptions,
): Promise<FetchedFile> {
  const { maxRedirects = 3 } = options;
  let url = parseUrl(start, undefined);
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const problem = outboundUrlProblem(url, options.allowedOrigins);
    if (problem !== undefined) {
      throw refused(redirects === 0 ? `The URL ${problem}` : `The URL redirects to one that ${problem}`);
    }
    const response = await request(url, { dispatcher, signal, headers: REQUEST_HEADERS });
    try {
      const location = response.headers['location'];
      if (!REDIRECTS.has(response.statusCode) || typeof location !== 'string') {
        return await readPicture(response, url, options.maxBytes ?? 10 * 1024 * 1024);
      }
      url = parseUrl(location, url);
    } finally {
      // A body that nobody reads to its end reports its own abortion; that is what is meant here.
      response.body.on('error', () => undefined).destroy();
    }
  }
  throw unreachable(`The URL redirects more than ${maxRedirects} times`);
}

function parseUrl(url: string, base: URL | undefined): URL {
  try {
    return new URL(url, base);
  } catch (error) {
    throw refused(base ? 'The URL redirects to one that is invalid' : 'The URL is invalid', error);
  }
}

async function readPicture(
  response: Dispatcher.ResponseData,
  url: URL,
  maxBytes: number,
): Promise<FetchedFile> {
  const { statusCode, headers, body } = response;
  if (statusCode < 200 || statusCode > 299) throw unreachable(`The picture's server answered ${statusCode}`);
  const contentType = firstValue(headers['content-type']).split(';', 1)[0]!.trim().toLowerCase();
  if (HTML_TYPES.has(contentType)) throw notAPicture(`The URL leads to a web page (${contentType})`);
  const encoding = firstValue(headers['content-encoding']).trim().toLowerCase();
  if (encoding !== '' && encoding !== 'identity') {
    throw notAPicture('The server sent a compressed body though it was asked for a plain one');
  }
  if (Number(firstValue(headers['content-length'])) > maxBytes) throw tooLarge(maxBytes);

  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  if (size === 0) throw notAPicture('The URL leads to an empty file');
  return { bytes: Buffer.concat(chunks, size), contentType, finalUrl: url.href };
}

function firstValue(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}

function connectionProblem(error: unknown): DomainError {
  if (error instanceof AddressRefusedError) {
    return refused('The URL, or one that it redirects to, does not lead to a public address', error);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return unreachable("The picture's server has no known address", error);
  if (/CERT|TLS|SSL|SIGNED/.test(code))
    return unreachable("The picture's server has no valid certificate", error);
  return unreachable("The picture's server could not be reached", error);
}

function refused(message: string, cause?: unknown): DomainError {
  return new DomainError('image_url_refused', message, { cause });
}

function unreachable(message: string, cause?: unknown): DomainError {
  return new DomainError('image_url_unreachable', message, { cause });
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError(
    'image_url_too_large',
    `The file at the URL is larger than ${maxBytes / 1024 / 1024} MB`,
  );
}

function notAPicture(message: string): DomainError {
  return new DomainError('image_url_not_a_picture', message);
}
