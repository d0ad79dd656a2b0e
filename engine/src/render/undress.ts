import type { BottomShape } from '../garment/garment.js';
import type { Body } from '../person/body.js';
import { bodyFrame, scalePose, torsoT } from '../person/frame.js';
import type { LegFigure } from '../person/leg-figure.js';
import { lowerWear } from '../person/lower-wear.js';
import { dilate, erode } from '../pixels/morphology.js';
import { mapPlane, smoothstep } from '../pixels/plane.js';
import type { Layer, Plane } from '../pixels/raster.js';
import { resizePlane } from '../pixels/resize.js';
import { boundsOf, cropLayer, cropPlane, type Window, wholeOf, windowOver } from '../pixels/window.js';
import { armSilhouette } from './arm-silhouette.js';
import { bareLegs } from './bare-legs.js';
import type { Undressing } from './compose.js';
import { fullLabels } from './full-labels.js';

function armsOf(body: Body, window: Window): Plane {
  return resizePlane(armSilhouette(body), body.picture.width, body.picture.height, window);
}

/** A trace of the old top at label size below which its outline at the photo's size does not reach. */
const traceOfTop = 0.02;

/** Where something changes when the old garment goes and the new one comes, with room for shadows and for what grows in. */
function changing(body: Body, old: Window | undefined, layers: readonly Layer[]): Window {
  const bounds = layers.map(({ alpha }) => boundsOf([alpha], 0.05));
  return windowOver([old, ...bounds], body.unit * 0.2, body.picture);
}

/**
 * Where below the waist the old top can be, 0..1: near its own cloth. Along the edges of trousers the mixed pixels of
 * cloth and ground may have a top's colour; painted out, they would leave the trousers' outline ragged.
 */
function nearOldTop(body: Body, window: Window): Plane {
  const { top } = body.labels;
  const frame = bodyFrame(scalePose(body.pose, 1 / body.labelScale));
  const r = Math.max(1.5, 0.02 * frame.unit);
  const sure = mapPlane(top, (v) => (v > 0.5 ? 1 : 0));
  const near = dilate(erode(sure, r), r + 0.05 * frame.unit);
  const small = mapPlane(near, (v, i) => {
    const t = torsoT(frame, (i % near.width) + 0.5, Math.floor(i / near.width) + 0.5);
    return Math.max(v, smoothstep(0.98, 0.9, t));
  });
  return resizePlane(small, body.picture.width, body.picture.height, window);
}

/** The old top goes; trousers and arms come into view. Nothing outside the window is computed at the photo's size. */
export function undressTop(body: Body, dressed: readonly Layer[]): Undressing {
  const small = boundsOf([body.labels.top], traceOfTop);
  const s = body.labelScale;
  const old = small && {
    left: Math.floor(small.left * s),
    top: Math.floor(small.top * s),
    width: Math.ceil(small.width * s),
    height: Math.ceil(small.height * s),
  };
  const window = changing(body, old, dressed);
  const labels = fullLabels(body, window);
  const near = nearOldTop(body, window);
  return {
    window,
    labels,
    old: mapPlane(labels.top, (v, i) => v * near.data[i]!),
    beneath: labels.bottom,
    arms: armsOf(body, window),
    limbs: undefined,
    under: undefined,
    over: undefined,
  };
}

/** What was found in the whole photo, cut to where something changes. */
function cut(body: Body, dressed: readonly Layer[], whole: Omit<Undressing, 'window'>): Undressing {
  const layers = whole.limbs ? [...dressed, whole.limbs] : dressed;
  const window = changing(body, boundsOf([whole.old], 0.05), layers);
  const { labels, limbs } = whole;
  const part = (plane: Plane | undefined): Plane | undefined => plane && cropPlane(plane, window);
  return {
    window,
    labels: {
      background: cropPlane(labels.background, window),
      skin: cropPlane(labels.skin, window),
      hair: cropPlane(labels.hair, window),
      top: cropPlane(labels.top, window),
      bottom: cropPlane(labels.bottom, window),
    },
    old: cropPlane(whole.old, window),
    beneath: part(whole.beneath),
    arms: part(whole.arms),
    limbs: limbs && cropLayer(limbs, window),
    under: part(whole.under),
    over: part(whole.over),
  };
}

/**
 * The old trousers or skirt go; the top stays on over the new ones, and bare legs come into view.
 *
 * @param cover draws the new garment out over what is left of the old one, which it is given at the photo's size
 */
export function undressBottom(
  body: Body,
  figure: LegFigure,
  shape: BottomShape,
  hems: readonly [number, number],
  cover: (old: Plane) => Layer,
): { readonly torso: Layer; readonly undressing: Undressing } {
  const labels = fullLabels(body);
  const { shoes, cloth } = lowerWear(body, labels, figure);
  const torso = cover(cloth);
  const undressing = cut(body, [torso], {
    labels,
    old: cloth,
    beneath: undefined,
    arms: undefined,
    limbs: bareLegs(body, labels, figure, hems),
    under: shape === 'skirt' ? shoes : undefined,
    over: mapPlane(labels.top, (v, i) =>
      Math.max(smoothstep(0.3, 0.72, v), shape === 'skirt' ? 0 : shoes.data[i]!),
    ),
  });
  return { torso, undressing };
}

/** Top and trousers go together; arms and, where the photo shows them, legs come into view. */
export function undressWhole(
  body: Body,
  dressed: readonly Layer[],
  figure: LegFigure | undefined,
  hems: readonly [number, number] | undefined,
): Undressing {
  const labels = fullLabels(body);
  const lower = figure && lowerWear(body, labels, figure);
  const bottom = lower?.cloth ?? labels.bottom;
  const old = mapPlane(labels.top, (v, i) => Math.min(1, v + bottom.data[i]!));
  return cut(body, dressed, {
    labels,
    old,
    beneath: undefined,
    arms: armsOf(body, wholeOf(body.picture)),
    limbs: figure && hems && bareLegs(body, labels, figure, hems),
    under: lower?.shoes,
    over: undefined,
  });
}
