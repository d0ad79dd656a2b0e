import type { Body } from '../person/body.js';
import { bodyFrame, torsoT } from '../person/frame.js';
import { gaussianBlur } from '../pixels/blur.js';
import { mapPlane, smoothstep } from '../pixels/plane.js';
import type { Layer, Plane } from '../pixels/raster.js';
import { resizePlane } from '../pixels/resize.js';

/** How far new trousers may reach past what is worn now, in body units. */
const reach = 0.045;

/**
 * Cuts off what of new trousers stands out from the body: at waist and hips of somebody who stands (legs may be wider than
 * the old ones), everywhere on somebody who sits, where cloth bends in ways that the rungs do not know.
 *
 * @param old the old trousers at the photo's size
 */
export function clipBottom(layer: Layer, old: Plane, body: Body, sits: boolean): Layer {
  const { width, height } = old;
  const frame = bodyFrame(body.pose);
  const top = resizePlane(body.labels.top, width, height);
  const worn = mapPlane(old, (v, i) => (v > 0.3 || top.data[i]! > 0.3 ? 1 : 0));
  // Rounder than a dilation, which makes a block of every speck of the label's ragged edge.
  const near = mapPlane(gaussianBlur(worn, reach * frame.unit), (v) => smoothstep(0.1, 0.22, v));
  const alpha = mapPlane(layer.alpha, (v, i) => {
    if (v === 0) return 0;
    const t = torsoT(frame, (i % width) + 0.5, Math.floor(i / width) + 0.5);
    return v * (sits ? near.data[i]! : Math.max(near.data[i]!, smoothstep(1.15, 1.35, t)));
  });
  return { picture: layer.picture, alpha };
}
