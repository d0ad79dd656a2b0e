import type { Plane, Point, Raster } from '../pixels/raster.js';

/** MoveNet's 17 joints, in its order. "left" and "right" are the person's own. */
export type JointName =
  | 'nose'
  | 'leftEye'
  | 'rightEye'
  | 'leftEar'
  | 'rightEar'
  | 'leftShoulder'
  | 'rightShoulder'
  | 'leftElbow'
  | 'rightElbow'
  | 'leftWrist'
  | 'rightWrist'
  | 'leftHip'
  | 'rightHip'
  | 'leftKnee'
  | 'rightKnee'
  | 'leftAnkle'
  | 'rightAnkle';

/** A joint in picture pixels with the network's confidence in 0..1. */
export interface Joint extends Point {
  readonly score: number;
}

export type Pose = Readonly<Record<JointName, Joint>>;

/** The parser's five labels. */
export type Label = 'background' | 'skin' | 'hair' | 'top' | 'bottom';

/** What the engine knows about the person in a picture. */
export interface Body {
  /** The photo, auto-oriented sRGB, long side at most 1536 px. */
  readonly picture: Raster;
  /** Joints in `picture` pixels. */
  readonly pose: Pose;
  /** The unit `u` of all body measures, in `picture` pixels: max(shoulder width, 0.6 torso length, 1.5 head width). */
  readonly unit: number;
  /** `labels` are this many times smaller than `picture` (long side 560 px at most). */
  readonly labelScale: number;
  /** `picture` at the labels' size. */
  readonly small: Raster;
  /** Posterior of each label, 0..1, summing to 1 at every pixel; all of one size. */
  readonly labels: Readonly<Record<Label, Plane>>;
}
