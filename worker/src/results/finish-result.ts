import { DIGITAL_SOURCE_TYPES } from '@tryon/core/results/result-mark';
import type { Tryon, TryonWarning } from '@tryon/core/tryons/tryon';
import type { TryonInput } from '../jobs/input-pictures.js';
import type { JobDeps } from '../jobs/job.js';
import { ProviderFailure, type ProviderResult } from '../providers/provider.js';
import { encodeResult, type MarkedPicture } from './encode-result.js';
import { findFace } from './find-face.js';
import type { GuardReason } from './guard-figures.js';
import { type GuardInputs, type GuardOutcome, guardPicture, MAX_RESULT_PIXELS } from './guard-picture.js';
import { type SmallPicture, shrink } from './small-picture.js';

/** None of the pictures that a provider made can be shown. Another run may do better, and costs the merchant nothing. */
export class ResultRefused extends ProviderFailure {
  constructor(
    /** Of the first picture. */
    readonly reason: GuardReason,
    cause?: unknown,
  ) {
    super('provider_error', 'What was made is not a usable picture. Try again.', {
      blame: 'try_again',
      cause,
    });
    this.name = 'ResultRefused';
  }
}

export interface ResultSources {
  readonly person: TryonInput;
  readonly garment: TryonInput;
}

/**
 * Guards what a provider made, and encodes and marks what may be shown. Of several pictures those that may not are left
 * out, and are not charged.
 *
 * @param tryon - With the provider that made it.
 * @throws ResultRefused when none is left.
 */
export async function finishResult(
  deps: Pick<JobDeps, 'providers' | 'guardFigures' | 'logger' | 'faces'>,
  tryon: Tryon,
  result: ProviderResult,
  sources: ResultSources,
  signal: AbortSignal,
): Promise<MarkedPicture[]> {
  const inputs = await lookAt(deps, tryon, result, sources, signal);
  const outcomes = await Promise.all(
    result.pictures.map(async ({ bytes }) => ({ bytes, outcome: await guardPicture(bytes, inputs) })),
  );
  for (const { outcome } of outcomes) note(deps, tryon, outcome);
  const refused = outcomes.map(({ outcome }) => outcome).find((outcome) => !outcome.ok);
  const good = outcomes.filter(({ outcome }) => outcome.ok);
  if (good.length === 0) {
    throw refused && !refused.ok
      ? new ResultRefused(refused.reason, refused.cause)
      : new ResultRefused('undecodable');
  }
  // Whoever is not known to put pictures together only is taken for a generative model.
  const composed = deps.providers.get(tryon.provider)?.kind === 'local';
  const digitalSourceType = DIGITAL_SOURCE_TYPES[composed ? 'composed' : 'generated'];
  return Promise.all(
    good.map(({ bytes }) =>
      encodeResult(bytes, {
        tryonId: tryon.id,
        digitalSourceType,
        format: tryon.outputFormat,
        maxPixels: MAX_RESULT_PIXELS,
      }),
    ),
  );
}

/** What a merchant is told when some of the pictures that were asked for could not be shown. */
export function leftOutWarnings(result: ProviderResult, shown: readonly MarkedPicture[]): TryonWarning[] {
  const leftOut = result.pictures.length - shown.length;
  if (leftOut === 0) return [];
  const message = `${leftOut} of ${result.pictures.length} pictures could not be shown; they were not charged.`;
  return [{ code: 'samples_left_out', message }];
}

function note(
  { guardFigures, logger }: Pick<JobDeps, 'guardFigures' | 'logger'>,
  { id, provider }: Tryon,
  outcome: GuardOutcome,
): void {
  guardFigures.note(provider, outcome.ok ? 'ok' : outcome.reason);
  if (!outcome.ok)
    logger.warn(
      { tryon_id: id, provider, reason: outcome.reason, err: outcome.cause },
      'a result was refused',
    );
}

async function lookAt(
  deps: Pick<JobDeps, 'providers' | 'logger' | 'faces'>,
  tryon: Tryon,
  result: ProviderResult,
  { person, garment }: ResultSources,
  signal: AbortSignal,
): Promise<GuardInputs> {
  const [photo, product] = await Promise.all([small(deps, tryon, person), small(deps, tryon, garment)]);
  const face = result.face ?? (photo && (await findFace(deps, tryon, person, signal)));
  return { photo, garment: product, face };
}

/** Undefined when it was erased meanwhile. */
async function small(
  { logger }: Pick<JobDeps, 'logger'>,
  { id }: Tryon,
  input: TryonInput,
): Promise<SmallPicture | undefined> {
  try {
    return await shrink(await input.bytes(), MAX_RESULT_PIXELS);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    logger.info({ tryon_id: id }, 'a result could not be compared with a picture that has been erased');
    return undefined;
  }
}
