import type { Garment } from './garment/garment.js';
import type { Body } from './person/body.js';
import { bodyFrame } from './person/frame.js';
import { upright } from './person/leg-figure.js';
import { samplePlane } from './pixels/plane.js';
import type { Undressing } from './render/compose.js';

/** Below this mean confidence of shoulders, elbows and hips the preview says that it may be off. */
const sureJoints = 0.45;

/** Shoulders as a share of the body unit below which somebody is turned well aside. */
const turnedShare = 0.75;

export interface PreviewWarning {
  readonly code: 'photo_type_differs' | 'pose_uncertain' | 'bare_arms_guessed' | 'bare_legs_guessed';
  readonly message: string;
}

/** Whether the old top's sleeves reach down a forearm, so that bare arms under a new one have to be invented. */
function wearsLongSleeves({ pose, labels, labelScale }: Body): boolean {
  const sides = [
    [pose.leftElbow, pose.leftWrist],
    [pose.rightElbow, pose.rightWrist],
  ] as const;
  return sides.some(([elbow, wrist]) => {
    if (elbow.score < 0.3 || wrist.score < 0.3) return false;
    const x = (elbow.x + wrist.x) / 2 / labelScale;
    const y = (elbow.y + wrist.y) / 2 / labelScale;
    return samplePlane(labels.top, x, y) > 0.5;
  });
}

function sits({ pose }: Body): boolean {
  const { down } = bodyFrame(pose);
  return [
    [pose.leftHip, pose.leftKnee],
    [pose.rightHip, pose.rightKnee],
  ].some(([hip, knee]) => {
    const length = Math.hypot(knee!.x - hip!.x, knee!.y - hip!.y) || 1;
    return ((knee!.x - hip!.x) * down.x + (knee!.y - hip!.y) * down.y) / length < upright;
  });
}

/** What a shopper should know about this picture: where the engine had to guess. */
export function personWarnings(garment: Garment, body: Body, undressing: Undressing): PreviewWarning[] {
  const { leftShoulder, rightShoulder, leftElbow, rightElbow, leftHip, rightHip } = body.pose;
  const joints = [leftShoulder, rightShoulder, leftElbow, rightElbow, leftHip, rightHip];
  const warnings: PreviewWarning[] = [];
  const { shoulderWidth, unit } = bodyFrame(body.pose);
  if (shoulderWidth < turnedShare * unit) {
    const message = 'The person is turned aside; the fit may be off.';
    warnings.push({ code: 'pose_uncertain', message });
  } else if (joints.reduce((sum, joint) => sum + joint.score, 0) / joints.length < sureJoints) {
    const message = 'Parts of the body could not be seen well; the fit may be off.';
    warnings.push({ code: 'pose_uncertain', message });
  }
  if (garment.category !== 'bottoms' && garment.landmarks.sleeves !== 'long' && wearsLongSleeves(body)) {
    const message = 'The person wears long sleeves; the bare arms under the new garment are guessed.';
    warnings.push({ code: 'bare_arms_guessed', message });
  }
  if (garment.category === 'bottoms' && sits(body)) {
    const message = 'The person does not stand upright; trousers fit less well than they would then.';
    warnings.push({ code: 'pose_uncertain', message });
  }
  if (undressing.limbs) {
    const message = 'The person wears long trousers; the bare legs under the new garment are guessed.';
    warnings.push({ code: 'bare_legs_guessed', message });
  }
  return warnings;
}
