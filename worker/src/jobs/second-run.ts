import { endFirstRun } from '@tryon/core/provider-runs/repository';
import type { Claim } from '@tryon/core/tryons/lease';
import type { Mode } from '@tryon/core/tryons/tryon';
import type { RemoteProvider } from '../providers/provider.js';
import type { JobDeps } from './job.js';

/**
 * Ends the try-on's first run, if there is time for a second one before its deadline: the next call of `runRemote` buys
 * it, this worker's or another's. The shopper and the merchant pay nothing for it.
 *
 * @param costMicros - What the first run cost, in millionths of a US dollar.
 * @returns false when it was the second already, when time is up, or the try-on is another worker's.
 */
export async function grantSecondRun(
  deps: Pick<JobDeps, 'sql' | 'logger' | 'metrics'>,
  { tryon, leaseToken }: Claim,
  provider: Pick<RemoteProvider, 'name' | 'capabilities'>,
  mode: Mode,
  costMicros: number,
): Promise<boolean> {
  const leftMs = (tryon.deadlineAt?.getTime() ?? 0) - Date.now();
  if (leftMs < provider.capabilities.expectedMs[mode]) return false;
  const granted = await endFirstRun(deps.sql, tryon.merchantId, tryon.id, leaseToken, costMicros);
  if (!granted) return false;
  deps.metrics.ranAgain(provider.name);
  deps.logger.info({ tryon_id: tryon.id, provider: provider.name }, 'a try-on is run once more');
  return true;
}
