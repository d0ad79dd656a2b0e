import { loadPersonNets } from '../models/runtime.js';
import type { Pose } from '../person/body.js';
import { bodyFrame } from '../person/frame.js';
import { faceScore, findPose, isPerson } from '../person/pose.js';
import { looksLikeSkin } from '../person/skin-gamut.js';
import { labOf } from '../pixels/lab.js';
import type { Raster } from '../pixels/raster.js';
import { isHeadlessWearer, trunkScore, withHead } from './headless.js';

/** Real faces score .6 and more, the necklines of empty garments up to .31. */
const minFaceScore = 0.4;

/** Below this from afar closer looks find no wearer either: wearers show .6, the empty hood of a hoodie .25. */
const hintOfFace = 0.3;

/** Below this from afar nobody without a head wears the garment either. */
const hintOfTrunk = 0.6;

export interface Wearer {
  readonly pose: Pose;
  /** The picture ends at the neck or the chin: the pose's face is where one would be. */
  readonly headless: boolean;
}

/** Whether the middle of the face has a colour that human skin has, from very dark to very light. */
function faceLooksLikeSkin(picture: Raster, pose: Pose): boolean {
  const { headCentre, headWidth } = bodyFrame(pose);
  const r = headWidth * 0.25;
  let skin = 0;
  let total = 0;
  for (let y = Math.floor(headCentre.y - r); y <= headCentre.y + r; y++) {
    for (let x = Math.floor(headCentre.x - r); x <= headCentre.x + r; x++) {
      if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
      const k = (y * picture.width + x) * 3;
      total++;
      if (looksLikeSkin(...labOf(picture.data[k]!, picture.data[k + 1]!, picture.data[k + 2]!))) skin++;
    }
  }
  return total > 0 && skin / total > 0.5;
}

/**
 * The person who wears the garment in a picture, or undefined for a garment on its own. Shoulders do not decide it (an
 * empty hoodie has fine ones); a face does, or arms and hips that the network is sure of together with bare skin.
 */
export async function findWearer(picture: Raster): Promise<Wearer | undefined> {
  const nets = await loadPersonNets();
  let pose = findPose(nets, picture, hintOfFace);
  if (!isPerson(pose)) return undefined;
  if (faceScore(pose) >= minFaceScore && faceLooksLikeSkin(picture, pose)) return { pose, headless: false };
  if (trunkScore(pose) < hintOfTrunk) return undefined;
  pose = findPose(nets, picture);
  return isHeadlessWearer(picture, pose) ? { pose: withHead(pose), headless: true } : undefined;
}
