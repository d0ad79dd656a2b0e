import type { Garment } from '../garment/garment.js';
import type { Body } from '../person/body.js';
import { type LegFigure, type LegLine, readLegs, showsLegs, stands } from '../person/leg-figure.js';
import { samplePlane } from '../pixels/plane.js';
import type { Layer, Plane } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import { clipBottom } from './clip-bottom.js';
import type { DressedLayers, Undressing } from './compose.js';
import { coverOld } from './cover-old.js';
import { undressBottom, undressTop, undressWhole } from './undress.js';
import { warpBottom } from './warp-bottom.js';
import { warpTop } from './warp-top.js';

/** How far down each leg the garment reaches, px along its axis, the picture's left first. */
function hemsOn(alpha: Plane, { left, right }: LegFigure): readonly [number, number] {
  const hem = ({ axis, shoeAt }: LegLine): number => {
    for (let p = shoeAt; p > 0.1 * axis.bend; p -= 1) {
      const at = axis.at(p);
      if (samplePlane(alpha, at.x, at.y) > 0.5) return p;
    }
    return 0.1 * axis.bend;
  };
  return [hem(left), hem(right)];
}

/**
 * Bends the garment to the body and says what of the photo goes and what stays.
 *
 * @throws PreviewRefusal `legs_not_visible` when the garment needs legs that do not show, or a standing person.
 */
export function dress(garment: Garment, body: Body): { dressed: DressedLayers; undressing: Undressing } {
  if (garment.category === 'bottoms') {
    const { layer, figure } = warpBottom(garment, body);
    const hems = hemsOn(layer.alpha, figure);
    const ends = [figure.left, figure.right].map(({ axis }, k) => ({
      at: axis.at(hems[k]!),
      along: axis.along(hems[k]!),
    }));
    const cover = (old: Plane): Layer =>
      garment.shape === 'skirt'
        ? layer
        : coverOld(clipBottom(layer, old, body, !stands(figure)), old, ends, 0.14 * body.unit);
    const { torso, undressing } = undressBottom(body, figure, garment.shape, hems, cover);
    return { dressed: { torso, sleeves: [] }, undressing };
  }
  const dressed = warpTop(garment, body);
  const layers = [dressed.torso, ...dressed.sleeves];
  if (garment.category === 'tops') return { dressed, undressing: undressTop(body, layers) };
  const figure = showsLegs(body) ? readLegs(body) : undefined;
  if (figure && !stands(figure)) {
    throw new PreviewRefusal('legs_not_visible', 'A skirt or dress can only be shown on a standing person.');
  }
  const hems = figure && hemsOn(dressed.torso.alpha, figure);
  return { dressed, undressing: undressWhole(body, layers, figure, hems) };
}
