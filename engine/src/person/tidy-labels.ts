import { componentsOf, maskAbove } from '../pixels/components.js';
import { dilate } from '../pixels/morphology.js';
import { createPlane } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';
import type { Label, Pose } from './body.js';
import { type BodyFrame, torsoT } from './frame.js';

/**
 * Removes what no body has: hair that does not hang from the head becomes whatever else is likeliest there, and so does
 * top away from the garment.
 */
export function tidyLabels(
  labels: Readonly<Record<Label, Plane>>,
  pose: Pose,
  frame: BodyFrame,
): Readonly<Record<Label, Plane>> {
  const { width } = labels.hair;
  const hair = componentsOf(maskAbove(labels.hair, 0.35));
  const keep = new Set<number>();
  const reach = frame.headWidth * 0.95;
  for (let i = 0; i < hair.labels.length; i++) {
    const k = hair.labels[i]!;
    if (k === 0 || keep.has(k)) continue;
    const x = (i % width) + 0.5;
    const y = Math.floor(i / width) + 0.5;
    const dx = x - frame.headCentre.x;
    const dy = y - frame.headCentre.y;
    if (dx * dx + dy * dy < reach * reach && y < pose.nose.y + reach) keep.add(k);
  }
  for (let i = 0; i < hair.labels.length; i++) {
    if (keep.has(hair.labels[i]!)) continue;
    const h = labels.hair.data[i]!;
    if (h <= 0) continue;
    const skin = labels.skin.data[i]!;
    const top = labels.top.data[i]!;
    const bottom = labels.bottom.data[i]!;
    const sum = skin + top + bottom;
    labels.hair.data[i] = 0;
    if (sum <= 1e-6) labels.top.data[i] = top + h;
    else {
      labels.skin.data[i] = skin + (h * skin) / sum;
      labels.top.data[i] = top + (h * top) / sum;
      labels.bottom.data[i] = bottom + (h * bottom) / sum;
    }
  }
  keepOneTop(labels, frame);
  return labels;
}

/** How far around the top's solid parts, in units, a trace of top is believed. */
const believed = 0.1;

/** Moves every trace of top away from the garment (shoes of its colour, shadows between fingers) to the other labels. */
function keepOneTop(labels: Readonly<Record<Label, Plane>>, frame: BodyFrame): void {
  const { width, height } = labels.top;
  const { labels: parts, sizes } = componentsOf(maskAbove(labels.top, 0.5));
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const solid = createPlane(width, height);
  for (let i = 0; i < parts.length; i++) {
    const k = parts[i]!;
    if (k === 0 || sizes[k]! < largest * 0.01) continue;
    const t = torsoT(frame, (i % width) + 0.5, Math.floor(i / width) + 0.5);
    if (sizes[k]! === largest || (t > -0.4 && t < 1.6)) solid.data[i] = 1;
  }
  const near = dilate(solid, frame.unit * believed);
  for (let i = 0; i < parts.length; i++) {
    if (near.data[i]! > 0) continue;
    const spill = labels.top.data[i]!;
    const skin = labels.skin.data[i]!;
    const bottom = labels.bottom.data[i]!;
    const background = labels.background.data[i]!;
    const sum = skin + bottom + background + 1e-6;
    labels.top.data[i] = 0;
    labels.skin.data[i] = skin + (spill * skin) / sum;
    labels.bottom.data[i] = bottom + (spill * bottom) / sum;
    labels.background.data[i] = background + (spill * background) / sum;
  }
}
