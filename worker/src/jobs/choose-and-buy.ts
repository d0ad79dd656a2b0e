import { findPolicy } from '@tryon/core/provider-policies/repository';
import type { ProviderRun } from '@tryon/core/provider-runs/provider-run';
import type { Claim } from '@tryon/core/tryons/lease';
import { FAILURE_MESSAGES } from '../failures.js';
import type { FailoverReason } from '../metrics/worker-metrics.js';
import {
  ProviderFailure,
  type ProviderRequest,
  type RemoteProvider,
  type StartedRun,
  SubmitRefused,
} from '../providers/provider.js';
import type { Asked } from '../routing/breakers.js';
import { lacks } from '../routing/capable.js';
import { buyRun, SubmitLost } from './buy-run.js';
import { GoesOnLocally, type JobDeps, JobPostponed } from './job.js';

/** A worker that does not know a provider leaves its try-ons to one that does. */
export const UNKNOWN_PROVIDER_DELAY_MS = 5_000;
/** No balance, or a key that is not taken: somebody has to do something about it. */
const NOT_FOR_NOW_MS = 60_000;

export interface Bought {
  readonly provider: RemoteProvider;
  readonly run: StartedRun;
  readonly n: number;
  readonly asked: Asked;
}

/** Why those that were asked, or would have been, did not take it. */
interface PassedOver {
  readonly reasons: FailoverReason[];
  /** When each may take it after all, in milliseconds. */
  readonly waitsMs: number[];
  unknown: boolean;
  /** What those that are not capable lack. */
  readonly lacking: NonNullable<ReturnType<typeof lacks>>[];
  /** What a provider said that took nothing and never will. */
  failure: ProviderFailure | undefined;
}

/**
 * Buys a run from the first provider of the merchant's policy that takes it. The next one is asked only while surely
 * nothing was bought; a second run is bought where the first one was.
 *
 * @throws SubmitRefused when one of them may take it later; JobPostponed when another worker knows more of them;
 *   GoesOnLocally when the policy goes on with the preview engine; ProviderFailure otherwise; whatever `buyRun` throws.
 */
export async function chooseAndBuy(
  deps: JobDeps,
  claim: Claim,
  request: ProviderRequest,
  first: ProviderRun | undefined,
  signal: AbortSignal,
): Promise<Bought> {
  const { tryon } = claim;
  const names = first
    ? [first.provider]
    : (await findPolicy(deps.sql, tryon.merchantId)).map((entry) => entry.provider);
  const passed: PassedOver = { reasons: [], waitsMs: [], lacking: [], unknown: false, failure: undefined };
  for (const name of names) {
    const provider = deps.providers.get(name);
    if (provider?.kind === 'local' || name === 'preview') throw new GoesOnLocally(name);
    if (!provider) {
      passed.unknown = true;
      deps.logger.error({ tryon_id: tryon.id, provider: name }, 'this worker does not know the provider');
      continue;
    }
    const n = (first?.n ?? 0) + 1;
    const bought = await tryToBuy(deps, claim, provider, request, n, signal, passed);
    if (bought) return bought;
    const reason = passed.reasons.at(-1);
    if (reason) deps.metrics.passedOver(name, reason);
    deps.logger.info({ tryon_id: tryon.id, provider: name, reason }, 'a provider was passed over');
  }
  throw nobody(passed);
}

async function tryToBuy(
  deps: JobDeps,
  claim: Claim,
  provider: RemoteProvider,
  request: ProviderRequest,
  n: number,
  signal: AbortSignal,
  passed: PassedOver,
): Promise<Bought | undefined> {
  const pass = (reason: FailoverReason, waitMs?: number): undefined => {
    passed.reasons.push(reason);
    if (waitMs !== undefined) passed.waitsMs.push(waitMs);
  };
  const lacking = lacks(provider.capabilities, request);
  if (lacking) {
    passed.lacking.push(lacking);
    return pass('not_capable');
  }
  // A run that cannot end before the deadline would be paid for and thrown away.
  const leftMs = (claim.tryon.deadlineAt?.getTime() ?? 0) - Date.now();
  if (leftMs < provider.capabilities.expectedMs[request.mode]) return pass('too_late');
  const asked = deps.breakers.ask(provider.name);
  if (!asked) {
    const isBusy = deps.breakers.state(provider.name) === 'closed';
    return pass(isBusy ? 'busy' : 'breaker_open', deps.breakers.waitMs(provider.name));
  }
  try {
    const purchase = await buyRun(deps, claim, provider, request, n, signal);
    if (purchase.outcome === 'bought') {
      asked.taken();
      return { provider, run: purchase.run, n, asked };
    }
    asked.nothing();
    return pass('over_budget');
  } catch (error) {
    if (error instanceof SubmitRefused) {
      deps.metrics.submitted(provider.name, `refused_${error.reason}`);
      if (error.reason === 'busy') asked.busy(error.retryAfterMs);
      else asked.failed(error.reason === 'down' ? undefined : NOT_FOR_NOW_MS);
      const alarm = error.reason === 'credits' || error.reason === 'auth';
      if (alarm) deps.logger.error({ err: error, provider: provider.name }, 'the provider does not serve us');
      return pass(error.reason, alarm ? NOT_FOR_NOW_MS : error.retryAfterMs);
    }
    if (error instanceof SubmitLost) asked.failed();
    else asked.nothing();
    // What is wrong with a picture is wrong with it everywhere; what is wrong between us and this provider is not.
    if (!(error instanceof ProviderFailure) || error instanceof SubmitLost || ofThePictures(error))
      throw error;
    deps.metrics.submitted(provider.name, 'refused_for_good');
    deps.logger.error({ err: error, provider: provider.name }, 'the provider refused a submit for good');
    passed.failure ??= error;
    return pass('refused_for_good');
  }
}

const ofThePictures = ({ blame, code }: ProviderFailure): boolean =>
  blame === 'photo' || blame === 'garment' || code === 'image_unreadable';

function nobody({ reasons, waitsMs, lacking, unknown, failure }: PassedOver): Error {
  if (waitsMs.length > 0)
    return new SubmitRefused(`no provider takes it now (${reasons.join(', ')})`, Math.min(...waitsMs));
  if (unknown) return new JobPostponed(UNKNOWN_PROVIDER_DELAY_MS);
  if (failure) return failure;
  const ofCategory = lacking.filter((lack) => lack === 'category').length;
  const code = ofCategory === reasons.length ? 'unsupported_category' : 'provider_error';
  const why = `no provider takes it (${reasons.join(', ')})`;
  return new ProviderFailure(code, FAILURE_MESSAGES[code], { cause: new Error(why), blame: 'ours' });
}
