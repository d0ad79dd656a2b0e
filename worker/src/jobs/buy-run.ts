import { hashCallbackToken, mintCallbackToken } from '@tryon/core/provider-runs/callbacks';
import { openRun } from '@tryon/core/provider-runs/open-run';
import type { RunRef } from '@tryon/core/provider-runs/provider-run';
import { forgetRefusedRun, markRunLost, storeRequestId } from '@tryon/core/provider-runs/repository';
import type { Claim } from '@tryon/core/tryons/lease';
import { FAILURE_MESSAGES } from '../failures.js';
import {
  InputUnavailable,
  ProviderFailure,
  type ProviderRequest,
  type RemoteProvider,
  type StartedRun,
  SubmitRefused,
} from '../providers/provider.js';
import type { JobDeps } from './job.js';
import { LeaseLost } from './lease-keeper.js';
import { surely } from './surely.js';

/** How much longer than a provider's own timeout its answer is waited for. */
export const SUBMIT_MARGIN_MS = 2_000;

export type Purchase =
  | { readonly outcome: 'bought'; readonly run: StartedRun }
  | { readonly outcome: 'over_budget' };

/**
 * Buys one run: the row comes first, then the money, then what the provider said.
 *
 * @throws SubmitRefused, ProviderFailure or InputUnavailable when nothing was bought; SubmitLost when
 *   nobody knows; LeaseLost.
 */
export async function buyRun(
  deps: JobDeps,
  { tryon, leaseToken }: Claim,
  provider: RemoteProvider,
  request: ProviderRequest,
  n: number,
  signal: AbortSignal,
): Promise<Purchase> {
  const { id: tryonId, merchantId } = tryon;
  const ref: RunRef = { tryonId, n };
  const { inputs } = provider;
  // A storage that is slow takes nothing of the submit's time, and one that is away costs nothing.
  if (inputs) await Promise.all([request.person[inputs](), request.garment[inputs]()]);
  signal.throwIfAborted();
  const token = deps.callbackBaseUrl === undefined ? undefined : mintCallbackToken();
  const opened = await openRun(deps.sql, merchantId, {
    ...ref,
    leaseToken,
    provider: provider.name,
    reservedMicros: provider.capabilities.priceMicros[request.mode] * request.numSamples,
    ...(token && { callbackTokenHash: hashCallbackToken(token) }),
  });
  if (opened === 'over_budget') return { outcome: 'over_budget' };
  if (opened === 'not_ours') throw new LeaseLost();
  const options = token && {
    callbackUrl: `${deps.callbackBaseUrl}/v1/provider-callbacks/${provider.name}/${token}`,
  };
  const answer = provider.start(request, options || {});
  try {
    const run = await withinTime(answer, provider.submitTimeoutMs + SUBMIT_MARGIN_MS);
    await storeAnswer(deps, merchantId, ref, run);
    deps.metrics.submitted(provider.name, 'taken');
    return { outcome: 'bought', run };
  } catch (error) {
    if (isRefusal(error)) {
      await surely(deps.logger, ref, () => forgetRefusedRun(deps.sql, merchantId, ref));
      throw error;
    }
    // Should the answer come after all, the run is known and told to stop.
    answer
      .then(
        (run) => storeAnswer(deps, merchantId, ref, run),
        () => undefined,
      )
      .catch((late: unknown) =>
        deps.logger.error({ err: late, ...ref }, 'a late answer could not be stored'),
      );
    await surely(deps.logger, ref, () => markRunLost(deps.sql, merchantId, ref));
    deps.metrics.submitted(provider.name, 'lost');
    deps.logger.error({ err: error, ...ref, provider: provider.name }, 'the answer to a submit was lost');
    throw new SubmitLost(error);
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof SubmitRefused || error instanceof ProviderFailure || error instanceof InputUnavailable;

/** Nobody knows whether the provider took a submit: the try-on fails, and is never sent again. */
export class SubmitLost extends ProviderFailure {
  constructor(cause?: unknown) {
    super('provider_error', FAILURE_MESSAGES.provider_error, { cause, blame: 'try_again' });
    this.name = 'SubmitLost';
  }
}

async function storeAnswer(deps: JobDeps, merchantId: string, ref: RunRef, run: StartedRun): Promise<void> {
  // The provider's id opens nothing by itself, and without it in the log the run could not be found again.
  const facts = { tryon_id: ref.tryonId, provider_request_id: run.requestId };
  await surely(deps.logger, facts, () => storeRequestId(deps.sql, merchantId, ref, run));
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The submit was never answered')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
