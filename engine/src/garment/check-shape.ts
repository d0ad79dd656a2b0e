import type { Mask } from '../pixels/components.js';
import { PreviewRefusal } from '../refusal.js';
import type { TopLandmarks, TopSide } from './garment.js';

/** Overlap of an upright, frontal garment with its mirror image: seldom below .9; lying on its side .72. */
const minSymmetry = 0.8;

/** Overlap (intersection over union) of a mask with its mirror image about the best upright axis, 0..1. */
export function symmetryOf({ width, height, data }: Mask): number {
  let sum = 0;
  let area = 0;
  for (let i = 0; i < data.length; i++) {
    if (!data[i]) continue;
    sum += i % width;
    area++;
  }
  if (area === 0) return 0;
  const middle = Math.round((2 * sum) / area);
  const reach = Math.round(0.06 * width);
  let best = 0;
  for (let axis = middle - reach; axis <= middle + reach; axis += 4) {
    let both = 0;
    let seen = 0;
    for (let y = 0; y < height; y += 3) {
      for (let x = 0; x < width; x += 2) {
        const other = axis - x;
        const here = data[y * width + x]!;
        if (!here) continue;
        seen++;
        if (other >= 0 && other < width && data[y * width + other]) both++;
      }
    }
    best = Math.max(best, both / Math.max(1, 2 * seen - both));
  }
  return best;
}

/**
 * Refuses what no garment looks like from the front: a shoe, or a shirt that lies on its side.
 *
 * @throws PreviewRefusal `garment_not_found`
 */
export function checkUpright(mask: Mask): void {
  if (symmetryOf(mask) >= minSymmetry) return;
  const message = 'The garment picture should show the garment upright and from the front.';
  throw new PreviewRefusal('garment_not_found', message);
}

/**
 * Refuses landmarks that no top or dress has, all lengths being shares of its shoulders' width: a bag's handle is no
 * neck, a folded shirt has no armholes, and shoulders are level. A garment without shoulders cannot be hung on a body here.
 *
 * @throws PreviewRefusal `garment_not_found`
 */
export function checkTop({ left, right }: Pick<TopLandmarks, 'left' | 'right'>): void {
  const shoulders = right.shoulder.x - left.shoulder.x;
  const share = (px: number): number => px / Math.max(1, shoulders);
  const armhole = (side: TopSide): number => share(side.armpit.y - side.shoulder.y);
  const neck = share(right.neck.x - left.neck.x);
  const chest = share(right.armpit.x - left.armpit.x);
  const level = share(Math.abs(right.shoulder.y - left.shoulder.y));
  const isTop =
    neck > 0.08 &&
    chest < 2.2 &&
    level < 0.25 &&
    Math.abs(armhole(left) - armhole(right)) < 0.25 &&
    armhole(left) + armhole(right) > 0.12;
  if (isTop) return;
  throw new PreviewRefusal(
    'garment_not_found',
    'The garment picture shows no top or dress with both shoulders, upright and from the front.',
  );
}
