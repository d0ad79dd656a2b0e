import type { Tryon } from '@tryon/core/tryons/tryon';
import type { TryonInput } from '../jobs/input-pictures.js';
import type { JobDeps } from '../jobs/job.js';
import type { Part } from './small-picture.js';

type FaceDeps = Pick<JobDeps, 'providers' | 'logger' | 'faces'>;

/** A result is better shown one check short than late: by then the finder has had all of the provider's time. */
const FACE_WITHIN_MS = 1_500;

/** Our own engine says where the face is; of other providers' photos it has to be looked for. */
export async function findFace(
  deps: FaceDeps,
  tryon: Tryon,
  person: TryonInput,
  signal: AbortSignal,
): Promise<Part | undefined> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(FACE_WITHIN_MS)]);
  try {
    return await Promise.race([lookForFace(deps, tryon, person), rejection(late)]);
  } catch (error) {
    signal.throwIfAborted();
    deps.logger.info(
      { err: error, tryon_id: tryon.id },
      'the photo’s face is not known; the rest is checked',
    );
    return undefined;
  }
}

/** Begins to look for the face of a photo whose picture a remote provider makes meanwhile. */
export function lookForFaceAhead(
  deps: FaceDeps,
  tryon: Tryon,
  { person }: { readonly person: TryonInput },
): void {
  lookForFace(deps, tryon, person).catch((error: unknown) =>
    deps.logger.debug({ err: error, tryon_id: tryon.id }, 'the photo’s face was not found ahead'),
  );
}

async function lookForFace(
  { faces, providers }: Pick<JobDeps, 'providers' | 'faces'>,
  { provider }: Tryon,
  person: TryonInput,
): Promise<Part | undefined> {
  if (!faces || providers.get(provider)?.kind === 'local') return undefined;
  const sha256 = await person.sha256();
  return sha256 === undefined ? undefined : faces.find(sha256, await person.bytes());
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
