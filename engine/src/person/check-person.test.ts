import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PreviewRefusal } from '../refusal.js';
import type { JointName, Pose } from './body.js';
import { checkPose } from './check-person.js';

const standing: Readonly<Record<JointName, readonly [number, number]>> = {
  nose: [200, 100],
  leftEye: [210, 90],
  rightEye: [190, 90],
  leftEar: [225, 95],
  rightEar: [175, 95],
  leftShoulder: [260, 180],
  rightShoulder: [140, 180],
  leftElbow: [280, 290],
  rightElbow: [120, 290],
  leftWrist: [290, 390],
  rightWrist: [110, 390],
  leftHip: [240, 380],
  rightHip: [160, 380],
  leftKnee: [240, 540],
  rightKnee: [160, 540],
  leftAnkle: [240, 690],
  rightAnkle: [160, 690],
};

function posed(place: (x: number, y: number) => readonly [number, number]): Pose {
  return Object.fromEntries(
    Object.entries(standing).map(([name, [x, y]]) => {
      const [u, v] = place(x, y);
      return [name, { x: u, y: v, score: 0.9 }];
    }),
  ) as Pose;
}

const refused = (error: unknown): boolean => error instanceof PreviewRefusal && error.code === 'no_person';

test('lets somebody pass who stands before the camera, leaning or not', () => {
  checkPose(
    posed((x, y) => [x, y]),
    720,
  );
  checkPose(
    posed((x, y) => [x + (y - 180) * 0.5, y]),
    720,
  );
});

test('refuses somebody seen from behind', () => {
  assert.throws(
    () =>
      checkPose(
        posed((x, y) => [400 - x, y]),
        720,
      ),
    refused,
  );
});

test('refuses somebody seen from the side', () => {
  assert.throws(
    () =>
      checkPose(
        posed((x, y) => [200 + (x - 200) * 0.3, y]),
        720,
      ),
    refused,
  );
});

test('refuses somebody who lies or stands on their head', () => {
  assert.throws(
    () =>
      checkPose(
        posed((x, y) => [y, 400 - x]),
        720,
      ),
    refused,
  );
  assert.throws(
    () =>
      checkPose(
        posed((x, y) => [400 - x, 720 - y]),
        720,
      ),
    refused,
  );
});

test('refuses a photo that ends at the chest', () => {
  assert.throws(
    () =>
      checkPose(
        posed((x, y) => [x, y]),
        260,
      ),
    refused,
  );
});
