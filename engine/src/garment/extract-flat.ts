import { largestComponent, maskAbove } from '../pixels/components.js';
import type { Raster } from '../pixels/raster.js';
import { cutFromGround } from './background.js';
import { checkTop } from './check-shape.js';
import { refineEdge } from './edge-alpha.js';
import type { TopGarment } from './garment.js';
import { findTopLandmarks } from './landmarks.js';
import { findBackCollar } from './neckline.js';

/**
 * Cuts a top out of a picture of the garment alone on a plain ground: laid flat, hung or on an invisible mannequin.
 * Soft shadows stay behind, edge pixels carry the garment's colour only. Expects an upright, frontal garment.
 *
 * @param picture The garment picture, sRGB, long side at most 1000 px.
 * @param cut The garment's pixels, if they have been found already.
 * @throws PreviewRefusal `garment_not_found` when the ground is busy, nothing stands out from it or it is no top.
 */
export function extractFlatGarment(
  picture: Raster,
  category: TopGarment['category'] = 'tops',
  cut = cutFromGround(picture),
): TopGarment {
  const { picture: colours, alpha } = refineEdge(picture, cut);
  const landmarks = findTopLandmarks(largestComponent(maskAbove(alpha, 0.5)));
  checkTop(landmarks);
  const collar = findBackCollar(colours, alpha, landmarks);
  if (!collar) return { category, source: 'flat-lay', picture: colours, alpha, landmarks };
  return {
    category,
    source: 'flat-lay',
    picture: colours,
    alpha,
    landmarks: { ...landmarks, neckFront: collar.front },
    backCollar: collar.inside,
  };
}
