import type { Body, Label } from '../person/body.js';
import { applyGuided, createGuide, guidedCoefficients } from '../pixels/guided-filter.js';
import type { Plane } from '../pixels/raster.js';
import { resizeRaster } from '../pixels/resize.js';

/** The parser's labels at the photo's own resolution, their edges on the photo's edges. */
export function fullLabels(body: Body): Readonly<Record<Label, Plane>> {
  const { width, height } = body.labels.top;
  const small = resizeRaster(body.picture, width, height);
  const guide = createGuide(small, 2, 1e-4);
  const full = (label: Label): Plane =>
    applyGuided(guidedCoefficients(guide, body.labels[label]), body.picture);
  const labels = {
    background: full('background'),
    skin: full('skin'),
    hair: full('hair'),
    top: full('top'),
    bottom: full('bottom'),
  };
  for (let i = 0; i < labels.top.data.length; i++) {
    const sum =
      labels.background.data[i]! +
      labels.skin.data[i]! +
      labels.hair.data[i]! +
      labels.top.data[i]! +
      labels.bottom.data[i]! +
      1e-6;
    labels.background.data[i] = labels.background.data[i]! / sum;
    labels.skin.data[i] = labels.skin.data[i]! / sum;
    labels.hair.data[i] = labels.hair.data[i]! / sum;
    labels.top.data[i] = labels.top.data[i]! / sum;
    labels.bottom.data[i] = labels.bottom.data[i]! / sum;
  }
  return labels;
}
