import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { createLogger } from '@tryon/core/logger';
import { DIGITAL_SOURCE_TYPES } from '@tryon/core/results/result-mark';
import type { Tryon } from '@tryon/core/tryons/tryon';
import sharp from 'sharp';
import type { TryonInput } from '../jobs/input-pictures.js';
import { InputUnavailable, ProviderFailure, type TryOnProvider } from '../providers/provider.js';
import { art } from '../testing/art.js';
import { finishResult, leftOutWarnings, ResultRefused } from './finish-result.js';
import { createGuardFigures } from './guard-figures.js';

describe('finish result', () => {
  /** Where the demo model's face is. */
  const FACE = { left: 0.435, top: 0.09, width: 0.13, height: 0.087 };
  let photo: Buffer;
  let garment: Buffer;
  /** The photo with another top, roughly. */
  let dressed: Buffer;

  before(async () => {
    [photo, garment] = await Promise.all([art('models', 'amara'), art('garments', 'tee-navy')]);
    const top = { create: { width: 240, height: 260, channels: 3 as const, background: '#224488' } };
    dressed = await sharp(photo)
      .composite([{ input: top, left: 264, top: 260 }])
      .png()
      .toBuffer();
  });

  const input = (bytes: Uint8Array | Error): TryonInput => ({
    bytes: () => (bytes instanceof Error ? Promise.reject(bytes) : Promise.resolve(bytes)),
    url: async () => 'http://127.0.0.1:1/none',
    sha256: async () =>
      bytes instanceof Error ? undefined : createHash('sha256').update(bytes).digest('hex'),
  });
  const result = (...pictures: Uint8Array[]) => ({
    pictures: pictures.map((bytes) => ({ bytes })),
    category: 'tops' as const,
    garmentPhotoType: 'flat-lay' as const,
    warnings: [],
  });

  function house(kind: TryOnProvider['kind'], basedOnGenerated = false, guardsFaces = true) {
    let looks = 0;
    const guardFigures = createGuardFigures();
    const provider = { kind, name: 'somebody' } as TryOnProvider;
    const tryon = {
      id: 'tryon_1',
      provider: 'somebody',
      lane: kind === 'local' ? 'preview' : 'remote',
      outputFormat: 'webp',
      basedOnGenerated,
    } as Tryon;
    const deps = {
      guardFigures,
      providers: new Map([['somebody', provider]]),
      logger: createLogger({ name: 'test', level: 'silent' }),
      ...(guardsFaces
        ? {
            faces: {
              find: async () => {
                looks++;
                return FACE;
              },
            },
          }
        : {}),
    };
    return {
      guardFigures,
      looks: () => looks,
      finish: (made: ReturnType<typeof result>, person: TryonInput = input(photo)) =>
        finishResult(deps, tryon, made, { person, garment: input(garment) }, new AbortController().signal),
    };
  }

  describe('what a provider made', () => {
    it('is encoded as it was asked for, whatever it came as, and counted', async () => {
      const { finish, guardFigures } = house('remote');
      const [picture] = await finish(result(dressed));
      assert.equal(picture?.contentType, 'image/webp');
      assert.equal((await sharp(picture.bytes).metadata()).format, 'webp');
      assert.deepEqual(guardFigures.read(), [{ provider: 'somebody', outcome: 'ok', pictures: 1 }]);
    });

    it('is called generated when a remote provider made it, and put together when our own engine did of what nobody generated', async () => {
      for (const [kind, basedOnGenerated, type] of [
        ['remote', false, DIGITAL_SOURCE_TYPES.generated],
        ['local', false, DIGITAL_SOURCE_TYPES.composed],
        ['local', true, DIGITAL_SOURCE_TYPES.generated],
      ] as const) {
        const [picture] = await house(kind, basedOnGenerated).finish(result(dressed));
        assert.equal(picture?.mark.digitalSourceType, type);
      }
    });

    it('is refused when it is the photo, says why, and is counted', async () => {
      const { finish, guardFigures } = house('remote');
      await assert.rejects(
        finish(result(photo)),
        (error) =>
          error instanceof ResultRefused && error.reason === 'unchanged' && error.blame === 'try_again',
      );
      assert.deepEqual(guardFigures.read(), [{ provider: 'somebody', outcome: 'unchanged', pictures: 1 }]);
    });

    it('is refused when it is nothing at all', async () => {
      await assert.rejects(house('remote').finish(result()), ResultRefused);
    });

    it('is shown without those of its pictures that cannot be, and a warning says so', async () => {
      const made = result(photo, dressed);
      const shown = await house('remote').finish(made);
      assert.equal(shown.length, 1);
      assert.deepEqual(
        leftOutWarnings(made, shown).map(({ code }) => code),
        ['samples_left_out'],
      );
      assert.deepEqual(leftOutWarnings(result(dressed), shown), []);
    });

    it('has its face looked for where the provider is not our own engine, and is refused when it is not there', async () => {
      const upsideDown = await sharp(dressed).flip().png().toBuffer();
      const remote = house('remote');
      await assert.rejects(
        remote.finish(result(upsideDown)),
        (error) => error instanceof ResultRefused && error.reason === 'face_moved',
      );
      const own = house('local');
      await own.finish(result(upsideDown));
      const switchedOff = house('remote', false, false);
      await switchedOff.finish(result(upsideDown));
      assert.deepEqual([remote.looks(), own.looks()], [1, 0]);
    });

    it('is shown though the photo has been erased meanwhile', async () => {
      const erased = input(new ProviderFailure('image_unreadable', 'erased'));
      assert.equal((await house('remote').finish(result(dressed), erased)).length, 1);
    });

    it('waits for the storage rather than being shown unseen', async () => {
      const away = input(new InputUnavailable(new Error('the storage is away')));
      await assert.rejects(house('remote').finish(result(dressed), away), InputUnavailable);
    });
  });
});
