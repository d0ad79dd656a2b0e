import { loadPoseNet } from './models/runtime.js';
import type { FaceBox } from './person/face-box.js';
import { findFace } from './person/find-face.js';

/** Piscina's entry point in the face finder's thread. */
export default async function find(photo: Uint8Array): Promise<FaceBox | undefined> {
  return findFace(await loadPoseNet(), photo);
}
