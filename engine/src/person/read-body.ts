import { loadPersonNets, type PersonNets } from '../models/runtime.js';
import { decodePicture } from '../pixels/decode.js';
import type { Raster } from '../pixels/raster.js';
import { resizeRaster } from '../pixels/resize.js';
import { PreviewRefusal } from '../refusal.js';
import type { Body, Pose } from './body.js';
import { checkAlone, checkPose, checkTrunk } from './check-person.js';
import { bodyFrame, scalePose } from './frame.js';
import { parsePerson } from './parse.js';
import { findPersonMask } from './person-mask.js';
import { faceScore, findPose, isPerson } from './pose.js';

/** Long side of the pictures the engine works on, px. */
export const maxPictureSide = 1536;
const maxLabelSide = 560;
/** Real faces score .6 and more, the necklines of empty garments up to .31. */
const minFaceScore = 0.4;

/** The picture at the labels' size. */
function atLabelSize(picture: Raster): Raster {
  const scale = Math.max(1, Math.max(picture.width, picture.height) / maxLabelSide);
  return resizeRaster(picture, Math.round(picture.width / scale), Math.round(picture.height / scale));
}

function findSomebody(nets: PersonNets, picture: Raster): Pose {
  const pose = findPose(nets, picture);
  if (isPerson(pose) && faceScore(pose) >= minFaceScore) return pose;
  throw new PreviewRefusal(
    'no_person',
    'No person with a visible face and shoulders was found in the photo.',
  );
}

/**
 * Finds and parses the person in a decoded picture.
 *
 * @param known the person's pose, if it has been found already; its face may lie outside the picture
 * @param small the picture at the labels' size, if it is there already
 * @throws PreviewRefusal `no_person` when there is none whose face and shoulders can be seen.
 */
export async function readBodyIn(
  picture: Raster,
  known?: Pose,
  small: Raster = atLabelSize(picture),
): Promise<Body> {
  const nets = await loadPersonNets();
  const pose = known ?? findSomebody(nets, picture);
  const labelScale = Math.max(1, Math.max(picture.width, picture.height) / maxLabelSide);
  const smallPose = scalePose(pose, 1 / labelScale);
  const mask = findPersonMask(nets, small, smallPose);
  const labels = parsePerson(small, smallPose, mask);
  return { picture, pose, unit: bodyFrame(pose).unit, labelScale, small, labels };
}

/**
 * Reads the person who is to be dressed: somebody alone, upright, seen from the front and not behind their arms.
 *
 * @throws PreviewRefusal `no_person` or `person_occluded`.
 */
export async function readShopper(picture: Raster): Promise<Body> {
  const nets = await loadPersonNets();
  const pose = findSomebody(nets, picture);
  const small = atLabelSize(picture);
  checkPose(pose, picture.height);
  checkAlone(nets, small, scalePose(pose, small.width / picture.width));
  const body = await readBodyIn(picture, pose, small);
  checkTrunk(body);
  return body;
}

/**
 * Decodes a photo and reads the person in it.
 *
 * @throws PreviewRefusal `image_unreadable` or `no_person`.
 */
export async function readBody(bytes: Uint8Array): Promise<Body> {
  return readBodyIn(await decodePicture(bytes, maxPictureSide));
}
