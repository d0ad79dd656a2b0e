import { type Exchange, Refusal, readJson, sendJson } from './exchange.js';
import { FAULTS, type FaultName, isFault } from './faults.js';
import type { FakeState } from './state.js';

const SHOWN_SUBMITS = 100;

/** What only a fake has: setting faults and reading what was bought, for whoever runs it by hand. */
export async function controlRoutes(state: FakeState, exchange: Exchange): Promise<boolean> {
  const call = `${exchange.method} ${exchange.url.pathname}`;
  if (call === 'GET /_fake/faults') sendJson(exchange, 200, { faults: FAULTS });
  else if (call === 'PUT /_fake/faults') await setFaults(state, exchange);
  else if (call === 'GET /_fake/submits') showSubmits(state, exchange);
  else return false;
  return true;
}

async function setFaults(state: FakeState, exchange: Exchange): Promise<void> {
  const wish = (await readJson(exchange.request)) ?? {};
  const { next = [], always = null } = wish;
  if (!Array.isArray(next) || !next.every(isKnown) || (always !== null && !isKnown(always)))
    throw new Refusal(400, { detail: 'Say {"next": ["…"], "always": "…" or null}; GET lists the names' });
  state.faults.clear();
  state.faults.next(...(next as FaultName[]));
  state.faults.always((always as FaultName | null) ?? undefined);
  sendJson(exchange, 200, { next, always });
}

const isKnown = (name: unknown): boolean => typeof name === 'string' && isFault(name);

function showSubmits(state: FakeState, exchange: Exchange): void {
  const submits = state.submits.slice(-SHOWN_SUBMITS).map(({ api, at, requestId, seed, fault }) => ({
    api,
    at: new Date(at).toISOString(),
    bought: requestId !== undefined,
    request_id: requestId ?? null,
    seed: seed ?? null,
    fault: fault ?? null,
  }));
  sendJson(exchange, 200, { total: state.submits.length, submits });
}
