import { largestComponent, maskAbove } from '../pixels/components.js';
import type { Raster } from '../pixels/raster.js';
import { cutFromGround } from './background.js';
import { readBottomRungs } from './bottom-rungs.js';
import { refineEdge } from './edge-alpha.js';
import type { BottomGarment } from './garment.js';

/**
 * Cuts trousers, shorts or a skirt out of a picture of the garment alone on a plain ground. Expects them upright, from
 * the front, legs beside each other.
 *
 * @param picture The garment picture, sRGB, long side at most 1000 px.
 * @throws PreviewRefusal `garment_not_found` when the ground is busy or nothing stands out from it.
 */
export function extractFlatBottom(picture: Raster): BottomGarment {
  const { picture: colours, alpha } = refineEdge(picture, cutFromGround(picture));
  const rungs = readBottomRungs(largestComponent(maskAbove(alpha, 0.5)));
  return { category: 'bottoms', source: 'flat-lay', picture: colours, alpha, ...rungs };
}
