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

interface GarmentPicture {
  readonly picture: Raster;
  readonly core: Mask;
}

/** Garment pictures with their cores; a sheet comes back to each garment as often as there are people. */
function createGarmentReader(): (pair: Pair) => Promise<GarmentPicture> {
  let last: { readonly key: string; readonly read: Promise<GarmentPicture> } | undefined;
  const read = async ({ garment, category }: Pair): Promise<GarmentPicture> => {
    const picture = await decodePicture(await readFile(garment.path), 1000);
    return { picture, core: await garmentCore(picture, category) };
  };
  return (pair) => {
    const key = `${pair.garment.path} ${pair.category}`;
    if (last?.key !== key) last = { key, read: read(pair) };
    return last.read;
  };
}

/** Returns a function that renders one pair and measures the picture. */
export function createPairMeasurer(engine: PreviewEngine): (pair: Pair) => Promise<Measured> {
  const readGarment = createGarmentReader();
  return async (pair) => {
    const { person, garment, category } = pair;
    let explanation: PreviewExplanation | undefined;
    try {
      const { picture, warnings, timings } = await engine.render(
        {
          person: await readFile(person.path),
          garment: await readFile(garment.path),
          category,
          garmentPhotoType: 'auto',
          outputFormat: 'png',
        },
        {
          onExplain: (told) => {
            explanation = told;
          },
        },
      );
      const { picture: raster, core } = await readGarment(pair);
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
