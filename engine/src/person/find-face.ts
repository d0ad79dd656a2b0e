import type { PersonNets } from '../models/runtime.js';
import { decodePicture } from '../pixels/decode.js';
import { type FaceBox, faceBox } from './face-box.js';
import { findPose } from './pose.js';

/** The network sees 256 px; its closer looks at a part of the picture are still sharp with this long side, px. */
const maxSide = 640;

/**
 * Finds the face of the most prominent person in an encoded photo, blocking the thread for some 0.2 s.
 * @throws PreviewRefusal `image_unreadable`.
 */
export async function findFace(
  net: Pick<PersonNets, 'pose'>,
  photo: Uint8Array,
): Promise<FaceBox | undefined> {
  const picture = await decodePicture(photo, maxSide);
  return faceBox(findPose(net, picture), picture);
}
