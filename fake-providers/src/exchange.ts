import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request and the answer to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
}

/** The request is not one that the API takes; said as the API says it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`refused with ${status}`);
    this.name = 'Refusal';
  }
}

/** Two photos as data URIs, and some. */
const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** @throws Refusal when the body is too large. */
export async function readBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Refusal(413, { detail: 'The body is too large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The body as a JSON object, or undefined. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const text = (await readBody(request)).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function sendJson(
  { response }: Exchange,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function sendPage(
  { response }: Exchange,
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/html', ...headers });
  response.end(`<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`);
}

/** Ways of spoiling an answer that would have been this JSON. */
export type Spoiling =
  | 'hang'
  | 'cut'
  | 'cut-json'
  | 'html-502'
  | 'html-503'
  | 'empty-500'
  | 'slow'
  | 'endless';

const SLOW_MS = 2_000;

/** @param signal - Ends what would last for ever. */
export async function sendSpoiled(
  exchange: Exchange,
  how: Spoiling,
  status: number,
  body: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { response } = exchange;
  const text = JSON.stringify(body);
  if (how === 'hang') return;
  if (how === 'cut') return void exchange.request.socket.destroy();
  if (how === 'html-502') return sendPage(exchange, 502, 'Bad Gateway');
  if (how === 'html-503') return sendPage(exchange, 503, 'Service Unavailable');
  if (how === 'empty-500') return sendJson(exchange, 500, {});
  response.writeHead(status, { 'content-type': 'application/json' });
  const half = Math.ceil(text.length / 2);
  response.write(text.slice(0, half));
  if (how === 'cut-json') return void response.end();
  if (how === 'slow') {
    await sleep(SLOW_MS, undefined, { signal, ref: false });
    return void response.end(text.slice(half));
  }
  // JSON may have blanks anywhere, so that nobody can know yet that nothing more is coming.
  while (!response.destroyed) {
    response.write(' ');
    await sleep(100, undefined, { signal, ref: false });
  }
}
