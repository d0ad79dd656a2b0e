import { loadPoseNet } from './models/runtime.js';
import { type FaceBox, faceBox } from './person/face-box.js';
import { findPose } from './person/pose.js';
import { decodePicture } from './pixels/decode.js';

/** What the network sees is 256 px; twice that leaves its closer looks sharp. */
const maxSide = 640;

/** Piscina's entry point in the face finder's thread. */
export default async function find(photo: Uint8Array): Promise<FaceBox | undefined> {
  const [net, picture] = await Promise.all([loadPoseNet(), decodePicture(photo, maxSide)]);
  return faceBox(findPose(net, picture), picture);
}
