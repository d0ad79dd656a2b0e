import { netSize, type PersonNets } from '../models/runtime.js';
import { createRaster } from '../pixels/plane.js';
import type { Raster } from '../pixels/raster.js';
import { cropSquare } from '../pixels/resize.js';
import { PreviewRefusal } from '../refusal.js';
import type { Body, Pose } from './body.js';
import { capsuleField } from './capsule.js';
import { bodyFrame, scalePose, torsoT } from './frame.js';
import { armsOf, seenParts } from './limbs.js';
import { faceScore, findPose, frameSquare, isPerson, jointNames } from './pose.js';

/** Sine of the trunk's lean from which somebody lies rather than leans. */
const lyingLean = 0.82;
/** Shoulders as a share of the body unit below which somebody is seen from the side; .9 and more from the front. */
const sidewaysShare = 0.5;
/** Share of the trunk, from the shoulders down, that has to be in the photo. */
const seenTrunk = 0.5;
/** Somebody whose head is at least this share of the first one's is no passer-by. */
const companion = 0.55;
/** Face confidence of a second person; a print on a shirt or a poster stays below. */
const sureFace = 0.5;
/** Below this from afar nobody of a companion's size is there; closer looks would only cost time. */
const hintOfFace = 0.15;

/**
 * Refuses poses that a flat garment cannot be laid on.
 *
 * @throws PreviewRefusal `no_person` for somebody seen from behind or from the side, lying, upside down or cut off at the chest.
 */
export function checkPose(pose: Pose, height: number): void {
  const frame = bodyFrame(pose);
  // Facing the camera, a person's left is on the picture's right.
  const turned = pose.rightShoulder.x - pose.leftShoulder.x;
  if (turned > 0.25 * frame.unit) {
    throw new PreviewRefusal('no_person', 'The person in the photo is seen from behind.');
  }
  if (frame.shoulderWidth < sidewaysShare * frame.unit) {
    throw new PreviewRefusal('no_person', 'The person in the photo is seen from the side.');
  }
  if (Math.abs(frame.down.x) > lyingLean || frame.down.y < 0) {
    throw new PreviewRefusal('no_person', 'The person in the photo lies or is upside down.');
  }
  const visible = (height - frame.midShoulder.y) / (frame.torsoLength * Math.max(0.3, frame.down.y));
  if (visible < seenTrunk) {
    throw new PreviewRefusal(
      'no_person',
      'The photo ends at the chest; it should show the body to the hips.',
    );
  }
}

/** The photo with the person whose pose is known painted over in grey. */
function without(picture: Raster, pose: Pose): Raster {
  const { width, height } = picture;
  const u = bodyFrame(pose).unit;
  const seen = jointNames.map((name) => pose[name]).filter((joint) => joint.score > 0.2);
  const x0 = Math.max(0, Math.floor(Math.min(...seen.map((joint) => joint.x)) - 0.2 * u));
  const x1 = Math.min(width, Math.ceil(Math.max(...seen.map((joint) => joint.x)) + 0.2 * u));
  const y0 = Math.max(0, Math.floor(Math.min(...seen.map((joint) => joint.y)) - 0.6 * u));
  const y1 = Math.min(height, Math.ceil(Math.max(...seen.map((joint) => joint.y)) + 0.4 * u));
  const out = createRaster(width, height);
  out.data.set(picture.data);
  for (let y = y0; y < y1; y++) out.data.fill(128, (y * width + x0) * 3, (y * width + x1) * 3);
  return out;
}

/** Share of the frame that a hint of a companion takes in the selfie network's mask; an empty room shows .006 at most. */
const hintOfBody = 0.008;

/** Whether somebody else may be there: the small network's mask costs a seventh of a look at joints. */
function maybeMore(nets: PersonNets, rest: Raster): boolean {
  const { left, top, side } = frameSquare(rest);
  const mask = nets.selfieMask(cropSquare(rest, left, top, side, netSize).data);
  let area = 0;
  for (const v of mask) if (v > 0.2) area++;
  return area > hintOfBody * mask.length;
}

/**
 * Refuses a photo of several people: nobody could say who is to be dressed. People in the background do not count.
 *
 * @throws PreviewRefusal `no_person`
 */
export function checkAlone(nets: PersonNets, picture: Raster, pose: Pose): void {
  const rest = without(picture, pose);
  if (!maybeMore(nets, rest)) return;
  const second = findPose(nets, rest, hintOfFace);
  if (!isPerson(second) || faceScore(second) < sureFace) return;
  if (bodyFrame(second).headWidth < companion * bodyFrame(pose).headWidth) return;
  throw new PreviewRefusal('no_person', 'There are several people in the photo; it should show one.');
}

/** Share of the trunk that arms may hide: more, and the new garment is mostly behind them. */
const maxHiddenTrunk = 0.4;

/**
 * Refuses a body that arms hide.
 *
 * @throws PreviewRefusal `person_occluded`
 */
export function checkTrunk(body: Body): void {
  const pose = scalePose(body.pose, 1 / body.labelScale);
  const frame = bodyFrame(pose);
  const parts = armsOf(pose, frame).flatMap((arm) => seenParts(arm).slice(1));
  const { width, height, data } = body.labels.skin;
  const arms = capsuleField(width, height, parts, 2);
  let hidden = 0;
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    const x = (i % width) + 0.5;
    const y = Math.floor(i / width) + 0.5;
    const t = torsoT(frame, x, y);
    if (t < 0.15 || t > 0.9) continue;
    const across = (x - frame.midShoulder.x) * frame.across.x + (y - frame.midShoulder.y) * frame.across.y;
    if (Math.abs(across) > 0.4 * frame.shoulderWidth) continue;
    total++;
    if (data[i]! > 0.5 && arms.data[i]! < 1.6) hidden++;
  }
  if (total > 0 && hidden > maxHiddenTrunk * total) {
    throw new PreviewRefusal('person_occluded', 'Arms hide too much of the body in the photo.');
  }
}
