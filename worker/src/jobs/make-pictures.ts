import type { Claim } from '@tryon/core/tryons/lease';
import { ProviderFailure, type ProviderRequest, type ProviderRunContext } from '../providers/provider.js';
import { withTestOutcome } from '../providers/test-outcome.js';
import type { MarkedPicture } from '../results/encode-result.js';
import { lookForFaceAhead } from '../results/find-face.js';
import { finishResult, ResultRefused, type ResultSources } from '../results/finish-result.js';
import { UNKNOWN_PROVIDER_DELAY_MS } from './choose-and-buy.js';
import type { RemoteResult } from './follow-run.js';
import { type JobDeps, JobPostponed } from './job.js';
import { runRemote } from './run-remote.js';
import { grantSecondRun } from './second-run.js';

/** What a provider made, and those of its pictures that may be shown. */
export interface MadePictures extends RemoteResult {
  readonly pictures: readonly MarkedPicture[];
}

/**
 * Has a try-on's pictures made and looks at them before anybody else does. What cannot be shown is made once more.
 * @throws ProviderFailure when there will be no picture; whatever `runRemote` throws.
 */
export async function makePictures(
  deps: JobDeps,
  claim: Claim,
  request: ProviderRequest,
  sources: ResultSources,
  context: ProviderRunContext,
): Promise<MadePictures> {
  lookForFaceAhead(deps, claim.tryon, sources);
  for (;;) {
    const made = await produce(deps, claim, request, context);
    try {
      const tryon = { ...claim.tryon, provider: made.provider };
      return { ...made, pictures: await finishResult(deps, tryon, made.result, sources, context.signal) };
    } catch (error) {
      if (!(error instanceof ResultRefused)) throw error;
      // A provider that makes what cannot be shown is as little use as one that makes nothing.
      if (claim.tryon.lane === 'remote') deps.breakers.ask(made.provider)?.failed();
      const provider = deps.providers.get(made.provider);
      const again =
        provider?.kind === 'remote' &&
        (await grantSecondRun(deps, claim, provider, request.mode, made.costMicros));
      if (!again) throw paidFor(error, made.costMicros);
    }
  }
}

/** The provider was paid, whatever its picture is worth. */
const paidFor = (refused: ResultRefused, costMicros: number): ProviderFailure =>
  new ProviderFailure(refused.code, refused.message, { cause: refused, blame: refused.blame, costMicros });

async function produce(
  deps: JobDeps,
  claim: Claim,
  request: ProviderRequest,
  context: ProviderRunContext,
): Promise<RemoteResult> {
  const { tryon } = claim;
  if (tryon.lane === 'remote') return runRemote(deps, claim, request, context);
  const provider = deps.providers.get(tryon.provider);
  if (provider?.kind === 'local') {
    const result = await withTestOutcome(provider, tryon.testOutcome).generate(request, context);
    return { provider: provider.name, result, costMicros: 0 };
  }
  deps.logger.error(
    { tryon_id: tryon.id, provider: tryon.provider },
    'this worker does not know the provider',
  );
  throw new JobPostponed(UNKNOWN_PROVIDER_DELAY_MS);
}
