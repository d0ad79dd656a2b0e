import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCdn } from './cdn.js';
import { controlRoutes } from './control-routes.js';
import { type Exchange, Refusal, sendJson, sendPage } from './exchange.js';
import { falPlatformRoutes } from './fal-platform-routes.js';
import { falRoutes } from './fal-routes.js';
import { fashnRoutes } from './fashn-routes.js';
import { createFaultControl, type FaultControl } from './fault-control.js';
import type { Run } from './run.js';
import { createSigningKeys } from './signing-keys.js';
import type { FakeSettings, FakeState, SubmitRecord } from './state.js';

export interface FakeProvidersOptions extends Partial<FakeSettings> {
  /** Default: a free one. */
  readonly port?: number;
  /** Of the faults that are drawn. Default 1. */
  readonly seed?: number;
  /** FASHN's balance in pictures. Default 1,000,000. */
  readonly credits?: number;
}

export interface FakeProviders {
  /** For `https://queue.fal.run`. */
  readonly falUrl: string;
  /** For `https://api.fal.ai/v1`. */
  readonly falPlatformUrl: string;
  /** For `https://rest.fal.ai/.well-known/jwks.json`. */
  readonly jwksUrl: string;
  /** For `https://api.fashn.ai`. */
  readonly fashnUrl: string;
  readonly keys: FakeSettings['keys'];
  readonly faults: FaultControl;
  /** Every submit that came, the refused ones too, in the order they came. */
  submits(): readonly SubmitRecord[];
  /** Every run that was bought. */
  runs(): readonly Run[];
  /** How often each seed was bought: above 1 somebody paid twice. */
  boughtBySeed(): ReadonlyMap<number, number>;
  /** Whether a result still lies on the public servers. */
  isStored(url: string): boolean;
  setCredits(credits: number): void;
  /** See {@link FaultControl} for what else there is: this changes the keys that fal signs with. */
  rotateKeys(how: 'keep-old' | 'withdraw-old'): void;
  close(): Promise<void>;
}

const ROUTES = [controlRoutes, falPlatformRoutes, falRoutes, fashnRoutes];

/**
 * Starts one server on loopback that plays FASHN and fal.
 * @example
 * const fake = await startFakeProviders({ timeScale: 0.01 });
 * fake.faults.next('submit-cut');
 * const provider = falProvider({ apiKey: fake.keys.fal, baseUrl: fake.falUrl });
 */
export async function startFakeProviders(options: FakeProvidersOptions = {}): Promise<FakeProviders> {
  const closing = new AbortController();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = newState(options, origin, closing.signal);
  server.on('request', (request, response) => {
    answer(state, request, response).catch((error: unknown) => {
      if (!closing.signal.aborted && !request.destroyed) process.emitWarning(error as Error);
      response.destroy();
    });
  });
  return {
    falUrl: origin,
    falPlatformUrl: `${origin}/v1`,
    jwksUrl: `${origin}/.well-known/jwks.json`,
    fashnUrl: origin,
    keys: state.settings.keys,
    faults: state.faults,
    submits: () => state.submits,
    runs: () => [...state.runs.values()],
    boughtBySeed: () => boughtBySeed(state),
    isStored: (url) => state.cdn.has(new URL(url).pathname),
    setCredits: (credits) => {
      state.credits = credits;
    },
    rotateKeys: (how) => (how === 'keep-old' ? state.signingKeys.rotate() : state.signingKeys.replace()),
    close: () => {
      closing.abort();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function newState(options: FakeProvidersOptions, origin: string, signal: AbortSignal): FakeState {
  const keys = { fal: 'fake-fal:key', falAdmin: 'fake-fal:admin-key', fashn: 'fake-fashn-key' };
  return {
    settings: {
      timeScale: options.timeScale ?? 1,
      keys: options.keys ?? keys,
      fashnConcurrency: options.fashnConcurrency ?? 6,
    },
    origin,
    runs: new Map(),
    submits: [],
    faults: createFaultControl(options.seed ?? 1),
    cdn: createCdn(),
    signingKeys: createSigningKeys(),
    credits: options.credits ?? 1_000_000,
    signal,
  };
}

function boughtBySeed(state: FakeState): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { inputs } of state.runs.values()) counts.set(inputs.seed, (counts.get(inputs.seed) ?? 0) + 1);
  return counts;
}

async function answer(state: FakeState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange: Exchange = {
    request,
    response,
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', state.origin),
  };
  try {
    if (exchange.method === 'GET' && exchange.url.pathname.startsWith('/files/'))
      return state.cdn.serve(exchange);
    for (const route of ROUTES) if (await route(state, exchange)) return;
    sendJson(exchange, 404, { error: 'NotFound', message: 'No such path', detail: 'No such path' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (typeof error.body === 'string') {
      return sendPage(exchange, error.status, error.body, error.headers);
    }
    sendJson(exchange, error.status, error.body, error.headers);
  }
}
