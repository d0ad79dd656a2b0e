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
  /** Median CIE76 distance between the warped garment and the result, the light taken out. */
  readonly median: number;
  /** The same, of the worst tenth: seams, ghosts and stains. */
  readonly p90: number;
}

/**
 * How true the painted garment is to the warped one. Light is what a broad blur sees of both: the result is brought to
 * the garment's local brightness (by 0.6 to 1.6 at most) before they are compared, so that a hue, a stain or a ghost
 * counts and a shadow does not.
 */
export function colourDistance(explanation: PreviewExplanation, cover: Plane): ColourFigures {
  const { body, picture } = explanation;
  const own = warpedColours(explanation);
  const inner = erode(cover, 2);
  const weight = createPlane(cover.width, cover.height);
  for (let i = 0; i < weight.data.length; i++) {
    weight.data[i] = inner.data[i]! > 0.98 && isPainted(body.picture, picture, i) ? 1 : 0;
  }
  const sigma = body.unit * 0.08;
  const ownLight = weightedBlur(lumaOf(own), weight, sigma, 1);
  const light = weightedBlur(lumaOf(picture), weight, sigma, 1);
  const distances: number[] = [];
  for (let i = 0; i < weight.data.length; i += 3) {
    if (weight.data[i] === 0) continue;
    const gain = clamp((ownLight.data[i]! + 0.01) / (light.data[i]! + 0.01), 0.6, 1.6);
    const [l, a, b] = labAt(picture, i, gain);
    const [ol, oa, ob] = labAt(own, i);
    distances.push(Math.hypot(l - ol, a - oa, b - ob));
  }
  distances.sort((x, y) => x - y);
  const at = (share: number): number => distances[Math.floor(distances.length * share)] ?? 0;
  return { median: at(0.5), p90: at(0.9) };
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
