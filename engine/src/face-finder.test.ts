import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { createFaceFinder } from './face-finder.js';

const art = (path: string) => readFile(new URL(`../../sandbox/art/${path}.webp`, import.meta.url));
const soon = () => AbortSignal.timeout(30_000);

describe('the face finder', () => {
  const faces = createFaceFinder();
  after(() => faces.close());

  it('finds the face of a person seen from head to knee, at the top of the picture and no larger than a head', async () => {
    const face = await faces.findFace(await art('models/amara'), soon());
    assert.ok(face);
    const middle = { x: face.left + face.width / 2, y: face.top + face.height / 2 };
    assert.ok(Math.abs(middle.x - 0.5) < 0.1, `${middle.x}`);
    assert.ok(middle.y > 0.05 && middle.y < 0.25, `${middle.y}`);
    assert.ok(face.width > 0.08 && face.width < 0.25, `${face.width}`);
  });

  it('finds none in a garment', async () => {
    assert.equal(await faces.findFace(await art('garments/hoodie-grey'), soon()), undefined);
  });

  it('says so when a photo cannot be read', async () => {
    await assert.rejects(faces.findFace(new Uint8Array([1, 2, 3]), soon()), /could not be decoded/);
  });
});
