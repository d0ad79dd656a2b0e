import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createPlane, createRaster } from '../pixels/plane.js';
import { PreviewRefusal } from '../refusal.js';
import type { Body, Pose } from './body.js';
import { createPersonCache } from './person-cache.js';

/** 6 bytes of pictures and 20 of labels. */
function person(): Body {
  const plane = createPlane(1, 1);
  const labels = { background: plane, skin: plane, hair: plane, top: plane, bottom: plane };
  return {
    picture: createRaster(1, 1),
    small: createRaster(1, 1),
    pose: {} as Pose,
    unit: 1,
    labelScale: 1,
    labels,
  };
}

const personBytes = 26;
const photo = (name: string): Uint8Array => new TextEncoder().encode(name);

function counted(maxPeople: number, maxAgeMs = 60_000) {
  const reads: string[] = [];
  const cache = createPersonCache({
    maxBytes: maxPeople * personBytes,
    maxAgeMs,
    read: async (bytes) => {
      reads.push(new TextDecoder().decode(bytes));
      return person();
    },
  });
  return { reads, cache };
}

describe('kept people', () => {
  it('are read once a photo, the longest unasked for going first', async () => {
    const { reads, cache } = counted(2);
    const first = await cache.personOf(photo('a'));
    await cache.personOf(photo('b'));
    assert.equal(await cache.personOf(photo('a')), first);
    await cache.personOf(photo('c'));
    await cache.personOf(photo('a'));
    await cache.personOf(photo('b'));
    assert.deepEqual(reads, ['a', 'b', 'c', 'b']);
  });

  it('are forgotten after a while without a job', async () => {
    const { reads, cache } = counted(2, 20);
    await cache.personOf(photo('a'));
    await wait(60);
    await cache.personOf(photo('a'));
    assert.deepEqual(reads, ['a', 'a']);
  });

  it('are nobody where no memory is given to them, and nobody who was refused', async () => {
    const { reads, cache } = counted(0);
    await cache.personOf(photo('a'));
    await cache.personOf(photo('a'));
    assert.deepEqual(reads, ['a', 'a']);
    let asked = 0;
    const refusing = createPersonCache({
      maxBytes: 100,
      maxAgeMs: 1000,
      read: async () => {
        asked++;
        throw new PreviewRefusal('no_person', 'nobody');
      },
    });
    await assert.rejects(refusing.personOf(photo('a')), { code: 'no_person' });
    await assert.rejects(refusing.personOf(photo('a')), { code: 'no_person' });
    assert.equal(asked, 2);
  });
});
