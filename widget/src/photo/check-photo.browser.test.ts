import { expect } from '@open-wc/testing';
import { pictureFile } from '../testing/widget-fixture.js';
import { checkPhoto } from './check-photo.js';

const MODELS = ['amara', 'david', 'ingrid', 'kenji', 'lukas', 'sofia'];

async function model(name: string): Promise<ImageBitmap> {
  const apiUrl = await (await fetch('/test-api-url')).text();
  return createImageBitmap(await (await fetch(`${apiUrl}/art/models/${name}.webp`)).blob());
}

/** A photo with something done to it. */
async function spoiled(name: string, filter: string, turn = false): Promise<Blob> {
  const bitmap = await model(name);
  const canvas = document.createElement('canvas');
  const [width, height] = turn ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.filter = filter;
  if (turn) context.setTransform(0, 1, -1, 0, width, 0);
  context.drawImage(bitmap, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
  if (!blob) throw new Error('no picture');
  return blob;
}

describe('checkPhoto', () => {
  for (const name of MODELS) {
    it(`has nothing against ${name}, also a little dimmed, in black and white, or softened`, async () => {
      for (const filter of ['none', 'brightness(0.6)', 'grayscale(1)', 'blur(1px)', 'contrast(0.8)']) {
        expect(await checkPhoto(await spoiled(name, filter)), filter).to.equal(undefined);
      }
    });
  }

  for (const [what, filter, warning] of [
    ['too dark', 'brightness(0.22)', 'checkDark'],
    ['washed out', 'brightness(2.4) contrast(0.4) brightness(1.6)', 'checkBright'],
    ['blurred', 'blur(7px)', 'checkBlurred'],
  ] as const) {
    it(`warns of a photo that is ${what}`, async () => {
      expect(await checkPhoto(await spoiled('david', filter))).to.equal(warning);
    });
  }

  it('warns of somebody who lies on their side', async () => {
    expect(await checkPhoto(await spoiled('sofia', 'none', true))).to.equal('checkLying');
  });

  it('warns of a picture with nobody in it', async () => {
    const apiUrl = await (await fetch('/test-api-url')).text();
    const jeans = await fetch(`${apiUrl}/art/garments/jeans-blue.webp`);
    expect(await checkPhoto(await jeans.blob())).to.equal('checkNoPerson');
    expect(await checkPhoto(await pictureFile(300, 400))).to.equal(undefined);
  });
});
