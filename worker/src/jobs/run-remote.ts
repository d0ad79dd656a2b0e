import type { ProviderRun } from '@tryon/core/provider-runs/provider-run';
import { findRun, markRunLost } from '@tryon/core/provider-runs/repository';
import type { Claim } from '@tryon/core/tryons/lease';
import {
  ProviderFailure,
  type ProviderRequest,
  type ProviderRunContext,
  type RemoteProvider,
  type StartedRun,
} from '../providers/provider.js';
import type { Asked } from '../routing/breakers.js';
import { SUBMIT_MARGIN_MS, SubmitLost } from './buy-run.js';
import { chooseAndBuy, UNKNOWN_PROVIDER_DELAY_MS } from './choose-and-buy.js';
import { followRun, type RemoteResult } from './follow-run.js';
import { type JobDeps, JobPostponed } from './job.js';
import { judgeCall } from './judge-call.js';
import { grantSecondRun } from './second-run.js';
import { waitForCalls } from './wait-for-call.js';

/** A worker that died in a submit may have got its answer and stored it this much later. */
const SETTLING_MS = 5_000;

interface RunInHand {
  readonly provider: RemoteProvider;
  readonly run: StartedRun;
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
  readonly asked: Asked;
}

/**
 * Buys a run, or goes on with the one that was bought before, and follows it to its end. One that fails through nobody's
 * fault and for nothing is run once more.
 *
 * @throws ProviderFailure when there will be no picture; SubmitRefused when nothing was bought for now; LeaseLost;
 *   JobPostponed while another worker's submit may still be under way; the signal's reason.
 */
export async function runRemote(
  deps: JobDeps,
  claim: Claim,
  request: ProviderRequest,
  context: ProviderRunContext,
): Promise<RemoteResult> {
  const calls = waitForCalls(deps.callbacks, claim.tryon.id);
  try {
    for (;;) {
      const hand = await takeInHand(deps, claim, request, context.signal);
      calls.judgeBy(judgeCall(deps, hand.provider, hand.run, claim.tryon.id));
      context.onProgress('generating', 20);
      try {
        const made = await followRun(deps, hand, request, context, calls);
        hand.asked.succeeded();
        deps.metrics.completed(hand.provider.name, Date.now() - hand.submittedAt);
        deps.metrics.spent(hand.provider.name, made.costMicros);
        return made;
      } catch (error) {
        judge(deps, hand, error, context.signal);
        if (!(await runsAgain(deps, claim, hand, request, error))) throw error;
      }
    }
  } finally {
    calls.close();
  }
}

async function takeInHand(
  deps: JobDeps,
  claim: Claim,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<RunInHand> {
  const before = await findRun(deps.sql, claim.tryon.merchantId, claim.tryon.id);
  if (before === undefined || (before.state === 'ended' && before.n === 1)) {
    const bought = await chooseAndBuy(deps, claim, request, before, signal);
    return { ...bought, submittedAt: Date.now() };
  }
  if (before.state === 'ended') throw new SubmitLost(new Error('The second run has ended, too'));
  const provider = deps.providers.get(before.provider);
  if (provider?.kind !== 'remote') {
    deps.logger.error(
      { tryon_id: before.tryonId, provider: before.provider },
      'this worker does not know the provider of a run that was bought',
    );
    throw new JobPostponed(UNKNOWN_PROVIDER_DELAY_MS);
  }
  if (before.state !== 'submitted' || before.requestId === null)
    return settleUnanswered(deps, provider, before);
  return {
    provider,
    run: { requestId: before.requestId, handle: before.handle },
    n: before.n,
    submittedAt: before.submittedAt?.getTime() ?? Date.now(),
    asked: deps.breakers.follow(provider.name),
  };
}

/** Somebody submitted and did not live to tell. Waits for as long as they may still; then it is lost. */
async function settleUnanswered(deps: JobDeps, provider: RemoteProvider, run: ProviderRun): Promise<never> {
  const openMs = provider.submitTimeoutMs + SUBMIT_MARGIN_MS + SETTLING_MS;
  const openUntil = run.submittingSince.getTime() + openMs;
  if (run.state === 'submitting' && Date.now() < openUntil)
    throw new JobPostponed(openUntil - Date.now() + 100);
  if (run.state === 'submitting') await markRunLost(deps.sql, run.merchantId, run);
  deps.logger.error({ tryon_id: run.tryonId, provider: run.provider }, 'a submit was never answered');
  throw new SubmitLost();
}

/** What the end of a run says about its provider. */
function judge(deps: JobDeps, { provider, asked }: RunInHand, error: unknown, signal: AbortSignal): void {
  if (error instanceof ProviderFailure) {
    deps.metrics.failed(provider.name, error.code, error.blame);
    if (error.costMicros > 0) deps.metrics.spent(provider.name, error.costMicros);
    if (error.blame === 'ours')
      deps.logger.error({ err: error, provider: provider.name }, 'a run failed, and it is our fault');
    if (error.blame === 'try_again') asked.failed();
    else if (error.blame !== 'ours') asked.succeeded();
  } else if (isTimeout(signal.reason)) {
    deps.metrics.failed(provider.name, 'provider_timeout', 'try_again');
    asked.failed();
  }
  asked.nothing();
}

const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError';

/** Once, where it failed through nobody's fault and for nothing, and there is time for it. */
async function runsAgain(
  deps: JobDeps,
  claim: Claim,
  { provider, n }: RunInHand,
  { mode }: ProviderRequest,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof ProviderFailure) || error instanceof SubmitLost || n > 1) return false;
  if (error.blame !== 'try_again' || error.runGoesOn || error.costMicros > 0) return false;
  return grantSecondRun(deps, claim, provider, mode, 0);
}
