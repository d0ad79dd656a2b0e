import type { TryonWarning } from '@tryon/core/tryons/tryon';
import { type PreviewPool, PreviewRefusal } from '@tryon/engine';
import { type LocalProvider, ProviderFailure } from './provider.js';

/** The offline preview engine, in its own threads. It makes one picture, whatever number is asked. */
export function previewProvider(pool: PreviewPool): LocalProvider {
  return {
    kind: 'local',
    name: 'preview',
    async generate(request, { signal, onProgress }) {
      const [person, garment] = await Promise.all([request.person.bytes(), request.garment.bytes()]);
      try {
        const result = await pool.render(
          {
            person,
            garment,
            category: request.category,
            garmentPhotoType: request.garmentPhotoType,
            // Without a loss, and quickly: a result is encoded once, where it is marked.
            outputFormat: 'png',
          },
          { signal, onProgress },
        );
        const warnings: TryonWarning[] = [...result.warnings];
        if (request.numSamples > 1) {
          warnings.push({
            code: 'one_sample',
            message: 'The preview engine makes one picture; only one was made and charged.',
          });
        }
        return {
          pictures: [{ bytes: result.picture }],
          category: result.category,
          garmentPhotoType: result.garmentPhotoType,
          warnings,
          face: result.face,
        };
      } catch (error) {
        if (error instanceof PreviewRefusal)
          throw new ProviderFailure(error.code, error.message, { cause: error });
        throw error;
      }
    },
  };
}
