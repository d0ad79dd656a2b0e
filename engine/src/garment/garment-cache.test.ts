import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { loadPreviewEngine, type PreviewEngine, type PreviewRequest } from '../preview.js';
import type { GarmentStore } from './garment-cache.js';

const art = new URL('../../../sandbox/art/', import.meta.url);

/** What is kept and found again does not depend on the size, and small pictures take a third of the time. */
async function small(path: string): Promise<Buffer> {
  return sharp(await readFile(new URL(path, art)))
    .resize({ height: 384 })
    .png()
    .toBuffer();
}

async function request(garment: string, person = 'amara'): Promise<PreviewRequest> {
  return {
    person: await small(`models/${person}.webp`),
    garment: await small(`${garment}.webp`),
    category: 'auto',
    garmentPhotoType: 'auto',
    outputFormat: 'png',
  };
}

interface CountingStore extends GarmentStore {
  readonly files: Map<string, Uint8Array>;
  gets: number;
}

function memoryStore(): CountingStore {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    gets: 0,
    async get(key) {
      this.gets++;
      return files.get(key);
    },
    async put(key, bytes) {
      files.set(key, bytes);
    },
  };
}

async function pictureOf(engine: PreviewEngine, asked: PreviewRequest): Promise<Buffer> {
  const { picture } = await engine.render(asked);
  await engine.settled();
  return Buffer.from(picture);
}

describe('kept garments', { timeout: 240_000 }, () => {
  const store = memoryStore();
  let first: PreviewEngine;
  let hoodie: PreviewRequest;
  let cold: Buffer;
  before(async () => {
    first = await loadPreviewEngine({ garmentStore: store });
    hoodie = await request('garments/hoodie-grey');
    cold = await pictureOf(first, hoodie);
  });

  it('make the same picture from the store, from memory and without either, alone or worn', async () => {
    const plain = await loadPreviewEngine();
    assert.ok(cold.equals(await pictureOf(plain, hoodie)), 'without a store');
    for (const name of ['garments/hoodie-grey', 'models/lukas']) {
      const asked = await request(name);
      const fresh = await pictureOf(first, asked);
      assert.ok(fresh.equals(await pictureOf(first, asked)), `${name} from memory`);
      const second = await loadPreviewEngine({ garmentStore: store });
      const { picture, timings, garmentPhotoType } = await second.render(asked);
      assert.ok(fresh.equals(Buffer.from(picture)), `${name} from the store`);
      assert.ok(timings['garment']! < timings['person']!, JSON.stringify(timings));
      assert.equal(garmentPhotoType, name.startsWith('models') ? 'model' : 'flat-lay');
    }
  });

  it('are asked of the store once a process, and a refused garment is never put there', async () => {
    const asked = store.gets;
    await pictureOf(first, hoodie);
    assert.equal(store.gets, asked);
    const files = store.files.size;
    const text = new TextEncoder().encode('no picture');
    await assert.rejects(first.render({ ...hoodie, garment: text }), { code: 'image_unreadable' });
    await first.settled();
    assert.equal(store.files.size, files);
  });

  it('are read anew, and mended, when the stored file is broken, foreign or cannot be had', async () => {
    const [key, whole] = [...store.files][0]!;
    const flipped = Buffer.from(whole);
    flipped[flipped.length >> 1]! ^= 1;
    for (const broken of [whole.subarray(0, whole.length - 9), flipped]) {
      store.files.set(key, broken);
      const engine = await loadPreviewEngine({ garmentStore: store });
      assert.ok(cold.equals(await pictureOf(engine, hoodie)));
      assert.ok(Buffer.from(store.files.get(key)!).equals(whole), 'not mended');
    }
    const seen: unknown[] = [];
    const away = new Error('the storage is away');
    const failing: GarmentStore = { get: () => Promise.reject(away), put: () => Promise.reject(away) };
    const engine = await loadPreviewEngine({
      garmentStore: failing,
      onStoreError: (error) => seen.push(error),
    });
    assert.ok(cold.equals(await pictureOf(engine, hoodie)));
    assert.deepEqual(seen, [away, away]);
  });

  it('are told apart by what was announced, and leave memory by their size', async () => {
    const counting = memoryStore();
    const engine = await loadPreviewEngine({ garmentStore: counting, garmentCacheBytes: 1_900_000 });
    await pictureOf(engine, hoodie);
    await pictureOf(engine, { ...hoodie, garmentPhotoType: 'model' });
    assert.equal(counting.files.size, 2);
    // One garment of 307 x 384 px takes 1.3 MB: the first has left.
    await pictureOf(engine, hoodie);
    assert.equal(counting.gets, 3);
    await pictureOf(engine, hoodie);
    assert.equal(counting.gets, 3);
  });
});
