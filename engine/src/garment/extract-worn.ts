import type { Body, Label } from '../person/body.js';
import { capsuleDistance } from '../person/capsule.js';
import { type BodyFrame, bodyFrame, torsoT } from '../person/frame.js';
import { readLegs, showsLegs } from '../person/leg-figure.js';
import { armsOf, seenParts } from '../person/limbs.js';
import { lowerWear } from '../person/lower-wear.js';
import { bleed } from '../pixels/bleed.js';
import { gaussianBlur } from '../pixels/blur.js';
import { fillHoles, largestComponent, maskAbove } from '../pixels/components.js';
import { dilate, erode } from '../pixels/morphology.js';
import { createPlane, mapPlane, samplePlane, smoothstep } from '../pixels/plane.js';
import type { Plane, Raster } from '../pixels/raster.js';
import { PreviewRefusal } from '../refusal.js';
import { fullLabels } from '../render/full-labels.js';
import { findHemLine, findLongHem, type HemLine } from './extract-worn-hem.js';
import { findWornLandmarks } from './extract-worn-landmarks.js';
import type { TopGarment } from './garment.js';
import { preferOutline } from './outline-landmarks.js';

/** Share of the trunk that arms, hands or a bag may hide before the picture is refused. */
const maxHidden = 0.06;
/** Share of the hem that a hand may hide. */
const maxHiddenHem = 0.3;

/** Share of the garment's trunk (between the shoulders and above the hem) where the skin of an arm lies over it. */
function hiddenShare(body: Body, skin: Plane, frame: BodyFrame, hem: HemLine): number {
  const parts = armsOf(body.pose, frame).flatMap((arm) => seenParts(arm).slice(1));
  let hidden = 0;
  let total = 0;
  for (let y = 0; y < skin.height; y += 2) {
    for (let x = 0; x < skin.width; x += 2) {
      const t = torsoT(frame, x, y);
      if (t < 0.12 || y > hem.at(x) - frame.unit * 0.02) continue;
      const across = Math.abs(
        (x - frame.midShoulder.x) * frame.across.x + (y - frame.midShoulder.y) * frame.across.y,
      );
      if (across > frame.shoulderWidth * 0.4) continue;
      total++;
      if (skin.data[y * skin.width + x]! > 0.5 && parts.some((part) => capsuleDistance(part, x, y) < 2))
        hidden++;
    }
  }
  return total > 0 ? hidden / total : 1;
}

/** Share of the hem that a hand lies on or just below: its line is then a guess, and would come out torn. */
function hiddenHem(labels: Readonly<Record<Label, Plane>>, frame: BodyFrame, hem: HemLine): number {
  const { width, height } = labels.top;
  const reach = Math.round(frame.unit * 0.06);
  const half = frame.shoulderWidth * 0.5;
  let hidden = 0;
  let total = 0;
  for (
    let x = Math.max(0, Math.round(frame.midHip.x - half));
    x < Math.min(width, frame.midHip.x + half);
    x++
  ) {
    let skin = false;
    let cloth = false;
    for (let d = -reach; d <= reach; d++) {
      const y = Math.round(hem.at(x)) + d;
      if (y < 0 || y >= height) continue;
      if (labels.skin.data[y * width + x]! > 0.5) skin = true;
      if (labels.top.data[y * width + x]! > 0.5) cloth = true;
    }
    if (skin || cloth) total++;
    if (skin) hidden++;
  }
  return total > 0 ? hidden / total : 1;
}

/** The garment's alpha: the top's posterior down to a clean hem, without holes or crumbs. */
function cutOut(labels: Readonly<Record<Label, Plane>>, frame: BodyFrame, hem: HemLine): Plane {
  const { width, height } = labels.top;
  const soft = createPlane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      // Near the hem top and trousers may look alike: there the line decides, not the labels.
      const nearHem = torsoT(frame, x, y) > 0.6 ? labels.bottom.data[i]! : 0;
      const cloth = smoothstep(0.3, 0.75, labels.top.data[i]! + nearHem);
      const side = smoothstep(1, -1, y + 0.5 - hem.at(x));
      soft.data[i] =
        torsoT(frame, x, y) > 0.6 && hem.spans(x) ? cloth * side : cloth * (hem.spans(x) ? side : 1);
    }
  }
  // Opening first: the shaded rims of arms hang on to the cloth as thin spurs.
  const r = Math.max(1, Math.round(frame.unit * 0.02));
  const opened = dilate(erode(soft, r), r + 1);
  const bare = mapPlane(soft, (v, i) => Math.min(v, opened.data[i]!));
  const solid = fillHoles(largestComponent(maskAbove(bare, 0.5)), width * height * 0.004);
  const inside = gaussianBlur(
    mapPlane(soft, (_, i) => solid.data[i]!),
    0.8,
  );
  return mapPlane(soft, (v, i) => {
    const near = inside.data[i]!;
    return near < 0.02 ? 0 : near > 0.98 ? 1 : Math.min(1, Math.max(v, near > 0.9 ? near : 0));
  });
}

/** True cloth colours kept, everything else (skin, hair, ground) overgrown by them. */
function clothColours(
  picture: Raster,
  labels: Readonly<Record<Label, Plane>>,
  alpha: Plane,
  unit: number,
): Raster {
  const sure = erode(
    mapPlane(alpha, (v, i) => (v > 0.97 && labels.top.data[i]! > 0.6 ? 1 : 0)),
    Math.max(2, unit * 0.018),
  );
  return bleed(picture, sure);
}

/** A dress is one cloth: what the parser took for trousers belongs to it. */
function joined(body: Body, labels: Readonly<Record<Label, Plane>>): Readonly<Record<Label, Plane>> {
  const bottom = showsLegs(body) ? lowerWear(body, labels, readLegs(body)).cloth : labels.bottom;
  const frame = bodyFrame(body.pose);
  const { width } = bottom;
  return {
    ...labels,
    top: mapPlane(labels.top, (v, i) => {
      // Around the waist the parser is in two minds about one cloth.
      const t = torsoT(frame, i % width, Math.floor(i / width));
      return Math.min(1, v + (t < 1.3 ? labels.bottom.data[i]! : bottom.data[i]!));
    }),
    bottom: createPlane(bottom.width, bottom.height),
  };
}

/**
 * Cuts a top or a dress off the person who wears it, its landmarks taken from that person's pose. Expects a frontal, upright wearer.
 *
 * @param body the wearer, in a picture whose long side is at most 1000 px
 * @throws PreviewRefusal `garment_occluded` when an arm lies across the garment (it would be baked into the cloth),
 * `garment_not_found` when too little of a top can be seen.
 */
export function extractWornGarment(body: Body, category: TopGarment['category'] = 'tops'): TopGarment {
  const { picture } = body;
  const frame = bodyFrame(body.pose);
  const parsed = fullLabels(body);
  const labels = category === 'tops' ? parsed : joined(body, parsed);
  const hem = category === 'tops' ? findHemLine(body, labels, frame) : findLongHem(labels.top, frame);
  if (
    hiddenShare(body, labels.skin, frame, hem) > maxHidden ||
    hiddenHem(labels, frame, hem) > maxHiddenHem
  ) {
    throw new PreviewRefusal('garment_occluded', 'An arm or a hand lies across the garment in its picture.');
  }
  const alpha = cutOut(labels, frame, hem);
  const centre = samplePlane(alpha, frame.midShoulder.x, frame.midShoulder.y + frame.torsoLength * 0.4);
  const area = alpha.data.reduce((sum, v) => sum + v, 0);
  if (centre < 0.5 || area < frame.unit * frame.unit * 0.4) {
    throw new PreviewRefusal(
      'garment_not_found',
      'No top could be made out on the person in the garment picture.',
    );
  }
  return {
    category,
    source: 'model',
    picture: clothColours(picture, labels, alpha, frame.unit),
    alpha,
    landmarks: preferOutline(alpha, findWornLandmarks(body, alpha, frame, hem), frame),
  };
}
