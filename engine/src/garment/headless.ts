import type { JointName, Pose } from '../person/body.js';
import { bodyFrame, offset, towards } from '../person/frame.js';
import { looksLikeSkin } from '../person/skin-gamut.js';
import { labOf } from '../pixels/lab.js';
import type { Point, Raster } from '../pixels/raster.js';

const trunkAndArms: readonly JointName[] = [
  'leftShoulder',
  'rightShoulder',
  'leftElbow',
  'rightElbow',
  'leftWrist',
  'rightWrist',
  'leftHip',
  'rightHip',
];

/** Mean confidence of shoulders, elbows, wrists and hips: wearers without a head show .85, empty hoodies and shirts .6. */
const sureJoints = 0.72;

/** Lab distance from the cloth in the middle of the trunk from which something beside it is not that cloth. */
const otherThanCloth = 14;

/** Nose, eyes and ears around the head's centre, in head widths: across to the person's left, and down. */
const facePlan: Readonly<Partial<Record<JointName, readonly [number, number]>>> = {
  nose: [0, 0.12],
  leftEye: [0.22, -0.08],
  rightEye: [-0.22, -0.08],
  leftEar: [0.5, 0],
  rightEar: [-0.5, 0],
};

/** How sure the network is of a body below the neck. */
export function trunkScore(pose: Pose): number {
  return trunkAndArms.reduce((sum, name) => sum + pose[name].score, 0) / trunkAndArms.length;
}

/** Mean Lab of a square of side `2r`; undefined outside the picture. */
function colourAt(picture: Raster, at: Point, r: number): [number, number, number] | undefined {
  const sum: [number, number, number] = [0, 0, 0];
  let n = 0;
  for (let y = Math.floor(at.y - r); y <= at.y + r; y++) {
    for (let x = Math.floor(at.x - r); x <= at.x + r; x++) {
      if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
      const k = (y * picture.width + x) * 3;
      const lab = labOf(picture.data[k]!, picture.data[k + 1]!, picture.data[k + 2]!);
      for (let c = 0; c < 3; c++) sum[c] = sum[c]! + lab[c]!;
      n++;
    }
  }
  return n > 0 ? [sum[0] / n, sum[1] / n, sum[2] / n] : undefined;
}

/** Whether the throat or a hand is bare skin: an empty garment has cloth, or the ground, in their places. */
function showsSkin(picture: Raster, pose: Pose): boolean {
  const { midShoulder, midHip, down, unit } = bodyFrame(pose);
  const r = 0.03 * unit;
  const cloth = colourAt(picture, towards(midShoulder, midHip, 0.45), 2 * r);
  const places = [
    offset(midShoulder, down, -0.16 * unit),
    offset(midShoulder, down, -0.24 * unit),
    ...(['left', 'right'] as const).flatMap((side) => {
      const elbow = pose[`${side}Elbow`];
      const wrist = pose[`${side}Wrist`];
      return [towards(elbow, wrist, 0.9), towards(elbow, wrist, 1.2)];
    }),
  ];
  const bare = places.filter((at) => {
    const colour = colourAt(picture, at, r);
    if (!colour || !looksLikeSkin(...colour)) return false;
    return !cloth || Math.hypot(...colour.map((v, c) => v - cloth[c]!)) > otherThanCloth;
  });
  return bare.length >= 2;
}

/**
 * Whether somebody whose head is not in the picture wears the garment, as in many shops' pictures: a body that the network
 * is far surer of than of an empty garment, with bare skin where hands and throat are.
 */
export function isHeadlessWearer(picture: Raster, pose: Pose): boolean {
  return trunkScore(pose) >= sureJoints && showsSkin(picture, pose);
}

/** The pose with a head where one belongs, for the parser: above the shoulders, and above the picture's edge. */
export function withHead(pose: Pose): Pose {
  const { midShoulder, down, unit, across } = bodyFrame(pose);
  const width = 0.34 * unit;
  const neck = offset(midShoulder, down, -0.62 * unit);
  const centre = { x: neck.x, y: Math.min(neck.y, -0.3 * width) };
  const facing = pose.leftShoulder.x > pose.rightShoulder.x ? 1 : -1;
  const left = across.x * facing >= 0 ? across : { x: -across.x, y: -across.y };
  const head = Object.entries(facePlan).map(([name, [aside, below]]) => {
    const at = offset(offset(centre, left, aside * width), down, below * width);
    return [name, { ...at, score: 0 }];
  });
  return { ...pose, ...Object.fromEntries(head) } as Pose;
}
