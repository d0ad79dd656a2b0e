import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { DIGITAL_SOURCE_TYPES } from '@tryon/core/results/result-mark';
import sharp from 'sharp';
import { encodeResult } from './encode-result.js';

const FACTS = {
  tryonId: 'tryon_0123456789abcdef',
  digitalSourceType: DIGITAL_SOURCE_TYPES.generated,
  maxPixels: 1_000_000,
};

/** A provider's picture that carries all that a file can carry of somebody. */
const carrying = () =>
  sharp({ create: { width: 120, height: 80, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Copyright: 'secret-exif' }, IFD3: { GPSLatitude: '51/1 30/1 3230/100' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">secret-xmp</x:xmpmeta>')
    .jpeg()
    .toBuffer();

describe('an encoded result', () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    it(`says in ${format} how it came about, of which try-on it is and what made it, and nothing else`, async () => {
      const { bytes, contentType, width, height } = await encodeResult(await carrying(), {
        ...FACTS,
        format,
      });
      assert.deepEqual([contentType, width, height], [`image/${format}`, 120, 80]);
      const facts = await sharp(bytes).metadata();
      assert.equal(facts.format, format);
      const xmp = facts.xmp?.toString('utf8') ?? '';
      assert.match(
        xmp,
        /<Iptc4xmpExt:DigitalSourceType>http:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/compositeWithTrainedAlgorithmicMedia</,
      );
      assert.match(xmp, /<dc:identifier>tryon_0123456789abcdef<.*<xmp:CreatorTool>TryOn</s);
      assert.deepEqual([facts.exif, facts.iptc, facts.icc], [undefined, undefined, undefined]);
      for (const trace of ['secret', 'Exif', 'GPS'])
        assert.ok(!Buffer.from(bytes).includes(trace), `${trace} is left in it`);
    });
  }

  it('carries its XMP once and uncompressed, where every reader looks for it', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const { bytes } = await encodeResult(await carrying(), { ...FACTS, format });
      const text = Buffer.from(bytes).toString('latin1');
      assert.equal(text.split('<dc:identifier>tryon_0123456789abcdef</dc:identifier>').length, 2, format);
      const keywords = text.split('XML:com.adobe.xmp').length - 1;
      assert.equal(keywords, format === 'png' ? 1 : 0);
    }
  });

  it('has the hash of its own bytes', async () => {
    const { bytes, mark } = await encodeResult(await carrying(), { ...FACTS, format: 'webp' });
    assert.equal(mark.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.equal(mark.digitalSourceType, FACTS.digitalSourceType);
  });

  it('stands upright, whatever its file said', async () => {
    const lying = await sharp(await carrying())
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { bytes } = await encodeResult(lying, { ...FACTS, format: 'jpeg' });
    const { width, height, orientation } = await sharp(bytes).metadata();
    assert.deepEqual([width, height, orientation], [80, 120, undefined]);
  });

  it('keeps a try-on’s id from ending its field', async () => {
    const { bytes } = await encodeResult(await carrying(), { ...FACTS, tryonId: '</a>&', format: 'png' });
    assert.match((await sharp(bytes).metadata()).xmp?.toString() ?? '', /<dc:identifier>&lt;\/a&gt;&amp;</);
  });
});
