import type { Body, Label } from '../person/body.js';
import { capsuleField } from '../person/capsule.js';
import { bodyFrame, distance, midpoint, offset, rightward, scalePose } from '../person/frame.js';
import { type LegFigure, type LegLine, readLegs, showsLegs, stands } from '../person/leg-figure.js';
import { armsOf, seenParts } from '../person/limbs.js';
import { lowerWear } from '../person/lower-wear.js';
import { bleed } from '../pixels/bleed.js';
import { gaussianBlur } from '../pixels/blur.js';
import { fillHoles, maskAbove } from '../pixels/components.js';
import { erode } from '../pixels/morphology.js';
import { above, mapPlane, samplePlane, smoothstep } from '../pixels/plane.js';
import type { Plane, Point, Raster } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import { fullLabels } from '../render/full-labels.js';
import { smoothSeries } from '../render/targets-rays.js';
import { bodyRungs, legRungs } from './bottom-rungs.js';
import { reachOf } from './extract-worn-landmarks.js';
import type { BottomGarment, BottomShape, Rung } from './garment.js';

/** Torso t from which a skirt hangs that begins under a top. */
const hiddenWaist = 0.84;
/** Share of the cloth that hands may hide before the picture is refused. */
const maxHidden = 0.05;

/** A gap in the cloth of up to this is no end of it, px. */
const foldGap = 2.5;

/** How far from a point cloth goes on, px. */
function reach(cloth: Plane, from: Point, way: Point, limit: number): number {
  return reachOf(cloth, from, way, limit, foldGap);
}

/** Share of the legs' cloth that hands and forearms lie over. */
function hiddenShare(body: Body, figure: LegFigure): number {
  const { labels, labelScale } = body;
  const pose = scalePose(body.pose, 1 / labelScale);
  const parts = armsOf(pose, bodyFrame(pose)).flatMap((arm) => seenParts(arm).slice(1));
  const { width, height } = labels.skin;
  const near = capsuleField(width, height, parts, 2);
  const u = figure.frame.unit / labelScale;
  const small = (p: Point): Point => ({ x: p.x / labelScale, y: p.y / labelScale });
  const legs = capsuleField(
    width,
    height,
    [figure.left, figure.right].map(({ axis }) => ({
      a: small(axis.at(0)),
      b: small(axis.at(axis.bend)),
      ra: 0.24 * u,
      rb: 0.16 * u,
    })),
  );
  let hidden = 0;
  let cloth = 0;
  for (let i = 0; i < legs.data.length; i++) {
    if (figure.cloth.data[i]! > 0.5) cloth++;
    if (legs.data[i]! < 1 && near.data[i]! < 1.8 && labels.skin.data[i]! > 0.5) hidden++;
  }
  return cloth > 0 ? hidden / (cloth + hidden) : 1;
}

/** Where the cloth ends on a leg, px along its axis. */
function clothEnd(line: LegLine, cloth: Plane): number {
  let end = 0;
  for (let p = 0.15 * line.axis.bend; p <= line.shoeAt; p += 1) {
    const at = line.axis.at(p);
    if (samplePlane(cloth, at.x, at.y) > 0.5) end = p;
    // A long top may hang far down before the cloth begins.
    else if (end > 0 && p - end > 0.1 * line.axis.bend) break;
  }
  return end;
}

/** The upper edge of what shows of the bottom, px from mid-shoulder along the torso. */
function upperEdge(figure: LegFigure, cloth: Plane): number {
  const { frame } = figure;
  const from = offset(frame.midShoulder, frame.down, 1.12 * frame.torsoLength);
  const up = { x: -frame.down.x, y: -frame.down.y };
  return 1.12 * frame.torsoLength - reach(cloth, from, up, 0.6 * frame.torsoLength);
}

function legRungsOf(line: LegLine, side: 'left' | 'right', crotch: Point, cloth: Plane, u: number): Rung[] {
  const { axis } = line;
  const hip = axis.at(0);
  const way = axis.along(0);
  const start = Math.max(0.02 * u, (crotch.x - hip.x) * way.x + (crotch.y - hip.y) * way.y);
  const end = clothEnd(line, cloth);
  if (end < start + 0.2 * u) {
    throw new PreviewRefusal(
      'garment_not_found',
      'No trousers could be made out on the person in the picture.',
    );
  }
  const lefts: number[] = [];
  const rights: number[] = [];
  const rows = Array.from({ length: legRungs + 1 }, (_, k) => {
    const p = start + ((end - start) * k) / legRungs;
    const q = Math.min(Math.max(p, start + 0.05 * u), end - 0.03 * u);
    const d = axis.along(q);
    const n = d.y > 0 ? { x: d.y, y: -d.x } : { x: -d.y, y: d.x };
    rights.push(reach(cloth, axis.at(q), n, 0.45 * u));
    lefts.push(reach(cloth, axis.at(q), { x: -n.x, y: -n.y }, 0.45 * u));
    return { c: axis.at(p), n };
  });
  const l = smoothSeries(lefts, 3);
  const r = smoothSeries(rights, 3);
  return rows.map(({ c, n }, k) => {
    const rung = { left: offset(c, n, -l[k]!), right: offset(c, n, r[k]!) };
    if (k > 0) return rung;
    return side === 'left' ? { left: rung.left, right: crotch } : { left: crotch, right: rung.right };
  });
}

/** Rungs across the trunk between two lines along the torso. */
function trunkRungs(figure: LegFigure, dressed: Plane, from: number, last: Rung): Rung[] {
  const { frame } = figure;
  const across = rightward(figure.frame);
  const back = { x: -across.x, y: -across.y };
  const to =
    ((last.left.x + last.right.x) / 2 - frame.midShoulder.x) * frame.down.x +
    ((last.left.y + last.right.y) / 2 - frame.midShoulder.y) * frame.down.y;
  // Under a long top hardly anything of the seat shows; its colours are carried up behind the top.
  const start = Math.min(from, to - 0.2 * frame.unit);
  const half = { left: 0, right: 0 };
  // Just above the crotch a ray from the middle may end in the gap between the legs: the seat is as wide as above it.
  const seat = (side: 'left' | 'right', c: Point, way: Point): number => {
    const found = reach(dressed, c, way, 0.9 * frame.unit);
    if (found > 0.7 * half[side]) half[side] = found;
    return half[side];
  };
  return Array.from({ length: bodyRungs + 1 }, (_, k) => {
    if (k === bodyRungs) return last;
    const along = start + ((to - start) * k) / bodyRungs;
    const c = offset(frame.midShoulder, frame.down, along);
    return {
      left: offset(c, back, seat('left', c, back)),
      right: offset(c, across, seat('right', c, across)),
    };
  });
}

/** A skirt's rungs, from its upper edge down the middle between the legs to its hem. */
function skirtRungs(figure: LegFigure, dressed: Plane, from: number): Rung[] {
  const { frame } = figure;
  const across = rightward(figure.frame);
  const back = { x: -across.x, y: -across.y };
  const start = offset(frame.midShoulder, frame.down, from + 2);
  const knees = midpoint(
    figure.left.axis.at(figure.left.axis.bend),
    figure.right.axis.at(figure.right.axis.bend),
  );
  const length = distance(start, knees) || 1;
  const way = { x: (knees.x - start.x) / length, y: (knees.y - start.y) / length };
  const hem = reach(dressed, start, way, 3 * length);
  return Array.from({ length: bodyRungs + legRungs + 1 }, (_, k) => {
    const c = offset(start, way, (Math.min(hem - 3, hem) * k) / (bodyRungs + legRungs));
    return {
      left: offset(c, back, reach(dressed, c, back, 1.6 * frame.unit)),
      right: offset(c, across, reach(dressed, c, across, 1.6 * frame.unit)),
    };
  });
}

/** The cloth with a clean edge and without holes, and its true colours grown over everything else. */
function cutOut(
  picture: Raster,
  whole: Plane,
  cloth: Plane,
  unit: number,
): { picture: Raster; alpha: Plane } {
  const soft = mapPlane(whole, (v) => smoothstep(0.3, 0.75, v));
  const solid = fillHoles(maskAbove(soft, 0.5), cloth.width * cloth.height * 0.002);
  const inside = gaussianBlur(
    mapPlane(soft, (_, i) => solid.data[i]!),
    0.8,
  );
  const alpha = mapPlane(soft, (v, i) => (inside.data[i]! > 0.9 ? Math.max(v, inside.data[i]!) : v));
  const sure = erode(above(cloth, 0.8), Math.max(2, unit * 0.018));
  return { picture: bleed(picture, sure), alpha };
}

/** Trousers, shorts or a skirt measured on the person who wears them. */
function measure(
  figure: LegFigure,
  cloth: Plane,
  dressed: Plane,
): Pick<BottomGarment, 'shape' | 'toShoes' | 'body' | 'legs'> {
  const upper = upperEdge(figure, cloth);
  if (figure.skirted) {
    if (!stands(figure)) {
      throw new PreviewRefusal('garment_occluded', 'A skirt can only be taken off somebody who stands.');
    }
    return {
      shape: 'skirt',
      body: skirtRungs(figure, dressed, Math.min(upper, hiddenWaist * figure.frame.torsoLength)),
    };
  }
  const u = figure.frame.unit;
  const left = legRungsOf(figure.left, 'left', figure.crotch, cloth, u);
  const right = legRungsOf(figure.right, 'right', figure.crotch, cloth, u);
  const fork: Rung = { left: left[0]!.left, right: right[0]!.right };
  const ends = [left, right].map((rungs) => rungs.at(-1)!);
  const knees = [figure.left, figure.right].map(({ axis }) => axis.at(1.25 * axis.bend));
  const short = ends.every((rung, k) => midpoint(rung.left, rung.right).y < knees[k]!.y);
  const shape: BottomShape = short ? 'shorts' : 'trousers';
  const toShoes = [figure.left, figure.right].every((line) => clothEnd(line, cloth) > line.shoeAt - 0.12 * u);
  return { shape, toShoes, body: trunkRungs(figure, dressed, upper, fork), legs: [left, right] };
}

/**
 * Takes trousers, shorts or a skirt off the person who wears them.
 *
 * @param body the wearer, in a picture whose long side is at most 1000 px
 * @throws PreviewRefusal `garment_occluded` when hands lie across it, `garment_not_found` when too little can be seen.
 */
export function extractWornBottom(body: Body): BottomGarment {
  if (!showsLegs(body)) {
    throw new PreviewRefusal(
      'garment_not_found',
      'The garment picture does not show the legs of its wearer.',
    );
  }
  const figure = readLegs(body);
  if (hiddenShare(body, figure) > maxHidden) {
    throw new PreviewRefusal('garment_occluded', 'A hand lies across the garment in its picture.');
  }
  const labels: Readonly<Record<Label, Plane>> = fullLabels(body);
  const { cloth } = lowerWear(body, labels, figure);
  const dressed = mapPlane(cloth, (v, i) => v + labels.top.data[i]!);
  const measured = measure(figure, cloth, dressed);
  // What the top hides of the seat is there all the same; only its colours have to be carried up, from below the
  // shadow of the top's hem.
  const top = measured.body[0]!;
  const low = measured.legs ? figure.crotch.y : figure.frame.midHip.y;
  const high = Math.min(top.left.y, top.right.y);
  const step = (measured.body.at(-1)!.left.y - top.left.y) / (measured.body.length - 1) || 1;
  const { width } = cloth;
  const seat = mapPlane(cloth, (v, i) => {
    const x = i % width;
    const y = (i - x) / width;
    if (y < high - 8 || y > low) return v;
    const at = Math.round(Math.min(measured.body.length - 1, Math.max(0, (y - high) / step)));
    const rung = measured.body[at]!;
    return x > rung.left.x && x < rung.right.x ? 1 : v;
  });
  const { midShoulder, down, unit } = figure.frame;
  const shadow = upperEdge(figure, cloth) + 0.1 * unit;
  const lit = mapPlane(cloth, (v, i) => {
    const x = i % width;
    const y = (i - x) / width;
    return (x - midShoulder.x) * down.x + (y - midShoulder.y) * down.y > shadow ? v : 0;
  });
  return {
    category: 'bottoms',
    source: 'model',
    ...cutOut(body.picture, seat, lit, unit),
    ...measured,
  };
}
