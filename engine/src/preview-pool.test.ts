import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PreviewRequest } from './preview.js';
import { createPreviewPool } from './preview-pool.js';
import { PreviewRefusal } from './refusal.js';

const art = new URL('../../sandbox/art/', import.meta.url);

async function request(): Promise<PreviewRequest> {
  return {
    person: await readFile(new URL('models/lukas.webp', art)),
    garment: await readFile(new URL('garments/tee-white-print.webp', art)),
    category: 'tops',
    garmentPhotoType: 'auto',
    outputFormat: 'jpeg',
  };
}

describe('the preview pool', { timeout: 120_000 }, () => {
  const pool = createPreviewPool({ threads: 1 });
  after(() => pool.close());

  it('renders without blocking this thread and reports its steps in order', async () => {
    await pool.warm();
    const seen: string[] = [];
    const percents: number[] = [];
    let ticks = 0;
    const clock = setInterval(() => {
      ticks++;
    }, 20);
    const result = await pool.render(await request(), {
      onProgress: (stage, percent) => {
        if (seen.at(-1) !== stage) seen.push(stage);
        percents.push(percent);
      },
    });
    clearInterval(clock);
    assert.equal(result.contentType, 'image/jpeg');
    assert.ok(result.picture.byteLength > 20_000);
    assert.deepEqual(seen, ['preparing', 'generating', 'finishing']);
    assert.deepEqual(
      percents,
      [...percents].sort((a, b) => a - b),
    );
    assert.equal(percents.at(-1), 100);
    assert.ok(ticks > result.timings['total']! / 100, `only ${ticks} ticks in ${result.timings['total']} ms`);
  });

  it('stops a running job when its signal fires and serves the next one', async () => {
    const controller = new AbortController();
    const running = pool.render(await request(), { signal: controller.signal });
    await sleep(300);
    const start = performance.now();
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
    assert.ok(performance.now() - start < 2000);
    const next = await pool.render(await request());
    assert.deepEqual([next.width, next.height], [768, 1152]);
  });

  it('does not start a job whose signal has fired already', async () => {
    await assert.rejects(pool.render(await request(), { signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  it('carries a refusal out of the thread with its code', async () => {
    const asked = await request();
    await assert.rejects(pool.render({ ...asked, person: asked.garment }), (error) => {
      assert.ok(error instanceof PreviewRefusal);
      assert.equal(error.code, 'no_person');
      return true;
    });
  });
});
