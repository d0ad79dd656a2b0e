import type { RemoteProvider, StartedRun } from '../providers/provider.js';
import type { JobDeps } from './job.js';
import type { JudgeCall } from './wait-for-call.js';

/** Looking up the keys that a signature is checked with takes no longer. */
const JUDGE_TIMEOUT_MS = 10_000;

/**
 * Whether a call to a run's address is its provider's and about this run. Where the provider has no way to tell, the
 * address alone is enough: it cannot be guessed.
 */
export function judgeCall(
  deps: Pick<JobDeps, 'logger' | 'metrics'>,
  provider: RemoteProvider,
  run: StartedRun,
  tryonId: string,
): JudgeCall {
  return async (callback) => {
    if (!provider.readCallback) return true;
    const facts = { tryon_id: tryonId, provider: provider.name };
    try {
      const read = await provider.readCallback(callback, AbortSignal.timeout(JUDGE_TIMEOUT_MS));
      if (read?.requestId === run.requestId) return true;
      deps.logger.warn(facts, 'a call to a run’s address was not the provider’s, or about another run');
    } catch (error) {
      deps.logger.warn({ err: error, ...facts }, 'a call to a run’s address could not be judged');
    }
    deps.metrics.callRefused(provider.name);
    return false;
  };
}
