import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderRun } from '@tryon/core/provider-runs/provider-run';
import {
  findRun,
  forgetRefusedRun,
  markRunLost,
  openRun,
  storeRequestId,
} from '@tryon/core/provider-runs/repository';
import type { Claim } from '@tryon/core/tryons/lease';
import { FAILURE_MESSAGES } from '../failures.js';
import {
  InputUnavailable,
  ProviderFailure,
  type ProviderRequest,
  type ProviderResult,
  type ProviderRunContext,
  type RemoteProvider,
  SubmitRefused,
} from '../providers/provider.js';
import { type JobDeps, JobPostponed } from './job.js';
import { LeaseLost } from './lease-keeper.js';
import { pollGaps } from './poll-schedule.js';

/** How long storing what the provider said is tried. */
const STORE_FOR_MS = 60_000;
/** A worker that died in a submit may have got its answer and stored it this much later. */
const SETTLING_MS = 5_000;
/** Questions in a row that came to nothing before the run is given up; with growing gaps that is half a minute or more. */
const MAX_BAD_POLLS = 15;

/**
 * Buys a run, or goes on with the one that was bought before, and follows it to its end.
 *
 * @throws ProviderFailure when there will be no picture; SubmitRefused when nothing was bought for now; LeaseLost;
 *   JobPostponed while another worker's submit may still be under way; the signal's reason.
 */
export async function runRemote(
  deps: JobDeps,
  claim: Claim,
  provider: RemoteProvider,
  request: ProviderRequest,
  context: ProviderRunContext,
): Promise<ProviderResult> {
  const { id, merchantId } = claim.tryon;
  const before = await findRun(deps.sql, merchantId, id);
  if (before && before.state !== 'submitted') await settleUnanswered(deps, provider, before);
  const requestId = before?.requestId ?? (await buy(deps, claim, provider, request, context.signal));
  context.onProgress('generating', 20);
  const sinceSubmitMs = before?.submittedAt ? Date.now() - before.submittedAt.getTime() : 0;
  return follow(deps, provider, requestId, request, sinceSubmitMs, context);
}

/** Somebody submitted and did not live to tell. Waits for as long as they may still; then it is lost. */
async function settleUnanswered(deps: JobDeps, provider: RemoteProvider, run: ProviderRun): Promise<never> {
  const openUntil = run.submittingSince.getTime() + provider.submitTimeoutMs + SETTLING_MS;
  if (run.state === 'submitting' && Date.now() < openUntil)
    throw new JobPostponed(openUntil - Date.now() + 100);
  if (run.state === 'submitting') await markRunLost(deps.sql, run.merchantId, run.tryonId);
  deps.logger.error({ tryon_id: run.tryonId, provider: run.provider }, 'a submit was never answered');
  throw new ProviderFailure('provider_error', FAILURE_MESSAGES.provider_error);
}

async function buy(
  deps: JobDeps,
  claim: Claim,
  provider: RemoteProvider,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<string> {
  const { id, merchantId } = claim.tryon;
  signal.throwIfAborted();
  const opened = await openRun(deps.sql, merchantId, {
    tryonId: id,
    leaseToken: claim.leaseToken,
    provider: provider.name,
  });
  if (!opened) throw new LeaseLost();
  let requestId: string;
  try {
    ({ requestId } = await provider.start(request, {}));
  } catch (error) {
    if (
      error instanceof SubmitRefused ||
      error instanceof ProviderFailure ||
      error instanceof InputUnavailable
    ) {
      await surely(deps, { tryon_id: id }, () => forgetRefusedRun(deps.sql, merchantId, id));
      throw error;
    }
    await markRunLost(deps.sql, merchantId, id);
    deps.logger.error(
      { err: error, tryon_id: id, provider: provider.name },
      'the answer to a submit was lost',
    );
    throw new ProviderFailure('provider_error', FAILURE_MESSAGES.provider_error, {
      cause: error,
    });
  }
  // The provider's id opens nothing by itself, and without it in the log the run could not be found again.
  const facts = { tryon_id: id, provider_request_id: requestId };
  await surely(deps, facts, () => storeRequestId(deps.sql, merchantId, id, requestId));
  return requestId;
}

/** Tries again through an outage of PostgreSQL: what was bought, or was not, must be known. */
async function surely(deps: JobDeps, facts: object, work: () => Promise<void>): Promise<void> {
  const giveUpAt = Date.now() + STORE_FOR_MS;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      await work();
      return;
    } catch (error) {
      deps.logger.error({ err: error, ...facts }, 'could not store what the provider said; trying again');
      if (Date.now() >= giveUpAt) throw error;
      await sleep(waitMs);
    }
  }
}

async function follow(
  deps: JobDeps,
  provider: RemoteProvider,
  requestId: string,
  request: ProviderRequest,
  sinceSubmitMs: number,
  { signal, onProgress }: ProviderRunContext,
): Promise<ProviderResult> {
  const gap = pollGaps(provider.capabilities.expectedMs[request.mode], sinceSubmitMs);
  let wanted: number | undefined;
  for (let index = 0, bad = 0; ; index++) {
    await sleep(wanted ?? gap(index), undefined, { signal });
    try {
      const state = await provider.resume({ requestId }, request, signal);
      if (state.status === 'completed') return state.result;
      bad = 0;
      wanted = state.pollAfterMs;
      if (state.stage || state.percent !== undefined)
        onProgress(state.stage ?? 'generating', state.percent ?? 20);
    } catch (error) {
      if (error instanceof ProviderFailure || signal.aborted) throw error;
      wanted = undefined;
      deps.logger.warn({ err: error, tryon_id: request.tryonId, bad: bad + 1 }, 'a poll came to nothing');
      if (++bad < MAX_BAD_POLLS) continue;
      throw new ProviderFailure('provider_error', FAILURE_MESSAGES.provider_error, {
        cause: error,
        runGoesOn: true,
      });
    }
  }
}
