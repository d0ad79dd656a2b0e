import { bleed } from '../pixels/bleed.js';
import { boxMean } from '../pixels/blur.js';
import type { Mask } from '../pixels/components.js';
import { dilate, erode } from '../pixels/morphology.js';
import { createPlane, smoothstep } from '../pixels/plane.js';
import type { Layer, Plane, Raster } from '../pixels/raster.js';

/** Half the width of the band around the mask's edge in which coverage is estimated, in px. */
const band = 3;

/**
 * Coverage at the edge of a cut-out and colours that are only the garment's: in a band around the mask's edge every
 * pixel is placed on the line between the colour of the ground beside it (its shadow included, so the shadow counts as
 * ground) and the garment's colour, both grown in from sure pixels. Where the two are too alike the softened mask decides.
 */
export function refineEdge(picture: Raster, mask: Mask): Layer {
  const { width, height } = mask;
  const hard = createPlane(width, height);
  for (let i = 0; i < hard.data.length; i++) hard.data[i] = mask.data[i]!;
  const inner = erode(hard, band);
  const outer = dilate(hard, band);
  const ground: Plane = createPlane(width, height);
  const edge = createPlane(width, height);
  for (let i = 0; i < ground.data.length; i++) {
    ground.data[i] = 1 - outer.data[i]!;
    edge.data[i] = outer.data[i]! >= 0.5 && inner.data[i]! <= 0.5 ? 1 : 0;
  }
  const own = bleed(picture, inner);
  const around = bleed(picture, ground, edge);
  const soft = boxMean(boxMean(hard, 1), 1);
  const alpha = createPlane(width, height);
  for (let i = 0; i < alpha.data.length; i++) {
    if (outer.data[i]! < 0.5) continue;
    if (inner.data[i]! > 0.5) {
      alpha.data[i] = 1;
      continue;
    }
    let along = 0;
    let length = 0;
    for (let k = i * 3; k < i * 3 + 3; k++) {
      const line = own.data[k]! - around.data[k]!;
      along += (picture.data[k]! - around.data[k]!) * line;
      length += line * line;
    }
    const trust = smoothstep(18, 70, Math.sqrt(length));
    const onLine = length > 0 ? smoothstep(0.08, 0.95, along / length) : 0;
    alpha.data[i] = trust * onLine + (1 - trust) * smoothstep(0.2, 0.9, soft.data[i]!);
  }
  return { picture: own, alpha };
}
