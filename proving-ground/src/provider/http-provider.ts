import { ProviderFailure, type RemoteProvider, SubmitRefused } from '@tryon/worker/providers/provider';

const SUBMIT_TIMEOUT_MS = 10_000;
const CALL_TIMEOUT_MS = 5_000;

/** The adapter to the proving ground's provider: as careful with its answers as one for a real provider has to be. */
export function httpProvider(url: string, runMs: number): RemoteProvider {
  const call = (path: string, init: RequestInit, timeoutMs: number, signal?: AbortSignal) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    return fetch(url + path, { ...init, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  };
  return {
    kind: 'remote',
    name: 'proving-ground',
    capabilities: {
      categories: ['tops', 'bottoms', 'one-pieces'],
      guessesCategory: true,
      modes: ['performance', 'balanced', 'quality'],
      maxSamples: 4,
      expectedMs: { performance: runMs, balanced: runMs, quality: runMs },
      priceMicros: { performance: 75_000, balanced: 75_000, quality: 75_000 },
    },
    submitTimeoutMs: SUBMIT_TIMEOUT_MS,
    async start({ tryonId }) {
      const response = await call('/runs', { method: 'POST', body: tryonId }, SUBMIT_TIMEOUT_MS);
      if (response.status === 429) {
        const seconds = Number(response.headers.get('retry-after') ?? 2);
        await response.body?.cancel();
        throw new SubmitRefused('the provider has no room', seconds * 1_000);
      }
      const { id } = (await response.json()) as { id?: unknown };
      if (typeof id !== 'string') throw new Error('an answer without an id');
      return { requestId: id };
    },
    async resume({ requestId }, _request, signal) {
      const response = await call(`/runs/${requestId}`, {}, CALL_TIMEOUT_MS, signal);
      if (!response.ok) throw new Error(`the provider answered ${response.status}`);
      if (response.headers.get('content-type') === 'image/webp') {
        return {
          status: 'completed',
          result: {
            pictures: [{ bytes: new Uint8Array(await response.arrayBuffer()) }],
            category: 'tops',
            garmentPhotoType: 'flat-lay',
            warnings: [],
          },
        };
      }
      const state = (await response.json()) as { status?: string; code?: string };
      if (state.status === 'running') return { status: 'running' };
      if (state.status === 'failed') throw new ProviderFailure('no_person', 'Nobody is in this photo.');
      throw new Error('an answer that says nothing');
    },
    async cancel({ requestId }, signal) {
      await (await call(`/runs/${requestId}`, { method: 'DELETE' }, CALL_TIMEOUT_MS, signal)).body?.cancel();
      return 'may_finish';
    },
    async erase({ requestId }, signal) {
      await (
        await call(`/runs/${requestId}/files`, { method: 'DELETE' }, CALL_TIMEOUT_MS, signal)
      ).body?.cancel();
    },
  };
}
