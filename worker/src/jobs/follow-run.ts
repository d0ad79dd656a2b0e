import { FAILURE_MESSAGES } from '../failures.js';
import {
  ProviderFailure,
  type ProviderRequest,
  type ProviderResult,
  type ProviderRunContext,
  type RemoteProvider,
  type StartedRun,
} from '../providers/provider.js';
import type { JobDeps } from './job.js';
import { pollGaps } from './poll-schedule.js';
import type { CallWaiter } from './wait-for-call.js';

/** Questions in a row that came to nothing before the run is given up; with growing gaps that is half a minute or more. */
const MAX_BAD_POLLS = 15;
/** However soon a provider wants to be asked again. */
const MIN_GAP_MS = 250;

/** What a remote run made, and what it cost. */
export interface RemoteResult {
  /** Who made it. */
  readonly provider: string;
  readonly result: ProviderResult;
  /** Millionths of a US dollar. */
  readonly costMicros: number;
}

export interface FollowedRun {
  readonly provider: RemoteProvider;
  readonly run: StartedRun;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
}

/**
 * Follows a bought run to its end, by asking at growing gaps and whenever the provider calls.
 * @throws ProviderFailure when there will be no picture; the signal's reason.
 */
export async function followRun(
  deps: Pick<JobDeps, 'logger' | 'metrics'>,
  { provider, run, submittedAt }: FollowedRun,
  request: ProviderRequest,
  { signal, onProgress }: ProviderRunContext,
  calls: CallWaiter,
): Promise<RemoteResult> {
  const gap = pollGaps(provider.capabilities.expectedMs[request.mode], Date.now() - submittedAt);
  let wanted: number | undefined;
  for (let index = 0, bad = 0; ; index++) {
    if (await calls.wait(wanted ?? gap(index), signal)) deps.metrics.called(provider.name);
    try {
      const state = await provider.resume(run, request, signal);
      if (state.status === 'completed') return paid(provider, request, state.result, state.costMicros);
      bad = 0;
      wanted = state.pollAfterMs === undefined ? undefined : Math.max(MIN_GAP_MS, state.pollAfterMs);
      if (state.stage || state.percent !== undefined)
        onProgress(state.stage ?? 'generating', state.percent ?? 20);
    } catch (error) {
      if (error instanceof ProviderFailure || signal.aborted) throw error;
      wanted = undefined;
      deps.logger.warn({ err: error, tryon_id: request.tryonId, bad: bad + 1 }, 'a poll came to nothing');
      if (++bad < MAX_BAD_POLLS) continue;
      throw new ProviderFailure('provider_error', FAILURE_MESSAGES.provider_error, {
        cause: error,
        blame: 'try_again',
        runGoesOn: true,
      });
    }
  }
}

function paid(
  { name, capabilities }: RemoteProvider,
  { mode, numSamples }: ProviderRequest,
  result: ProviderResult,
  saidMicros: number | undefined,
): RemoteResult {
  const costMicros = saidMicros ?? capabilities.priceMicros[mode] * result.pictures.length;
  if (result.pictures.length === 0) {
    throw new ProviderFailure('provider_error', FAILURE_MESSAGES.provider_error, {
      cause: new Error('A run was completed without a picture'),
      blame: 'try_again',
      costMicros,
    });
  }
  return {
    provider: name,
    result: { ...result, pictures: result.pictures.slice(0, numSamples) },
    costMicros,
  };
}
