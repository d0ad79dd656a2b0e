import { bodyRungs, legRungs } from '../garment/bottom-rungs.js';
import type { BottomGarment, Rung } from '../garment/garment.js';
import type { Body } from '../person/body.js';
import { distance, midpoint, offset, rightward } from '../person/frame.js';
import { type LegFigure, type LegLine, stands } from '../person/leg-figure.js';
import { createPlane, smoothstep } from '../pixels/plane.js';
import type { Point } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import { mix } from './coons.js';
import { near, rayLength, type ScaledMask, smoothSeries } from './targets-rays.js';

/** Where the rungs of trousers, shorts or a skirt go on a body, in photo px. */
export interface BottomTarget {
  readonly body: readonly Rung[];
  readonly legs?: readonly [readonly Rung[], readonly Rung[]];
  /** Photo px a garment px. */
  readonly scale: number;
}

/** Torso t of a waistband that nobody sees under the top. */
const hiddenWaist = 0.84;

function width(rung: Rung): number {
  return distance(rung.left, rung.right);
}

/** Half widths of a usual leg in trousers, `p` px from the hip. */
function legHalf(line: LegLine, p: number, u: number): number {
  const { bend, length } = line.axis;
  if (p <= bend) return u * (0.27 - 0.08 * Math.max(0, p / bend));
  return u * (0.19 - 0.04 * Math.min(1, (p - bend) / Math.max(1, length - bend)));
}

/** The torso's t at which the old waistband shows, if the old top does not hang over it. */
export function seenWaist(body: Body, figure: LegFigure): number | undefined {
  const { frame } = figure;
  const cloth: ScaledMask = { plane: figure.cloth, scale: body.labelScale };
  const from = offset(frame.midShoulder, frame.down, 1.06 * frame.torsoLength);
  const up = { x: -frame.down.x, y: -frame.down.y };
  const reach = rayLength(cloth, from, up, 0.5 * frame.torsoLength);
  const t = 1.06 - reach / frame.torsoLength;
  return reach > 0 && t < 0.93 ? t : undefined;
}

interface Hips {
  /** The middle of the body at a torso t. */
  middle(t: number): Point;
  /** Half widths to the left and right at a torso t. */
  half(t: number): readonly [number, number];
  /** Width of the hips where they are widest, px. */
  readonly width: number;
  /** Width of the waist under what is worn over it, px. */
  readonly waist: number;
}

/** Measures trunk and hips below the waist, in whatever the person wears. */
function measureHips(body: Body, figure: LegFigure): Hips {
  const { frame } = figure;
  const dressed = createPlane(figure.flesh.width, figure.flesh.height);
  for (let i = 0; i < dressed.data.length; i++) {
    dressed.data[i] = figure.cloth.data[i]! + body.labels.top.data[i]!;
  }
  const mask: ScaledMask = { plane: dressed, scale: body.labelScale };
  const u = frame.unit;
  const across = rightward(frame);
  const back = { x: -across.x, y: -across.y };
  const middle = (t: number): Point => offset(frame.midShoulder, frame.down, t * frame.torsoLength);
  const joints = distance(body.pose.leftHip, body.pose.rightHip);
  const expected = Math.max(0.42 * u, 0.85 * joints);
  const half = (t: number): readonly [number, number] => [
    near(rayLength(mask, middle(t), back, u), expected, 0.85, 1.5),
    near(rayLength(mask, middle(t), across, u), expected, 0.85, 1.5),
  ];
  const widths = [1, 1.04, 1.08, 1.12].map((t) => half(t)[0] + half(t)[1]).sort((a, b) => a - b);
  const waists = [0.55, 0.6, 0.65, 0.7, 0.75, 0.8].map((t) => half(t)[0] + half(t)[1]);
  // A top hangs a little away from the waist that it hides.
  return { middle, half, width: (widths[1]! + widths[2]!) / 2, waist: 0.9 * Math.min(...waists) };
}

/** One leg's rungs from the crotch down, following the old trousers' (or the bare leg's) own outline. */
function legTarget(
  source: readonly Rung[],
  line: LegLine,
  side: 'left' | 'right',
  crotch: Point,
  flesh: ScaledMask,
  u: number,
  scale: number,
  toShoes: boolean,
): Rung[] {
  const { axis } = line;
  const hip = axis.at(0);
  const way = axis.along(0);
  const start = Math.max(0.02 * u, (crotch.x - hip.x) * way.x + (crotch.y - hip.y) * way.y);
  const first = source[0]!;
  const last = source.at(-1)!;
  const own = distance(midpoint(first.left, first.right), midpoint(last.left, last.right)) * scale;
  let end = start + own;
  // Trousers of about the leg's length end where the old ones did; others keep their own length.
  if (toShoes || end > line.shoeAt - 0.3 * u) end = line.shoeAt + 0.015 * u;
  const sign = side === 'left' ? -1 : 1;
  const outward = (p: number): Point => {
    const d = axis.along(p);
    const n = { x: -d.y, y: d.x };
    // The side of the leg that is turned away from the other one.
    const toOther = { x: crotch.x - hip.x, y: crotch.y - hip.y };
    const facing = n.x * toOther.x + n.y * toOther.y;
    const flip = Math.abs(facing) > 0.02 * u ? facing > 0 : n.x * sign < 0;
    return flip ? { x: -n.x, y: -n.y } : n;
  };
  const measured = (p: number, w: 1 | -1): number => {
    const n = outward(p);
    const expected = legHalf(line, p, u);
    const reach = rayLength(flesh, axis.at(p), { x: n.x * w, y: n.y * w }, 2 * expected);
    return near(reach + 0.012 * u, expected, 0.6, w > 0 ? 1.7 : 1.45);
  };
  const outs: number[] = [];
  const ins: number[] = [];
  for (let k = 0; k <= legRungs; k++) {
    const p = start + ((end - start) * k) / legRungs;
    const half = (width(source[Math.min(k, source.length - 1)]!) * scale) / 2;
    const limit = legHalf(line, p, u) * 1.7;
    // At the very end rays would already measure the shoe.
    const q = Math.min(p, line.shoeAt - 0.12 * u);
    outs.push(Math.max(measured(q, 1), Math.min(half, limit)));
    ins.push(Math.max(measured(q, -1), Math.min(half * 0.96, limit)));
  }
  const outSmooth = smoothSeries(smoothSeries(outs, 5), 5);
  const inSmooth = smoothSeries(smoothSeries(ins, 5), 5);
  const fork = { x: crotch.x, y: crotch.y };
  const rungs: Rung[] = [];
  for (let k = 0; k <= legRungs; k++) {
    const p = start + ((end - start) * k) / legRungs;
    const c = axis.at(p);
    const n = outward(p);
    const outer = offset(c, n, outSmooth[k]!);
    const inner = offset(c, n, -inSmooth[k]!);
    const held = mix(inner, fork, 1 - smoothstep(0, 0.3 * u, p - start));
    rungs.push(side === 'left' ? { left: outer, right: held } : { left: held, right: outer });
  }
  return rungs;
}

/** The trunk's rungs from waist to crotch level: straight at the waist, following the silhouette down to the legs. */
function trunkTarget(hips: Hips, figure: LegFigure, waistT: number, left: Point, right: Point): Rung[] {
  const { frame } = figure;
  const [wl, wr] = hips.half(waistT);
  const across = rightward(frame);
  const waist: Rung = {
    left: offset(hips.middle(waistT), across, -wl),
    right: offset(hips.middle(waistT), across, wr),
  };
  const along = (p: Point): number =>
    ((p.x - frame.midShoulder.x) * frame.down.x + (p.y - frame.midShoulder.y) * frame.down.y) /
    frame.torsoLength;
  const lefts: number[] = [];
  const rights: number[] = [];
  const lines: Rung[] = [];
  for (let k = 0; k <= bodyRungs; k++) {
    const v = k / bodyRungs;
    const a = mix(waist.left, left, v);
    const b = mix(waist.right, right, v);
    lines.push({ left: a, right: b });
    const bulge = 4 * v * (1 - v);
    const [hl] = hips.half(along(a));
    const [, hr] = hips.half(along(b));
    const reach = (p: Point): number =>
      Math.abs((p.x - frame.midShoulder.x) * across.x + (p.y - frame.midShoulder.y) * across.y);
    lefts.push(Math.max(0, hl - reach(a)) * bulge);
    rights.push(Math.max(0, hr - reach(b)) * bulge);
  }
  const l = smoothSeries(smoothSeries(lefts, 3), 3);
  const r = smoothSeries(smoothSeries(rights, 3), 3);
  return lines.map((line, k) => ({
    left: offset(line.left, across, -l[k]!),
    right: offset(line.right, across, r[k]!),
  }));
}

/** Where a skirt hangs: from the waist along the legs' middle line, as wide as it is. */
function skirtTarget(garment: BottomGarment, body: Body, figure: LegFigure, hips: Hips): BottomTarget {
  const { frame } = figure;
  if (!stands(figure)) {
    throw new PreviewRefusal('legs_not_visible', 'A skirt or dress can only be shown on a standing person.');
  }
  const rungs = garment.body;
  const top = rungs[0]!;
  const garmentHeight = distance(
    midpoint(top.left, top.right),
    midpoint(rungs.at(-1)!.left, rungs.at(-1)!.right),
  );
  // Flat, hips lie about half the waist's width below it. A skirt fits the waist, and the hips if it is cut to them.
  const hipRow = Math.min(
    rungs.length - 1,
    Math.round(((0.5 * width(top)) / garmentHeight) * (rungs.length - 1)),
  );
  const scale = Math.max(hips.waist / width(top), (0.9 * hips.width) / width(rungs[hipRow]!));
  const waistT =
    seenWaist(body, figure) ?? Math.min(hiddenWaist, 1.06 - (0.5 * width(top) * scale) / frame.torsoLength);
  const across = rightward(frame);
  const waist = hips.middle(waistT);
  const knees = midpoint(
    figure.left.axis.at(figure.left.axis.bend),
    figure.right.axis.at(figure.right.axis.bend),
  );
  const feet = midpoint(
    figure.left.axis.at(figure.left.axis.length),
    figure.right.axis.at(figure.right.axis.length),
  );
  const points = [waist, frame.midHip, knees, feet];
  const centreAt = (length: number): Point => {
    let rest = length;
    for (let k = 0; k + 1 < points.length; k++) {
      const d = distance(points[k]!, points[k + 1]!);
      if (rest <= d || k + 2 === points.length) return mix(points[k]!, points[k + 1]!, rest / Math.max(1, d));
      rest -= d;
    }
    return feet;
  };
  const target = rungs.map((rung, k): Rung => {
    const v = k / (rungs.length - 1);
    const c = centreAt(garmentHeight * scale * v);
    const middle = (top.left.x + top.right.x) / 2;
    const own = [(middle - rung.left.x) * scale, (rung.right.x - middle) * scale] as const;
    return { left: offset(c, across, -own[0]), right: offset(c, across, own[1]) };
  });
  return { body: target, scale };
}

/**
 * Where trousers, shorts or a skirt go on a body.
 *
 * @throws PreviewRefusal `legs_not_visible` when a skirt is to be laid on somebody who sits.
 */
export function bottomTarget(garment: BottomGarment, body: Body, figure: LegFigure): BottomTarget {
  const hips = measureHips(body, figure);
  if (!garment.legs) return skirtTarget(garment, body, figure, hips);
  const u = figure.frame.unit;
  const flesh: ScaledMask = { plane: figure.flesh, scale: body.labelScale };
  const [a, b] = garment.legs;
  const seats = [2, 4, 6].map((k) => distance(a[k]!.left, b[k]!.right));
  const widest = Math.max(...garment.body.map(width), ...seats);
  const scale = hips.width / widest;
  const leg = (side: 'left' | 'right'): Rung[] =>
    legTarget(
      garment.legs![side === 'left' ? 0 : 1],
      figure[side],
      side,
      figure.crotch,
      flesh,
      u,
      scale,
      garment.toShoes ?? false,
    );
  const left = leg('left');
  const right = leg('right');
  const first = garment.body[0]!;
  const rise = distance(midpoint(first.left, first.right), garment.legs[0][0]!.right) * scale;
  const { frame } = figure;
  const crotchT =
    ((figure.crotch.x - frame.midShoulder.x) * frame.down.x +
      (figure.crotch.y - frame.midShoulder.y) * frame.down.y) /
    frame.torsoLength;
  const own = crotchT - rise / frame.torsoLength;
  const waistT = seenWaist(body, figure) ?? near(own, hiddenWaist, 0.75, 1.06);
  return {
    body: trunkTarget(hips, figure, waistT, left[0]!.left, right[0]!.right),
    legs: [left, right],
    scale,
  };
}
