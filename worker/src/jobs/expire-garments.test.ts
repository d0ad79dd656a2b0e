import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@tryon/core/logger';
import { openFolderStorage } from '@tryon/core/storage/folder-storage';
import type { ObjectStorage } from '@tryon/core/storage/storage';
import { createPreviewPool, type PreviewPool, type PreviewRequest } from '@tryon/engine';
import { garmentFiles } from '../providers/garment-files.js';
import { expireGarments } from './expire-garments.js';

const art = new URL('../../../sandbox/art/', import.meta.url);
const logger = createLogger({ name: 'test', level: 'silent' });

describe('cut-out garments in the storage', { timeout: 120_000 }, () => {
  let directory: string;
  let storage: ObjectStorage;
  let request: PreviewRequest;
  const pools: PreviewPool[] = [];
  const failures: unknown[] = [];
  const openPool = (): PreviewPool => {
    const onStoreError = (error: unknown) => failures.push(error);
    const pool = createPreviewPool({ garmentStore: garmentFiles(storage), onStoreError });
    pools.push(pool);
    return pool;
  };
  const files = async () => (await storage.list('garments/', { limit: 10 })).objects.map(({ key }) => key);
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tryon-garments-'));
    storage = await openFolderStorage({ directory });
    request = {
      person: await readFile(new URL('models/kenji.webp', art)),
      garment: await readFile(new URL('garments/tee-coral-women.webp', art)),
      category: 'tops',
      garmentPhotoType: 'flat-lay',
      outputFormat: 'png',
    };
  });
  after(async () => {
    await Promise.all(pools.map((pool) => pool.close()));
    await rm(directory, { recursive: true });
  });

  it('are read once for all processes, and give the same picture in each', async () => {
    const first = await openPool().render(request);
    // The file is written behind the answer.
    for (let turn = 0; turn < 100 && (await files()).length === 0; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.match((await files()).join(), /^garments\/[0-9a-f]{16}\/[0-9a-f]{64}-tops-flat-lay\.png$/);
    const second = await openPool().render(request);
    assert.ok(Buffer.from(first.picture).equals(Buffer.from(second.picture)));
    const steps = JSON.stringify([first.timings, second.timings]);
    assert.ok(second.timings['garment']! < first.timings['garment']! / 2, steps);
    assert.deepEqual(failures, []);
  });

  it('stay for a day and go then', async () => {
    const hoursOn = (hours: number) => () => Date.now() + hours * 3_600_000;
    await storage.put('images/a.png', new Uint8Array(3), { contentType: 'image/png' });
    await expireGarments({ storage, logger }, undefined, hoursOn(23));
    assert.equal((await files()).length, 1);
    await expireGarments({ storage, logger }, undefined, hoursOn(25));
    assert.deepEqual(await files(), []);
    assert.equal(await storage.exists('images/a.png'), true);
  });
});
