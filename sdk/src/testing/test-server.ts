import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** A request as the server got it. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export type Reply =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string }
  | ((request: Received, response: ServerResponse) => void);

export interface TestServer {
  url: string;
  requests: Received[];
  /** Answers requests to `METHOD /path` with these, one after the other; the last again and again. */
  on(route: string, ...replies: Reply[]): void;
  /** Requests to `METHOD /path` so far. */
  to(route: string): Received[];
}

/** A real HTTP server that says what the test tells it to, closed when the test file ends. */
export async function startTestServer(): Promise<TestServer> {
  const { close, ...server } = await openTestServer();
  after(close);
  return server;
}

/** The same, for who closes it. Pages of other origins may ask it as they may ask the API. */
export async function openTestServer(): Promise<TestServer & { close(): void }> {
  const scripts = new Map<string, Reply[]>();
  const requests: Received[] = [];

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method = '', url = '', headers } = message;
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (method === 'OPTIONS') return void response.writeHead(204).end();
    const request = { method, path: url, headers, body: Buffer.concat(chunks) };
    requests.push(request);
    const replies = scripts.get(`${method} ${url.split('?')[0]}`) ?? [];
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? problem(404, 'not_found');
    if (typeof reply === 'function') return reply(request, response);
    const { status = 200, json, text } = reply;
    const type = json === undefined ? 'text/plain' : 'application/json';
    response.writeHead(status, { 'Content-Type': type, 'X-Request-Id': 'req_test', ...reply.headers });
    response.end(json === undefined ? text : JSON.stringify(json));
  }

  const server = createServer((message, response) => {
    // A client that leaves in the middle is part of several tests.
    handle(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    close() {
      server.closeAllConnections();
      server.close();
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    on: (route, ...replies) => void scripts.set(route, replies),
    to: (route) => requests.filter(({ method, path }) => `${method} ${path.split('?')[0]}` === route),
  };
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, TryOn-Client-Token',
  'Access-Control-Expose-Headers': 'X-Request-Id, Retry-After',
};

/** A problem as the API answers it. */
export function problem(
  status: number,
  code: string,
  extra: { retryable?: boolean; headers?: Record<string, string>; errors?: unknown[] } = {},
): Reply {
  const { headers, ...members } = extra;
  const json = {
    type: `/docs/errors#${code}`,
    title: code,
    status,
    detail: `It is ${code}.`,
    instance: '/v1',
    code,
    request_id: 'req_test',
    retryable: status === 429 || status >= 500,
    ...members,
  };
  return { status, json, headers: { 'Content-Type': 'application/problem+json', ...headers } };
}

/** Breaks the connection without an answer. */
export const hangUp: Reply = (_request, response) => void response.destroy();

/** Never answers. */
export const saysNothing: Reply = () => undefined;

/** An event stream (or another type) of these pieces, which then ends or stays open. */
export function stream(
  pieces: (string | Uint8Array)[],
  end: 'close' | 'break' | 'stay open' = 'close',
  type = 'text/event-stream',
): Reply {
  return async (_request, response) => {
    response.writeHead(200, { 'Content-Type': type });
    response.flushHeaders();
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (end === 'close') response.end();
    if (end === 'break') response.destroy();
  };
}
