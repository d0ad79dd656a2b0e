import type { Body, Label } from '../person/body.js';
import { bleed } from '../pixels/bleed.js';
import { gaussianBlur } from '../pixels/blur.js';
import { componentsOf, fillHoles, maskAbove } from '../pixels/components.js';
import { dilate } from '../pixels/morphology.js';
import { above, clamp, createPlane, createRaster, mapPlane } from '../pixels/plane.js';
import type { Layer, Plane, Raster } from '../pixels/raster.js';
import { cropLayer, cropRaster, pasteRaster, type Window } from '../pixels/window.js';
import { cleanPlate } from './clean-plate.js';
import { findOccluders, unmixed } from './occluders.js';
import { lightUp, photoLight } from './photo-light.js';
import { applyShading, shadingOf } from './shade.js';

/** A garment bent to the body, at the size of the body's picture. */
export interface DressedLayers {
  /** The garment without its sleeves. */
  readonly torso: Layer;
  readonly sleeves: readonly Layer[];
  /** The inside back of a collar or hood, seen behind the neck. */
  readonly behind?: Layer;
}

/** What of the photo goes, what comes into view in its place, and what stays in front, in a window of the photo. */
export interface Undressing {
  /** Outside it the photo stays as it is. */
  readonly window: Window;
  /** The parser's labels, summing to 1. */
  readonly labels: Readonly<Record<Label, Plane>>;
  /** The old garment, 0..1: it is painted out. */
  readonly old: Plane;
  /** What lies under it at its lower end, to be grown into the gap: trousers under a top; undefined if nothing does. */
  readonly beneath: Plane | undefined;
  /** Where arms are, bare or in the old sleeves; undefined when the garment has nothing to do with them. */
  readonly arms: Plane | undefined;
  /** Bare limbs that come into view; painted before the garment. */
  readonly limbs: Layer | undefined;
  /** What stays on under the new garment where that covers it, else as it is: shoes under a dress. */
  readonly under: Plane | undefined;
  /** What stays on over the new garment: the top over new trousers. */
  readonly over: Plane | undefined;
}

const contactShadow = 0.2;
const dropShadow = 0.3;

function over(base: Raster, picture: Raster, alpha: Plane): void {
  for (let i = 0; i < alpha.data.length; i++) {
    const a = alpha.data[i]!;
    if (a <= 0) continue;
    for (let k = i * 3; k < i * 3 + 3; k++) base.data[k] = base.data[k]! * (1 - a) + picture.data[k]! * a;
  }
}

/** Lays a layer over a garment that is itself transparent in places, as coverage `alpha` tells; updates both. */
function join(garment: Raster, alpha: Plane, layer: Layer): void {
  for (let i = 0; i < alpha.data.length; i++) {
    const a = layer.alpha.data[i]!;
    if (a <= 0) continue;
    const below = alpha.data[i]! * (1 - a);
    const share = a / (a + below);
    for (let k = i * 3; k < i * 3 + 3; k++) {
      garment.data[k] = garment.data[k]! * (1 - share) + layer.picture.data[k]! * share;
    }
    alpha.data[i] = a + below;
  }
}

function darken(base: Raster, amount: Plane): void {
  for (let i = 0; i < amount.data.length; i++) {
    const s = 1 - amount.data[i]!;
    if (s >= 1) continue;
    for (let k = i * 3; k < i * 3 + 3; k++) base.data[k] = base.data[k]! * s;
  }
}

/** The shadow a layer throws a little downwards, `strength` at its darkest. */
function shadowOf(alpha: Plane, blurPx: number, dropPx: number, strength: number): Plane {
  const soft = gaussianBlur(alpha, blurPx);
  const { width, height } = alpha;
  const drop = Math.round(dropPx);
  const out = createPlane(width, height);
  for (let y = drop; y < height; y++) {
    for (let x = 0; x < width; x++) {
      out.data[y * width + x] = soft.data[(y - drop) * width + x]! * strength;
    }
  }
  return out;
}

function times(a: Plane, b: Plane): Plane {
  const out = createPlane(a.width, a.height);
  for (let i = 0; i < out.data.length; i++) out.data[i] = a.data[i]! * b.data[i]!;
  return out;
}

function without(a: Plane, b: Plane): Plane {
  const out = createPlane(a.width, a.height);
  for (let i = 0; i < out.data.length; i++) out.data[i] = a.data[i]! * (1 - b.data[i]!);
  return out;
}

function union(planes: readonly Plane[]): Plane {
  const out = createPlane(planes[0]!.width, planes[0]!.height);
  for (const plane of planes) {
    for (let i = 0; i < out.data.length; i++) out.data[i] = Math.max(out.data[i]!, plane.data[i]!);
  }
  return out;
}

/** Fine gaps between sleeve and trunk, to be closed with the garment's own colour; round, unlike a box's closing. */
function seams(cover: Plane, unit: number): Plane {
  const near = gaussianBlur(cover, unit * 0.02);
  const closed = fillHoles(
    maskAbove(
      mapPlane(near, (v, i) => (v > 0.69 || cover.data[i]! > 0.5 ? 1 : 0)),
      0.5,
    ),
    (unit * 0.08) ** 2,
  );
  const gap = { ...closed, data: closed.data.map((v, i) => (v && cover.data[i]! <= 0.5 ? 1 : 0)) };
  // Specks of a few pixels are only the roughness of an edge.
  const { labels, sizes } = componentsOf(gap);
  const real = mapPlane(cover, (_, i) => (gap.data[i] && sizes[labels[i]!]! >= 12 ? 1 : 0));
  const soft = gaussianBlur(dilate(real, 1), 0.8);
  for (let i = 0; i < soft.data.length; i++) soft.data[i] = Math.max(0, soft.data[i]! - cover.data[i]!);
  return soft;
}

/**
 * Lays the garment over the photo: old top painted out, collar inside, trunk, sleeves, and in front of them the hands and
 * hair of the photo itself. Pixels the garment does not touch are the photo's own, bit for bit.
 */
export function compose(body: Body, dressed: DressedLayers, undressing: Undressing): Raster {
  const { window, labels, old, arms, limbs, over: worn } = undressing;
  const occluders = findOccluders(body, labels, window);
  const picture = cropRaster(body.picture, window);
  const torso = cropLayer(dressed.torso, window);
  const sleeves = dressed.sleeves.map((sleeve) => cropLayer(sleeve, window));
  const behind = dressed.behind && cropLayer(dressed.behind, window);
  const u = body.unit;

  const cover = union([torso.alpha, ...sleeves.map((sleeve) => sleeve.alpha)]);
  const {
    picture: base,
    removed,
    ground,
  } = cleanPlate({
    picture,
    labels,
    old,
    beneath: undressing.beneath,
    trunk: behind ? union([torso.alpha, behind.alpha]) : torso.alpha,
    arms,
    front: occluders.front,
    head: occluders.head.alpha,
    throat: occluders.throat,
    unit: u,
  });
  const onBody = mapPlane(ground, (v) => 1 - v);

  if (limbs) over(base, limbs.picture, times(limbs.alpha, removed));
  const kept = undressing.under;
  if (kept) over(base, unmixed(picture, kept), times(kept, removed));
  const shading = shadingOf(picture, old, labels.skin, u, arms ? 1 : 0.5);
  const sleeveCover =
    sleeves.length > 0
      ? union(sleeves.map((sleeve) => sleeve.alpha))
      : createPlane(cover.width, cover.height);
  // Old and new sleeves seldom end alike, and inside an old sleeve it is dark: its light counts little there and at the
  // armhole, where the sleeve fades into the trunk.
  const sleeveShading = mapPlane(shading, (v) => clamp(1 + (v - 1) * 0.3, 0.95, 1.05));
  const armhole = gaussianBlur(sleeveCover, u * 0.03);
  const trunkShading = mapPlane(shading, (v, i) => {
    const share = Math.min(1, armhole.data[i]! * 2);
    return v * (1 - share) + sleeveShading.data[i]! * share;
  });
  applyShading(torso.picture, trunkShading);
  for (const sleeve of sleeves) applyShading(sleeve.picture, sleeveShading);
  const light = photoLight(body.small);
  for (const layer of [torso, ...sleeves, ...(behind ? [behind] : [])]) lightUp(layer.picture, light);

  if (behind)
    over(base, behind.picture, without(behind.alpha, union([occluders.neck, occluders.head.alpha])));
  const shadow = times(without(shadowOf(cover, u * 0.014, u * 0.014, dropShadow), cover), onBody);
  darken(base, shadow);
  const garment = createRaster(picture.width, picture.height);
  garment.data.set(torso.picture.data);
  darken(garment, without(shadowOf(sleeveCover, u * 0.02, 0, contactShadow), sleeveCover));
  const laid = { ...torso.alpha, data: torso.alpha.data.slice() };
  for (const sleeve of sleeves) join(garment, laid, sleeve);
  const gap = seams(cover, u);
  const known = above(cover, 0.98);
  over(garment, bleed(garment, known, gap), gap);
  const alpha = mapPlane(cover, (v, i) => Math.min(1, v + gap.data[i]!));

  // Sleeves lie over the arms, but not over the hands that come out of them.
  const aroundSleeves = dilate(sleeveCover, u * 0.06);
  const front = mapPlane(occluders.arms.alpha, (v, i) => {
    return Math.max(
      v * (1 - aroundSleeves.data[i]!),
      aroundSleeves.data[i]! > 0 ? occluders.hands.data[i]! : 0,
    );
  });
  over(base, garment, alpha);
  if (worn) {
    const touched = union([alpha, removed, shadow]);
    const mine = times(worn, above(touched, 0.004));
    darken(base, times(without(shadowOf(worn, u * 0.02, u * 0.012, contactShadow), worn), alpha));
    over(base, unmixed(picture, worn), mine);
  }
  over(
    base,
    occluders.arms.picture,
    // An arm in front of the trunk lies in front of the trunk's shadow too.
    times(front, union([above(alpha, 0), above(shadow, 0.004)])),
  );
  // Where nothing was painted the photo's own pixels are kept, mixed edges and all.
  const painted = union([alpha, removed, shadow, ...(behind ? [behind.alpha] : [])]);
  over(base, occluders.head.picture, times(occluders.head.alpha, above(painted, 0.004)));
  return pasteRaster(body.picture, base, window);
}
