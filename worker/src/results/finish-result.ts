import { DIGITAL_SOURCE_TYPES } from '@tryon/core/results/result-mark';
import type { Tryon, TryonWarning } from '@tryon/core/tryons/tryon';
import type { TryonInput } from '../jobs/input-pictures.js';
import type { JobDeps } from '../jobs/job.js';
import { ProviderFailure, type ProviderResult } from '../providers/provider.js';
import { type EncodeOptions, encodeResult, type MarkedPicture } from './encode-result.js';
import { findFace } from './find-face.js';
import type { GuardReason } from './guard-figures.js';
import { type GuardInputs, type GuardOutcome, guardPicture } from './guard-picture.js';
import { type SmallPicture, shrink } from './small-picture.js';
import { MAX_RESULT_PIXELS, soundSize } from './sound-size.js';

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
  // Whoever is not known to put pictures together only is taken for a generative model.
  // And what it painted stays in a picture that is put together of it.
  const composed = deps.providers.get(tryon.provider)?.kind === 'local' && !tryon.basedOnGenerated;
  const options: EncodeOptions = {
    tryonId: tryon.id,
    digitalSourceType: DIGITAL_SOURCE_TYPES[composed ? 'composed' : 'generated'],
    format: tryon.outputFormat,
    maxPixels: MAX_RESULT_PIXELS,
  };
  const inputs = lookAt(deps, tryon, result, sources, signal);
  const finished = await Promise.all(
    result.pictures.map(({ bytes }) => finishPicture(bytes, inputs, options)),
  );
  for (const { outcome } of finished) note(deps, tryon, outcome);
  const good = finished.flatMap(({ picture }) => picture ?? []);
  if (good.length > 0) return good;
  const first = finished[0]?.outcome;
  throw first && !first.ok ? new ResultRefused(first.reason, first.cause) : new ResultRefused('undecodable');
}

interface FinishedPicture {
  readonly outcome: GuardOutcome;
  readonly picture?: MarkedPicture;
}

/** Encodes while it looks: nearly all pictures are good, and the shopper waits. */
async function finishPicture(
  bytes: Uint8Array,
  inputs: Promise<GuardInputs>,
  options: EncodeOptions,
): Promise<FinishedPicture> {
  const encoding = soundSize(bytes)
    .then(() => encodeResult(bytes, options))
    .catch((cause: unknown): FinishedPicture['outcome'] => ({ ok: false, reason: 'undecodable', cause }));
  const outcome = await guardPicture(bytes, await inputs);
  const encoded = await encoding;
  if (!outcome.ok) return { outcome };
  return 'mark' in encoded ? { outcome, picture: encoded } : { outcome: encoded };
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
