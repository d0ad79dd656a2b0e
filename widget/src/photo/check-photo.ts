import { measurePixels, type PhotoFacts } from './judge-pixels.js';

/** What is likely to spoil the picture; the codes are message keys. */
export type PhotoWarning =
  | 'checkDark'
  | 'checkBright'
  | 'checkBlurred'
  | 'checkLying'
  | 'checkNoPerson'
  | 'checkSeveral';

/** Longest side of the copy that is looked at, in pixels: some 30 000 pixels, a few milliseconds. */
const SIDE = 256;
const FACE_TIMEOUT_MS = 1_500;

/**
 * Looks for what would waste the shopper's time, before anything is uploaded. Only a hint: it may be passed over.
 *
 * @returns what to warn of; undefined for a photo that looks right
 */
export async function checkPhoto(photo: Blob): Promise<PhotoWarning | undefined> {
  const bitmap = await createImageBitmap(photo);
  try {
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return undefined;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    const facts = measurePixels(context.getImageData(0, 0, width, height).data, width, height);
    return warningFor(facts, width / height) ?? (await faceWarning(bitmap));
  } finally {
    bitmap.close();
  }
}

/**
 * The limits leave a wide margin to every good photo at hand: none of them is darker than p95 = 220, brighter than
 * p5 = 86, less sharp than 0.014, or shows less skin than 3.6 %.
 */
export function warningFor(facts: PhotoFacts, ratio: number): PhotoWarning | undefined {
  const { brightest, darkest, sharpness, skin, colour } = facts;
  if (brightest < 70) return 'checkDark';
  if (darkest > 170) return 'checkBright';
  if (ratio > 1.2) return 'checkLying';
  // Of the contrast there is, so that a dim photo does not pass for a blurred one.
  if (sharpness / Math.max(1, brightest - darkest) ** 2 < 0.003) return 'checkBlurred';
  // A photo without colours has no colour of skin either.
  if (colour > 2 && skin < 0.002) return 'checkNoPerson';
  return undefined;
}

interface FaceDetectorLike {
  detect(source: ImageBitmap): Promise<readonly unknown[]>;
}

/** Some browsers find faces themselves; upright ones, which is what is wanted. */
async function faceWarning(bitmap: ImageBitmap): Promise<PhotoWarning | undefined> {
  const { FaceDetector } = globalThis as { FaceDetector?: new (options: object) => FaceDetectorLike };
  if (!FaceDetector) return undefined;
  try {
    const found = new FaceDetector({ maxDetectedFaces: 3 }).detect(bitmap);
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, FACE_TIMEOUT_MS));
    const faces = await Promise.race([found, late]);
    if (faces === undefined) return undefined;
    if (faces.length === 0) return 'checkNoPerson';
    return faces.length > 1 ? 'checkSeveral' : undefined;
  } catch (error) {
    // Browsers offer it on systems that cannot do it.
    console.warn('[tryon] The browser could not look for faces:', error);
    return undefined;
  }
}
