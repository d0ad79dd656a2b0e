import { hangUp, openTestServer, problem, type Reply, saysNothing, stream } from '../test-server.js';
import { completed, eventOf, failed, tryonLike } from '../test-tryon.js';

export interface WireServer {
  url: string;
  /** Forgets what was asked, and answers from the beginning again: before each runtime's run. */
  reset(): void;
  close(): void;
}

const at = { headers: { 'Retry-After': '0' } };
const processing = tryonLike();
const accepted = { status: 202, json: processing };
// Cut within a character, as a proxy may.
const words = new TextEncoder().encode(eventOf(2, tryonLike({ metadata: { note: 'Größe 👗' } })));
const cut = words.indexOf(0xf0) + 2;

/** What is answered to each case of the suite (wire-cases.ts), by the first part of the path. */
const ANSWERS: Record<string, Record<string, Reply[]>> = {
  plain: { 'POST /v1/tryons': [accepted], 'GET /v1/tryons/tryon_1': [{ json: processing }] },
  form: { 'POST /v1/tryons': [accepted], 'POST /v1/images': [{ status: 201, json: { id: 'img_1' } }] },
  'form-again': {
    'POST /v1/images': [problem(503, 'queue_full', at), { status: 201, json: { id: 'img_1' } }],
  },
  retried: { 'POST /v1/tryons': [problem(503, 'service_unavailable', at), hangUp, accepted] },
  'retry-after': {
    'GET /v1/tryons/tryon_1': [
      problem(429, 'rate_limited', { headers: { 'Retry-After': '1' } }),
      { json: processing },
    ],
  },
  broken: { 'GET /v1/tryons/tryon_1': [hangUp] },
  silent: { 'GET /v1/tryons/tryon_1': [saysNothing, { json: processing }] },
  'always-silent': { 'GET /v1/tryons/tryon_1': [saysNothing] },
  // Begins to answer, and goes no further.
  stalled: {
    'GET /v1/tryons/tryon_1': [stream(['{"id":'], 'stay open', 'application/json'), { json: processing }],
  },
  empty: { 'GET /v1/tryons/tryon_1': [{ status: 502, text: '' }] },
  invalid: {
    'POST /v1/tryons': [
      problem(422, 'validation_failed', { errors: [{ pointer: '/category', detail: 'Not a category.' }] }),
    ],
  },
  nothing: { 'DELETE /v1/webhook-endpoints/whe_1': [{ status: 204 }] },
  stream: {
    'GET /v1/tryons/tryon_1/events': [
      stream(
        [eventOf(1, tryonLike({ status: 'queued' })), words.subarray(0, cut), words.subarray(cut)],
        'break',
      ),
      stream([eventOf(3, completed)]),
    ],
  },
  waited: {
    'POST /v1/tryons': [accepted],
    'GET /v1/tryons/tryon_1/events': [stream([eventOf(1, processing), eventOf(2, completed)])],
  },
  polled: {
    'GET /v1/tryons/tryon_1/events': [{ status: 502, text: '' }],
    'GET /v1/tryons/tryon_1': [{ json: processing }, { json: failed }],
  },
  endless: { 'GET /v1/tryons/tryon_1/events': [stream([eventOf(1, processing)], 'stay open')] },
  pages: {
    'GET /v1/tryons': [
      { json: { data: [processing], has_more: true, next_cursor: 'c2' } },
      { json: { data: [completed], has_more: false, next_cursor: null } },
    ],
  },
  visitor: {
    'POST /v1/tryons': [{ status: 202, json: { ...processing, client_token: 'token_1' } }],
    'GET /v1/tryons/tryon_1': [{ json: processing }],
  },
  raw: { 'GET /health': [{ json: { status: 'ok' } }] },
};

/** A server that knows each case's answers, and tells at `/<case>/asked` what it was asked. */
export async function startWireServer(): Promise<WireServer> {
  const server = await openTestServer();
  const asked =
    (name: string): Reply =>
    (_request, response) => {
      const requests = server.requests
        .filter(({ path }) => path.startsWith(`/${name}/v1`))
        .map(({ method, path, headers, body }) => ({
          method,
          path: path.slice(name.length + 1),
          headers,
          body: body.toString('latin1'),
        }));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(requests));
    };
  return {
    url: server.url,
    close: server.close,
    reset() {
      server.requests.length = 0;
      for (const [name, routes] of Object.entries(ANSWERS)) {
        for (const [route, replies] of Object.entries(routes))
          server.on(route.replace(' /', ` /${name}/`), ...replies);
        server.on(`GET /${name}/asked`, asked(name));
      }
    },
  };
}
