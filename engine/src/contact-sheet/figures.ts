import type { Mask } from '../pixels/components.js';
import type { Raster } from '../pixels/raster.js';
import type { PreviewExplanation } from '../preview.js';
import { colourDistance, paletteDrift } from './colour.js';
import { oldClothLeft } from './old-cloth.js';
import { capsulesOf, coverOf, farGround, garmentZone, within } from './zones.js';

/** What is measured of one picture. Shares lie in 0..1. */
export interface Figures {
  /** Share of pixels outside the garment zone (the engine's own masks and a margin) that are the photo's, bit for bit. */
  readonly outside: number;
  /** The same of the middle of the face, the knuckles and the far ground, found from joints alone. */
  readonly face: number;
  readonly hands: number;
  readonly far: number;
  /** dE (CIE76) between warped garment and result: the median, and what stains it (90th percentile, light taken out). */
  readonly colour: number;
  readonly stain: number;
  /** Distance between the colours of garment picture and result, wherever they lie. */
  readonly palette: number;
  /** Share of the old garment's pixels that are still seen. */
  readonly oldLeft: number;
}

function unchangedShare(photo: Raster, now: Raster, where: Uint8Array): number {
  let total = 0;
  let same = 0;
  for (let i = 0; i < where.length; i++) {
    if (!where[i]) continue;
    total++;
    const k = i * 3;
    if (
      photo.data[k] === now.data[k] &&
      photo.data[k + 1] === now.data[k + 1] &&
      photo.data[k + 2] === now.data[k + 2]
    )
      same++;
  }
  return total > 0 ? same / total : 1;
}

/** Measures one render. `garment` is the garment's decoded picture and `core` where surely only cloth is seen in it. */
export function measure(explanation: PreviewExplanation, garment: Raster, core: Mask): Figures {
  const { body, picture } = explanation;
  const cover = coverOf(explanation);
  const zone = garmentZone(explanation, cover);
  const { face, hands } = capsulesOf(body);
  const same = (where: Uint8Array): number => unchangedShare(body.picture, picture, where);
  const { median, stain } = colourDistance(explanation, cover);
  return {
    outside: same(zone.data.map((v) => 1 - v)),
    face: same(within(body, face).data),
    hands: same(within(body, hands).data),
    far: same(farGround(body).data),
    colour: median,
    stain,
    palette: paletteDrift(explanation, cover, garment, core.data),
    oldLeft: oldClothLeft(explanation, cover),
  };
}
