import type { Body, Label } from '../person/body.js';
import { guidedShares } from '../pixels/guided-filter.js';
import type { Plane } from '../pixels/raster.js';
import { type Window, wholeOf } from '../pixels/window.js';

/** The parser's labels at the photo's own resolution, their edges on the photo's edges; all of it, or a window. */
export function fullLabels(
  body: Body,
  window: Window = wholeOf(body.picture),
): Readonly<Record<Label, Plane>> {
  const { skin, hair, top, bottom } = body.labels;
  const guide = { picture: body.small, radius: 2, epsilon: 1e-4 };
  const { shares, rest } = guidedShares(guide, [skin, hair, top, bottom], body.picture, window);
  return { background: rest, skin: shares[0]!, hair: shares[1]!, top: shares[2]!, bottom: shares[3]! };
}
