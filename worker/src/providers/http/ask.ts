import { cutPictures } from './cut-pictures.js';

/** One call of a provider's API. */
export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** For everything together: connection, answer, body. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Default: 1,048,576 (1 MB). */
  readonly maxBytes?: number;
  /** The answer holds pictures as data URIs: they come in `pictures`, and `json` says where. Default: false. */
  readonly cutsPictures?: boolean;
}

/** What the API said, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined when it is no JSON, such as a proxy's HTML page or a JSON that was cut. */
  readonly json: unknown;
  /** Those that were cut out of the JSON, see {@link cutPictures}. */
  readonly pictures: readonly Buffer[];
  readonly ok: boolean;
}

/** The provider was never reached: no name, no connection, no TLS. Nothing was sent. */
export class NeverSent extends Error {
  constructor(cause: unknown) {
    super('The provider could not be reached', { cause });
    this.name = 'NeverSent';
  }
}

const DEFAULT_MAX_BYTES = 1024 * 1024;
/** Failures of a connection that was never made. A reset is not among them: it may come after the request was read. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  // A certificate is looked at before anything is sent. Other TLS errors may come at any time.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Asks once. Neither tries again nor follows a redirect: with a redirect the key would go somewhere else.
 * @throws NeverSent; `signal.reason`; anything else when it is not known whether the request arrived.
 */
export async function ask(question: Question): Promise<Answer> {
  const { method, url, headers, json, timeoutMs, maxBytes = DEFAULT_MAX_BYTES } = question;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = question.signal ? AbortSignal.any([question.signal, timeout]) : timeout;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    throw BEFORE_SENDING.has(connectionCode(error)) ? new NeverSent(error) : error;
  }
  const body = await readBody(response, maxBytes);
  const { text, pictures } = question.cutsPictures
    ? await cutPictures(body, signal)
    : { text: body.toString('utf8'), pictures: [] };
  const { status, ok } = response;
  return { status, headers: response.headers, json: parse(text), pictures, ok };
}

/** `fetch` hides the reason in the cause; with several addresses it is one of many. */
function connectionCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}

async function readBody(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`The provider's answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A field of something that may be anything. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The same if it is a text that says something. */
export function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
