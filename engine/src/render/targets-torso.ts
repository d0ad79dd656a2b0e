import type { TopGarment } from '../garment/garment.js';
import type { Body, Joint } from '../person/body.js';
import { type BodyFrame, bodyFrame, midpoint, offset } from '../person/frame.js';
import { createPlane, mapPlane } from '../pixels/plane.js';
import type { Point } from '../pixels/raster.js';
import { mix } from './coons.js';
import { type GarmentShape, halfRows, torsoColumns } from './targets-garment.js';
import { near, rayLength, type ScaledMask, smoothSeries } from './targets-rays.js';

/** Arm joints of one side of the picture. */
export interface SideJoints {
  readonly shoulder: Joint;
  readonly elbow: Joint;
  readonly wrist: Joint;
}

/** A body as the warp sees it: the frame, the arms by picture side and the masks rays are cast in. */
export interface WarpBody {
  readonly frame: BodyFrame;
  readonly left: SideJoints;
  readonly right: SideJoints;
  /** The old top; with the trousers, where a one-piece is to go. */
  readonly top: ScaledMask;
  /** Old top or skin: a dressed or bare body. */
  readonly flesh: ScaledMask;
  readonly skin: ScaledMask;
}

/** One side of the torso in photo px. */
export interface TorsoSideTarget {
  readonly tip: Point;
  readonly neck: Point;
  readonly armpit: Point;
  /** The body's edge at each row from armpit to hem. */
  readonly edge: readonly Point[];
}

export interface TorsoTarget {
  readonly left: TorsoSideTarget;
  readonly right: TorsoSideTarget;
  /** Rise of the shoulder contour over the tip-neck line at each column. */
  readonly bulge: readonly number[];
  /** Photo px a garment px, across the shoulders and along the body. */
  readonly scaleAcross: number;
  readonly scaleDown: number;
  /** Target share of each row's height, from armpit (0) to hem (1). */
  readonly lowerShare: (v: number) => number;
  readonly upperShare: (v: number) => number;
  readonly down: Point;
}

export function warpBody(body: Body, category: TopGarment['category']): WarpBody {
  const { pose, labels, labelScale: scale } = body;
  const frame = bodyFrame(pose);
  const a: SideJoints = { shoulder: pose.leftShoulder, elbow: pose.leftElbow, wrist: pose.leftWrist };
  const b: SideJoints = { shoulder: pose.rightShoulder, elbow: pose.rightElbow, wrist: pose.rightWrist };
  const facing = a.shoulder.x > b.shoulder.x;
  const flesh = createPlane(labels.top.width, labels.top.height);
  let top = labels.top;
  if (category === 'one-pieces') top = mapPlane(labels.top, (v, i) => v + labels.bottom.data[i]!);
  for (let i = 0; i < flesh.data.length; i++) flesh.data[i] = labels.top.data[i]! + labels.skin.data[i]!;
  return {
    frame,
    left: facing ? b : a,
    right: facing ? a : b,
    top: { plane: top, scale },
    flesh: { plane: flesh, scale },
    skin: { plane: labels.skin, scale },
  };
}

function unit(a: Point, b: Point): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/** The tip of the shoulder: where a ray from the joint, outwards and up, leaves the body. */
function shoulderTip(body: WarpBody, side: SideJoints, outward: Point): Point {
  const { unit: u, down } = body.frame;
  const direction = unit(
    { x: 0, y: 0 },
    { x: 0.76 * outward.x - 0.65 * down.x, y: 0.76 * outward.y - 0.65 * down.y },
  );
  const measured = rayLength(body.flesh, side.shoulder, direction, 0.4 * u);
  return offset(side.shoulder, direction, near(measured + 0.008 * u, 0.16 * u, 0.45, 1.5));
}

/** Even rows of the garment spread over a stretch `k` times as long as they need, unstretched where v = 0. */
function spread(k: number): (v: number) => number {
  const bounded = Math.min(1.6, Math.max(0.5, k));
  return (v) => (v <= 1 ? bounded * v + (1 - bounded) * v * v : 1 + (v - 1) * (2 - bounded));
}

/** The old top's lower end along the torso's middle, as t; undefined when the middle shows none. */
function oldHem(body: WarpBody): number | undefined {
  const { midShoulder, down, torsoLength } = body.frame;
  const from = offset(midShoulder, down, 0.35 * torsoLength);
  const length = rayLength(body.top, from, down, 1.2 * torsoLength);
  return length > 0 ? 0.35 + length / torsoLength : undefined;
}

/** Half widths of the worn body at every row, following the old top but never narrower than the garment itself. */
function edges(
  body: WarpBody,
  own: readonly number[],
  start: number,
  at: (v: number) => Point,
  outward: (v: number) => Point,
): number[] {
  const u = body.frame.unit;
  // Past the old hem the old top's last share of the garment's own width goes on.
  let share = 1;
  const widths = own.map((half, r) => {
    const v = r / halfRows;
    const measured = rayLength(body.top, at(v), outward(v), 1.5 * half + 0.2 * u);
    const found = measured > 0.5 * half ? near(measured + 2, half, 1, 1.3) / half : share;
    // Where the old top ends its label frays; the new one goes on as wide as it was.
    share = v > 0.7 ? Math.max(found, share * 0.995) : found;
    return half * share;
  });
  const smooth = smoothSeries(smoothSeries(widths, 4), 4);
  return smooth.map((w, r) => {
    const blend = Math.min(1, r / halfRows / 0.25);
    return start * (1 - blend) + w * blend;
  });
}

/** Where the torso of a top goes on a body. */
export function torsoTarget(garment: TopGarment, shape: GarmentShape, body: WarpBody): TorsoTarget {
  const { frame } = body;
  const { unit: u, down } = frame;
  const { left: gl, right: gr } = garment.landmarks;
  const rightward = unit(body.left.shoulder, body.right.shoulder);
  const leftward = { x: -rightward.x, y: -rightward.y };
  const tipLeft = shoulderTip(body, body.left, leftward);
  const tipRight = shoulderTip(body, body.right, rightward);
  const scaleAcross = Math.hypot(tipRight.x - tipLeft.x, tipRight.y - tipLeft.y) / shape.shoulderWidth;
  // A body turned aside is foreshortened across, not along.
  const scaleDown = Math.max(scaleAcross, (1.2 * u) / shape.shoulderWidth);

  // Neck points: on the body's own outline above the shoulder line, around the middle of the neck's skin.
  const throat = offset(frame.midShoulder, down, -0.24 * u);
  const throatLeft = rayLength(body.skin, throat, leftward, 0.4 * u);
  const throatRight = rayLength(body.skin, throat, rightward, 0.4 * u);
  const sideways =
    throatLeft > 0.03 * u && throatRight > 0.03 * u
      ? near((throatRight - throatLeft) / 2, 0.08 * u, -1, 1)
      : 0;
  const neckAt = (share: number, own: number): Point => {
    const base = offset(mix(tipLeft, tipRight, share), rightward, sideways);
    const above = { x: -down.x, y: -down.y };
    const measured = rayLength(body.flesh, offset(base, down, 0.05 * u), above, 0.5 * u) - 0.05 * u;
    return offset(base, above, near(measured, own, 0.6, 1.7));
  };
  const rise = (gl.shoulder.y + gr.shoulder.y - gl.neck.y - gr.neck.y) / 2;
  const neckLeft = neckAt(shape.neckLeftU, Math.max(0.06 * u, rise * scaleDown));
  const neckRight = neckAt(shape.neckRightU, Math.max(0.06 * u, rise * scaleDown));
  const bulge = shape.bulge.map((own, c) => {
    const share = c / torsoColumns;
    if (share >= shape.neckLeftU && share <= shape.neckRightU) return 0;
    const inLeft = share < shape.neckLeftU;
    const base = inLeft
      ? mix(tipLeft, neckLeft, share / shape.neckLeftU)
      : mix(neckRight, tipRight, (share - shape.neckRightU) / (1 - shape.neckRightU));
    const measured = rayLength(body.top, offset(base, down, 3), { x: -down.x, y: -down.y }, 0.1 * u) - 3;
    return Math.max(own * scaleDown, Math.min(measured + 1, own * scaleDown + 0.04 * u));
  });

  // Armpits at the garment's own depth, within what an arm allows.
  const depthOf = (tip: Point, side: SideJoints, g: { armpit: Point; shoulder: Point }): number => {
    const joint = (side.shoulder.x - tip.x) * down.x + (side.shoulder.y - tip.y) * down.y;
    const own = (g.armpit.y - g.shoulder.y) * scaleDown;
    return Math.min(joint + 0.56 * u, Math.max(joint + 0.3 * u, own));
  };
  const depthLeft = depthOf(tipLeft, body.left, gl);
  const depthRight = depthOf(tipRight, body.right, gr);
  const chest = offset(midpoint(tipLeft, tipRight), down, (depthLeft + depthRight) / 2);

  // Hem at the garment's own length, over an old hem that would peep out below it.
  const ownLength = (gl.hem.y + gr.hem.y - gl.shoulder.y - gr.shoulder.y) / 2;
  const tips = midpoint(tipLeft, tipRight);
  const shoulderT =
    ((tips.x - frame.midShoulder.x) * down.x + (tips.y - frame.midShoulder.y) * down.y) / frame.torsoLength;
  const onePiece = garment.category === 'one-pieces';
  let hemT = Math.max(0.8, shoulderT + (ownLength * scaleDown) / frame.torsoLength);
  if (!onePiece) hemT = Math.min(1.13, hemT);
  const old = onePiece ? undefined : oldHem(body);
  if (old !== undefined && old > hemT - 0.02 && old < hemT + 0.45) hemT = old + 0.02;
  const hem = offset(frame.midShoulder, down, hemT * frame.torsoLength);
  const hemAcross = frame.across;
  const at = (v: number): Point => mix(chest, hem, v);
  const chestAcross = unit(
    { x: 0, y: 0 },
    {
      x: rightward.x + hemAcross.x,
      y: rightward.y + hemAcross.y,
    },
  );
  const rightAt = (v: number): Point => unit({ x: 0, y: 0 }, mix(chestAcross, hemAcross, v));
  const leftAt = (v: number): Point => {
    const r = rightAt(v);
    return { x: -r.x, y: -r.y };
  };

  const bodyLength = Math.hypot(hem.x - chest.x, hem.y - chest.y);
  const ownLower = (gl.hem.y + gr.hem.y - gl.armpit.y - gr.armpit.y) / 2;
  const lowerShare = spread((ownLower * scaleDown) / bodyLength);
  const ownUpper = (gl.armpit.y + gr.armpit.y - gl.shoulder.y - gr.shoulder.y) / 2;
  const upper = spread((ownUpper * scaleDown) / ((depthLeft + depthRight) / 2));

  const side = (sign: 1 | -1): TorsoSideTarget => {
    const outward = sign > 0 ? rightAt : leftAt;
    const own = (sign > 0 ? shape.rightHalf : shape.leftHalf).map((half) => half * scaleAcross);
    const below: number[] = [];
    for (let v = 0.08; v < 0.4; v += 0.04) below.push(rayLength(body.top, at(v), outward(v), u));
    below.sort((a, b) => a - b);
    const start = near(below[below.length >> 1]! + 2, own[0]!, 0.92, 1.15);
    const widths = edges(
      body,
      own,
      start,
      (v) => at(lowerShare(v)),
      (v) => outward(lowerShare(v)),
    );
    const depth = sign > 0 ? depthRight - depthLeft : depthLeft - depthRight;
    const edge = widths.map((w, r) => {
      const share = lowerShare(r / halfRows);
      const p = offset(at(share), outward(share), w);
      return offset(p, down, (depth / 2) * (1 - share));
    });
    return {
      tip: sign > 0 ? tipRight : tipLeft,
      neck: sign > 0 ? neckRight : neckLeft,
      armpit: edge[0]!,
      edge,
    };
  };
  return {
    left: side(-1),
    right: side(1),
    bulge: smoothSeries(bulge, 2),
    scaleAcross,
    scaleDown,
    lowerShare,
    upperShare: (v) => 1 - upper(1 - v),
    down,
  };
}
