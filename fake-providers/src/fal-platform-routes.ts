import { type Exchange, Refusal, sendJson } from './exchange.js';
import type { FakeState } from './state.js';

/** fal's other hosts: its keys for webhooks, and the platform's API that deletes what a run left behind. */
export async function falPlatformRoutes(state: FakeState, exchange: Exchange): Promise<boolean> {
  const { method, url } = exchange;
  if (method === 'GET' && url.pathname === '/.well-known/jwks.json') {
    sendJson(exchange, 200, state.signingKeys.jwks());
    return true;
  }
  const id = /^\/v1\/models\/requests\/([\w-]+)\/payloads$/.exec(url.pathname)?.[1];
  if (method !== 'DELETE' || id === undefined) return false;
  erase(state, exchange, id);
  return true;
}

function erase(state: FakeState, exchange: Exchange, id: string): void {
  const { authorization } = exchange.request.headers;
  const { fal, falAdmin } = state.settings.keys;
  const refusal = (status: number, type: string, message: string) =>
    new Refusal(status, { error: { type, message } });
  if (authorization === `Key ${fal}` && fal !== falAdmin)
    throw refusal(403, 'authorization_error', 'This needs an admin API key');
  if (authorization !== `Key ${falAdmin}`)
    throw refusal(401, 'authorization_error', 'Authentication is required');
  const run = state.runs.get(id);
  if (run?.api !== 'fal') throw refusal(404, 'not_found', 'No such request');
  run.erased = true;
  const cdn_delete_results = state.cdn
    .remove(id)
    .map((path) => ({ link: state.origin + path, exception: null }));
  sendJson(exchange, 200, { cdn_delete_results });
}
