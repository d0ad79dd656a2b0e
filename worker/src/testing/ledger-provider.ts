import type {
  ProviderCapabilities,
  ProviderRequest,
  RemoteProvider,
  RemoteState,
  SettledRun,
  StartOptions,
} from '../providers/provider.js';
import { picture } from './job-bench.js';

export const PRICE_MICROS = 75_000;

/** A provider of our own that takes down what it is asked, and can be told to behave like any provider might. */
export interface Ledger {
  readonly provider: RemoteProvider;
  /** Ids of try-ons, as often as they were submitted. */
  readonly submits: string[];
  /** The provider's ids of runs. */
  readonly canceled: string[];
  readonly erased: string[];
  readonly behaviour: {
    start: (tryonId: string, options: StartOptions, request: ProviderRequest) => Promise<string>;
    resume: () => Promise<RemoteState>;
    /** What a cancel is answered. */
    canceled: 'stopped' | 'may_finish' | 'finished';
    /** What has become of a run that nobody waits for. */
    settled: SettledRun;
  };
  /** Behaves well again, and forgets what it took down. */
  reset(): void;
}

export function openLedger(name: string, capabilities: Partial<ProviderCapabilities> = {}): Ledger {
  const submits: string[] = [];
  const canceled: string[] = [];
  const erased: string[] = [];
  const well = (): Ledger['behaviour'] => ({
    start: async (tryonId) => `run-${tryonId}`,
    resume: completedRun,
    canceled: 'stopped',
    settled: { status: 'unknown' },
  });
  const behaviour = well();
  return {
    provider: {
      kind: 'remote',
      name,
      capabilities: {
        categories: ['tops', 'bottoms', 'one-pieces'],
        guessesCategory: true,
        modes: ['performance', 'balanced', 'quality'],
        maxSamples: 4,
        expectedMs: { performance: 50, balanced: 50, quality: 50 },
        priceMicros: { performance: PRICE_MICROS, balanced: PRICE_MICROS, quality: PRICE_MICROS },
        ...capabilities,
      },
      submitTimeoutMs: 400,
      start: async (request, options) => {
        submits.push(request.tryonId);
        return { requestId: await behaviour.start(request.tryonId, options, request), handle: { of: name } };
      },
      resume: () => behaviour.resume(),
      cancel: async ({ requestId }) => {
        canceled.push(requestId);
        return behaviour.canceled;
      },
      settled: async () => behaviour.settled,
      erase: async ({ requestId }) => void erased.push(requestId),
    },
    submits,
    canceled,
    erased,
    behaviour,
    reset() {
      for (const list of [submits, canceled, erased]) list.length = 0;
      Object.assign(behaviour, well());
    },
  };
}

/** A run that has made `pictures` usable pictures. */
export async function completedRun(pictures = 1): Promise<RemoteState & { readonly status: 'completed' }> {
  const bytes = await picture('#0000ff');
  return {
    status: 'completed',
    result: {
      pictures: Array.from({ length: pictures }, () => ({ bytes })),
      category: 'tops',
      garmentPhotoType: 'model',
      warnings: [],
    },
  };
}
