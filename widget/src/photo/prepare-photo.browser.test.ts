import { expect } from '@open-wc/testing';
import { pictureFile } from '../testing/widget-fixture.js';
import { type PhotoProblem, preparePhoto } from './prepare-photo.js';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: PhotoProblem) => error.code,
  );

/** A JPEG of 400 x 300 whose EXIF says: turn me a quarter to the right. */
async function turnedJpeg(): Promise<Blob> {
  const bitmap = await createImageBitmap(await pictureFile(400, 300));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 400, height: 300 });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  const plain = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
  if (!plain) throw new Error('the canvas gave no JPEG');
  const exif = [
    0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6,
  ];
  const segment = new Uint8Array([0xff, 0xe1, 0, exif.length + 8, ...exif, 0, 0, 0, 0, 0, 0]);
  return new Blob([plain.slice(0, 2), segment, plain.slice(2)], { type: 'image/jpeg' });
}

describe('preparePhoto', () => {
  it('scales to 1536 pixels on the longest side', async () => {
    const { width, height } = await createImageBitmap(await preparePhoto(await pictureFile(2000, 3000)));
    expect([width, height]).to.deep.equal([1024, 1536]);
  });

  it('leaves a small photo as large as it is', async () => {
    const { width, height } = await createImageBitmap(await preparePhoto(await pictureFile(300, 400)));
    expect([width, height]).to.deep.equal([300, 400]);
  });

  it('turns a photo upright and leaves its EXIF behind', async () => {
    const photo = await preparePhoto(await turnedJpeg());
    const { width, height } = await createImageBitmap(photo, { imageOrientation: 'none' });
    expect([width, height]).to.deep.equal([300, 400]);
    expect(await photo.text()).not.to.contain('Exif');
  });

  it('refuses what is too small or no picture', async () => {
    expect(await codeOf(preparePhoto(await pictureFile(255, 900)))).to.equal('photoTooSmall');
    expect(await codeOf(preparePhoto(new Blob(['hello'])))).to.equal('photoUnreadable');
  });
});
