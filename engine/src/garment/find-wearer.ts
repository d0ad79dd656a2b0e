import { loadPersonNets } from '../models/runtime.js';
import type { Pose } from '../person/body.js';
import { bodyFrame } from '../person/frame.js';
import { faceScore, findPose, isPerson } from '../person/pose.js';
import { labOf } from '../pixels/lab.js';
import type { Raster } from '../pixels/raster.js';

/** Real faces score .6 and more, the necklines of empty garments up to .31. */
const minFaceScore = 0.4;

/** Below this from afar closer looks find no wearer either: wearers show .6, the empty hood of a hoodie .25. */
const hintOfFace = 0.3;

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
      const [l, a, b] = labOf(picture.data[k]!, picture.data[k + 1]!, picture.data[k + 2]!);
      total++;
      if (l > 8 && l < 97 && a > -2 && a < 40 && b > -2 && b < 45 && a + b > 3) skin++;
    }
  }
  return total > 0 && skin / total > 0.5;
}

/**
 * The pose of the person who wears the garment in a picture, or undefined for a garment on its own. Shoulders do not
 * decide it (an empty hoodie has fine ones); a face does.
 */
export async function findWearer(picture: Raster): Promise<Pose | undefined> {
  const pose = findPose(await loadPersonNets(), picture, hintOfFace);
  const worn = isPerson(pose) && faceScore(pose) >= minFaceScore && faceLooksLikeSkin(picture, pose);
  return worn ? pose : undefined;
}
