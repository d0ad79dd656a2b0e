import { bleed } from '../pixels/bleed.js';
import { gaussianBlur } from '../pixels/blur.js';
import { dilate } from '../pixels/morphology.js';
import { above, mapPlane, smoothstep } from '../pixels/plane.js';
import type { Layer, Plane, Point } from '../pixels/raster.js';

/** Where a leg of the new garment ends, and which way the leg goes on. */
export interface HemEnd {
  readonly at: Point;
  readonly along: Point;
}

/**
 * Draws the garment's own colours out over what it would leave of the old one beside it, so that folds, bent knees and
 * a seat keep the outline they have in the photo.
 *
 * @param old the old garment, 0..1
 * @param ends past them the old garment is left alone
 * @param reach how far the colours are carried, px
 */
export function coverOld(layer: Layer, old: Plane, ends: readonly HemEnd[], reach: number): Layer {
  const { width } = layer.alpha;
  const close = dilate(above(layer.alpha, 0.5), reach);
  const open = mapPlane(close, (v, i) => {
    if (v === 0) return 0;
    const x = (i % width) + 0.5;
    const y = Math.floor(i / width) + 0.5;
    for (const { at, along } of ends) {
      const dx = x - at.x;
      const dy = y - at.y;
      if (dx * along.x + dy * along.y > -1 && Math.hypot(dx, dy) < 5 * reach) return 0;
    }
    return v;
  });
  const soft = gaussianBlur(open, 1.2);
  const grown = bleed(layer.picture, above(layer.alpha, 0.97));
  // The parser's outline is ragged where cloth and ground are alike; cloth is not.
  const smooth = gaussianBlur(old, reach * 0.08);
  const alpha = mapPlane(layer.alpha, (v, i) =>
    Math.max(v, smoothstep(0.35, 0.65, smooth.data[i]!) * soft.data[i]!),
  );
  for (let i = 0; i < alpha.data.length; i++) {
    if (layer.alpha.data[i]! > 0.97) continue;
    for (let k = i * 3; k < i * 3 + 3; k++) {
      const v = layer.alpha.data[i]!;
      grown.data[k] = v > 0.5 ? layer.picture.data[k]! : grown.data[k]!;
    }
  }
  return { picture: grown, alpha };
}
