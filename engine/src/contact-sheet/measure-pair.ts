import { readFile } from 'node:fs/promises';
import type { Mask } from '../pixels/components.js';
import { decodePicture } from '../pixels/decode.js';
import type { Raster } from '../pixels/raster.js';
import type { PreviewEngine, PreviewExplanation } from '../preview.js';
import { PreviewRefusal } from '../refusal.js';
import { measure } from './figures.js';
import { garmentCore } from './garment-core.js';
import type { Outcome } from './gate.js';
import { rounded } from './gate.js';
import type { Pair } from './pairs.js';

export interface Measured extends Outcome {
  /** The engine's own time for the pair, measuring not counted, and of that the garment's. */
  readonly totalMs?: number;
  readonly garmentMs?: number;
  readonly picture?: Uint8Array;
}

/** Garment pictures with their cores; a sheet comes back to each garment as often as there are people. */
function createGarmentReader(): (path: string) => Promise<{ picture: Raster; core: Mask }> {
  let last: { path: string; read: Promise<{ picture: Raster; core: Mask }> } | undefined;
  const read = async (path: string): Promise<{ picture: Raster; core: Mask }> => {
    const picture = await decodePicture(await readFile(path), 1000);
    return { picture, core: await garmentCore(picture) };
  };
  return (path) => {
    if (last?.path !== path) last = { path, read: read(path) };
    return last.read;
  };
}

/** Returns a function that renders one pair and measures the picture. */
export function createPairMeasurer(engine: PreviewEngine): (pair: Pair) => Promise<Measured> {
  const readGarment = createGarmentReader();
  return async ({ person, garment }) => {
    let explanation: PreviewExplanation | undefined;
    try {
      const { picture, warnings, timings } = await engine.render(
        {
          person: await readFile(person.path),
          garment: await readFile(garment.path),
          category: 'auto',
          garmentPhotoType: 'auto',
          outputFormat: 'png',
        },
        {
          onExplain: (told) => {
            explanation = told;
          },
        },
      );
      const { picture: raster, core } = await readGarment(garment.path);
      if (!explanation) throw new Error('the engine painted a picture and did not explain it');
      return {
        warnings: warnings.map(({ code }) => code),
        figures: rounded(measure(explanation, raster, core)),
        totalMs: timings['total'] ?? 0,
        garmentMs: timings['garment'] ?? 0,
        picture,
      };
    } catch (error) {
      if (error instanceof PreviewRefusal) return { refused: error.code };
      throw error;
    }
  };
}
