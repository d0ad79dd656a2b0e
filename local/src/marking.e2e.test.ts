import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { TryOn } from '@tryon/sdk';
import { demoKeys } from './demo.js';
import { runningShop } from './testing/running-shop.js';

test('a picture says, as it is served in each format, how it came about and of which try-on it is, and is known by its hash; and can be gone on from', async () => {
  const { at } = await runningShop();
  const client = new TryOn({ apiKey: demoKeys().secretKey, baseUrl: at.apiUrl });
  let top = '';
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const tryon = await client.tryons.run(
      {
        model_image: 'img_sandbox_amara',
        garment_image: 'img_sandbox_tee-white-print',
        output_format: format,
      },
      { waitTimeoutMs: 60_000 },
    );
    const [picture] = tryon.output;
    assert.equal(picture?.content_type, `image/${format}`);
    const response = await fetch(picture.url, { signal: AbortSignal.timeout(5_000) });
    assert.equal(response.headers.get('content-type'), `image/${format}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const sourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/composite';
    assert.ok(bytes.includes(`<Iptc4xmpExt:DigitalSourceType>${sourceType}<`), format);
    assert.ok(bytes.includes(`<dc:identifier>${tryon.id}</dc:identifier>`), format);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const known = await client.tryons.verify({ sha256 });
    assert.deepEqual([known.ours, known.tryon_id], [true, tryon.id]);
    top = tryon.id;
  }
  const outfit = await client.tryons.run({
    model_image: top,
    garment_image: 'img_sandbox_chinos-sand',
    category: 'bottoms',
  });
  assert.equal(outfit.based_on, top);
  const receipt = await client.tryons.delete(top);
  assert.deepEqual([receipt?.tryons, receipt?.pictures], [2, 2]);
});
