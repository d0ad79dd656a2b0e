import type { Pose } from './body.js';
import { faceScore } from './pose.js';

/** A face's place in its picture: fractions of the picture's width and height, from the top left. A square in pixels. */
export interface FaceBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Real faces score .6 and more, the necklines of empty garments up to .31. */
const minFaceScore = 0.4;
/** From the outer ends of the eyes to the ears' distance, by the proportions of a face seen from the front. */
const earsPerEyes = 2.2;

/** The square from brow to lip between the ears; undefined where the pose's face is not surely one. */
export function faceBox(
  pose: Pose,
  { width, height }: { readonly width: number; readonly height: number },
): FaceBox | undefined {
  if (faceScore(pose) < minFaceScore) return undefined;
  const { nose, leftEye, rightEye, leftEar, rightEar } = pose;
  const ears = Math.hypot(leftEar.x - rightEar.x, leftEar.y - rightEar.y);
  const eyes = Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y);
  const side = Math.max(ears, earsPerEyes * eyes) * 1.1;
  const centreX = (nose.x + leftEye.x + rightEye.x) / 3;
  const centreY = nose.y / 2 + (leftEye.y + rightEye.y) / 4;
  return {
    left: (centreX - side / 2) / width,
    top: (centreY - side / 2) / height,
    width: side / width,
    height: side / height,
  };
}
