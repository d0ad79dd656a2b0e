import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnownFaces } from './known-faces.js';

const FACE = { left: 0.4, top: 0.1, width: 0.2, height: 0.2 };

test('looks for a photo’s face once, also for try-ons that ask at the same time', async () => {
  let looks = 0;
  const faces = createKnownFaces({
    findFace: async () => {
      looks++;
      return FACE;
    },
  });
  const photo = new Uint8Array([1]);
  assert.deepEqual(await Promise.all([faces.find('a', photo), faces.find('a', photo)]), [FACE, FACE]);
  assert.equal(looks, 1);
  await faces.find('b', photo);
  assert.equal(looks, 2);
});

test('looks again after a look that broke off', async () => {
  let looks = 0;
  const faces = createKnownFaces({
    findFace: async () => {
      if (looks++ === 0) throw new Error('too many wait');
      return undefined;
    },
  });
  await assert.rejects(faces.find('a', new Uint8Array([1])), /too many/);
  assert.equal(await faces.find('a', new Uint8Array([1])), undefined);
  assert.equal(looks, 2);
});

test('lets no more than 32 photos wait', async () => {
  let answer: (face: undefined) => void = () => undefined;
  const never = new Promise<undefined>((resolve) => (answer = resolve));
  const faces = createKnownFaces({ findFace: () => never });
  const photo = new Uint8Array([1]);
  const waiting = Array.from({ length: 32 }, (_, index) => faces.find(`photo ${index}`, photo));
  await assert.rejects(faces.find('one too many', photo), /Too many/);
  answer(undefined);
  await Promise.all(waiting);
  assert.equal(await faces.find('one too many', photo), undefined);
});
