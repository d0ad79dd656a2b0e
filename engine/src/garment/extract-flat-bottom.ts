import { bleed } from '../pixels/bleed.js';
import { largestComponent, maskAbove } from '../pixels/components.js';
import { mapPlane } from '../pixels/plane.js';
import type { Raster } from '../pixels/raster.js';
import { cutFromGround } from './background.js';
import { readBottomRungs } from './bottom-rungs.js';
import { refineEdge } from './edge-alpha.js';
import type { BottomGarment } from './garment.js';
import { trimWearer } from './trim-wearer.js';

/**
 * Cuts trousers, shorts or a skirt out of a picture of the garment alone on a plain ground. Expects them upright, from
 * the front, legs beside each other.
 *
 * @param picture The garment picture, sRGB, long side at most 1000 px.
 * @param whole The garment's pixels, if they have been found already.
 * @throws PreviewRefusal `garment_not_found` when the ground is busy or nothing stands out from it.
 */
export function extractFlatBottom(picture: Raster, whole = cutFromGround(picture)): BottomGarment {
  const { mask, ownFrom } = trimWearer(picture, whole);
  const { picture: cut, alpha } = refineEdge(picture, mask);
  const own = mapPlane(alpha, (v, i) => (v > 0.97 && i > (ownFrom + 3) * alpha.width ? 1 : 0));
  const colours = mask.data.indexOf(1) < ownFrom * mask.width ? bleed(cut, own) : cut;
  const rungs = readBottomRungs(largestComponent(maskAbove(alpha, 0.5)));
  return { category: 'bottoms', source: 'flat-lay', picture: colours, alpha, ...rungs };
}
