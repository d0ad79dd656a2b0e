import type { BottomShape } from '../garment/garment.js';
import type { Body } from '../person/body.js';
import type { LegFigure } from '../person/leg-figure.js';
import { lowerWear } from '../person/lower-wear.js';
import { mapPlane, smoothstep } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';
import { resizePlane } from '../pixels/resize.js';
import { armSilhouette } from './arm-silhouette.js';
import { bareLegs } from './bare-legs.js';
import type { Undressing } from './compose.js';
import { fullLabels } from './full-labels.js';

function armsOf(body: Body): Plane {
  return resizePlane(armSilhouette(body), body.picture.width, body.picture.height);
}

/** The old top goes; trousers and arms come into view. */
export function undressTop(body: Body): Undressing {
  const labels = fullLabels(body);
  return {
    labels,
    old: labels.top,
    beneath: labels.bottom,
    arms: armsOf(body),
    limbs: undefined,
    under: undefined,
    over: undefined,
  };
}

/** The old trousers or skirt go; the top stays on over the new ones, and bare legs come into view. */
export function undressBottom(
  body: Body,
  figure: LegFigure,
  shape: BottomShape,
  hems: readonly [number, number],
): Undressing {
  const labels = fullLabels(body);
  const { shoes, cloth } = lowerWear(body, labels, figure);
  return {
    labels,
    old: cloth,
    beneath: undefined,
    arms: undefined,
    limbs: bareLegs(body, labels, figure, hems),
    under: shape === 'skirt' ? shoes : undefined,
    over: mapPlane(labels.top, (v, i) =>
      Math.max(smoothstep(0.3, 0.72, v), shape === 'skirt' ? 0 : shoes.data[i]!),
    ),
  };
}

/** Top and trousers go together; arms and, where the photo shows them, legs come into view. */
export function undressWhole(
  body: Body,
  figure: LegFigure | undefined,
  hems: readonly [number, number] | undefined,
): Undressing {
  const labels = fullLabels(body);
  const lower = figure && lowerWear(body, labels, figure);
  const bottom = lower?.cloth ?? labels.bottom;
  const old = mapPlane(labels.top, (v, i) => Math.min(1, v + bottom.data[i]!));
  return {
    labels,
    old,
    beneath: undefined,
    arms: armsOf(body),
    limbs: figure && hems && bareLegs(body, labels, figure, hems),
    under: lower?.shoes,
    over: undefined,
  };
}
