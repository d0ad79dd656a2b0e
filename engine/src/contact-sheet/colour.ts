import { weightedBlur } from '../pixels/blur.js';
import { labOf } from '../pixels/lab.js';
import { erode } from '../pixels/morphology.js';
import { clamp, createPlane, createRaster, lumaOf } from '../pixels/plane.js';
import type { Plane, Raster } from '../pixels/raster.js';
import type { PreviewExplanation } from '../preview.js';

/** The garment's own colours on the body, before light and shadow. */
function warpedColours({ layers, picture }: PreviewExplanation): Raster {
  const out = createRaster(picture.width, picture.height);
  for (const layer of layers) {
    for (let i = 0; i < layer.alpha.data.length; i++) {
      const a = layer.alpha.data[i]!;
      for (let k = i * 3; k < i * 3 + 3; k++) {
        out.data[k] = out.data[k]! * (1 - a) + layer.picture.data[k]! * a;
      }
    }
  }
  return out;
}

function isPainted(photo: Raster, now: Raster, i: number): boolean {
  const k = i * 3;
  return (
    photo.data[k] !== now.data[k] ||
    photo.data[k + 1] !== now.data[k + 1] ||
    photo.data[k + 2] !== now.data[k + 2]
  );
}

function labAt(picture: Raster, i: number, gain = 1): [number, number, number] {
  const at = (k: number): number => clamp(Math.round(picture.data[i * 3 + k]! * gain), 0, 255);
  return labOf(at(0), at(1), at(2));
}

export interface ColourFigures {
  /** Median dE, one gain for the whole garment: folds and shading count. */
  readonly median: number;
  /** 90th percentile dE after a broad blur's light was taken out too: ghosts, stains and wrong hues count. */
  readonly stain: number;
}

/**
 * How true the painted garment is to the warped one, as CIE76 distances. Light is not the garment's, so the result is
 * brought to the garment's brightness first (by 0.6 to 1.6 at most): once as a whole, once as a broad blur sees both.
 */
export function colourDistance(explanation: PreviewExplanation, cover: Plane): ColourFigures {
  const { body, picture } = explanation;
  const own = warpedColours(explanation);
  const inner = erode(cover, 2);
  const weight = createPlane(cover.width, cover.height);
  for (let i = 0; i < weight.data.length; i++) {
    weight.data[i] = inner.data[i]! > 0.98 && isPainted(body.picture, picture, i) ? 1 : 0;
  }
  const ownLuma = lumaOf(own);
  const luma = lumaOf(picture);
  const sigma = body.unit * 0.08;
  const ownLight = weightedBlur(ownLuma, weight, sigma, 1);
  const light = weightedBlur(luma, weight, sigma, 1);
  const gains: number[] = [];
  for (let i = 0; i < weight.data.length; i += 7) {
    if (weight.data[i] !== 0) gains.push((ownLuma.data[i]! + 0.01) / (luma.data[i]! + 0.01));
  }
  const gain = clamp(quantile(gains, 0.5), 0.6, 1.6);
  const whole: number[] = [];
  const local: number[] = [];
  for (let i = 0; i < weight.data.length; i += 3) {
    if (weight.data[i] === 0) continue;
    const cloth = labAt(own, i);
    whole.push(distance(labAt(picture, i, gain), cloth));
    const near = clamp((ownLight.data[i]! + 0.01) / (light.data[i]! + 0.01), 0.6, 1.6);
    local.push(distance(labAt(picture, i, near), cloth));
  }
  return { median: quantile(whole, 0.5), stain: quantile(local, 0.9) };
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}

/** 0 of no values. */
function quantile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length * share)] ?? 0;
}

/** Sorted values of one Lab channel; lightness less its median, for light is not the garment's. */
function spread(labs: readonly (readonly number[])[], channel: number): number[] {
  const values = labs.map((lab) => lab[channel]!).sort((x, y) => x - y);
  const middle = channel === 0 ? values[values.length >> 1]! : 0;
  return values.map((v) => v - middle);
}

/**
 * Distance between two sets of colours whatever their places: the length of the vector of earth mover's distances of
 * L*, a* and b*. Infinite if one is empty.
 */
function paletteDistance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  if (a.length === 0 || b.length === 0) return Number.POSITIVE_INFINITY;
  const steps = 200;
  const moved = [0, 1, 2].map((channel) => {
    const from = spread(a, channel);
    const to = spread(b, channel);
    let sum = 0;
    for (let k = 0; k < steps; k++) {
      const at = (values: readonly number[]): number =>
        values[Math.floor(((k + 0.5) / steps) * values.length)]!;
      sum += Math.abs(at(from) - at(to));
    }
    return sum / steps;
  });
  return Math.hypot(...moved);
}

/**
 * How far the colours of the whole dressed garment lie from those in the garment's own picture, as `core` (1 where
 * surely only the garment is seen, found without the engine's cut-out) tells; a garment that lost its sleeves or took
 * its ground along shows here.
 */
export function paletteDrift(
  { body, picture }: PreviewExplanation,
  cover: Plane,
  garment: Raster,
  core: Uint8Array,
): number {
  const there: (readonly number[])[] = [];
  const here: (readonly number[])[] = [];
  for (let i = 0; i < core.length; i += 5) if (core[i]) there.push(labAt(garment, i));
  const inner = erode(cover, 2);
  for (let i = 0; i < inner.data.length; i += 5) {
    if (inner.data[i]! > 0.98 && isPainted(body.picture, picture, i)) here.push(labAt(picture, i));
  }
  return paletteDistance(there, here);
}
