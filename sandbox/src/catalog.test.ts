import assert from 'node:assert/strict';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CATEGORIES, readCatalog, relatedTo } from './catalog.js';

const ART_DIR = fileURLToPath(new URL('../art/', import.meta.url));

/** Reads the size in pixels from the header of a lossy WebP (RFC 9649, section 2.5). */
async function webpSize(path: string): Promise<{ width: number; height: number }> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(30), 0, 30, 0);
    assert.equal(buffer.toString('latin1', 0, 4) + buffer.toString('latin1', 8, 16), 'RIFFWEBPVP8 ', path);
    return { width: buffer.readUInt16LE(26) & 0x3fff, height: buffer.readUInt16LE(28) & 0x3fff };
  } finally {
    await file.close();
  }
}

interface Picture {
  readonly id: string;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

test('every model and garment has its picture, of the stated size', async () => {
  const catalog = JSON.parse(await readFile(join(ART_DIR, 'catalog.json'), 'utf8')) as Record<
    'models' | 'garments',
    Picture[]
  >;
  assert.equal(catalog.models.length, 6);
  for (const picture of [...catalog.models, ...catalog.garments]) {
    assert.match(picture.id, /^img_sandbox_[a-z-]+$/);
    assert.ok(picture.alt.length > 20, `${picture.id} is described`);
    const size = await webpSize(join(ART_DIR, picture.file));
    assert.deepEqual(size, { width: picture.width, height: picture.height }, picture.file);
  }
});

test('every garment also has its small picture', async () => {
  const { garments } = await readCatalog(ART_DIR);
  for (const garment of garments) {
    const small = join(ART_DIR, garment.file.replace('garments/', 'garments-384/'));
    assert.deepEqual(await webpSize(small), { width: 384, height: 480 });
  }
});

test('the licence page names every picture', async () => {
  const { garments } = await readCatalog(ART_DIR);
  const licences = await readFile(join(ART_DIR, 'LICENSES.md'), 'utf8');
  for (const garment of garments) assert.ok(licences.includes(`${garment.slug}.webp`), garment.slug);
});

test('all three categories are sold, in the order of the day', async () => {
  const { garments } = await readCatalog(ART_DIR);
  assert.deepEqual(new Set(garments.map((garment) => garment.category)), new Set(CATEGORIES));
  const hours = garments.map((garment) => garment.hour);
  assert.deepEqual(hours, [...hours].sort());
});

test('what goes with a piece is never the piece itself and starts with another category', async () => {
  const catalog = await readCatalog(ART_DIR);
  for (const garment of catalog.garments) {
    const related = relatedTo(garment, catalog);
    assert.equal(new Set(related).size, 4);
    assert.ok(!related.includes(garment));
    assert.notEqual(related[0]?.category, garment.category);
  }
});
