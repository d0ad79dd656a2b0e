/** Longest side of what is uploaded, in pixels: more would be scaled down by the server anyway. */
const MAX_SIDE = 1536;
/** Shortest side that shows a person well enough, in pixels. */
const MIN_SIDE = 256;
const JPEG_QUALITY = 0.9;
/** What a browser can open without running out of memory: the largest phones make some 30 MB. */
const MAX_FILE_BYTES = 60_000_000;

/** Why a file cannot be used; the codes are message keys. */
export class PhotoProblem extends Error {
  constructor(
    readonly code: 'photoTooSmall' | 'photoTooLarge' | 'photoHeic' | 'photoUnreadable',
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'PhotoProblem';
  }
}

/**
 * Turns a shopper's file upright, scales it to at most 1536 px and encodes it as a JPEG. Being drawn anew, it carries
 * no EXIF and no place: they never leave the browser.
 *
 * @throws {@link PhotoProblem} when the file is no picture that this browser opens, or a side is shorter than 256 px.
 */
export async function preparePhoto(file: Blob): Promise<Blob> {
  if (file.size > MAX_FILE_BYTES) throw new PhotoProblem('photoTooLarge');
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    async (cause: unknown) => {
      throw new PhotoProblem((await isHeic(file)) ? 'photoHeic' : 'photoUnreadable', { cause });
    },
  );
  try {
    if (Math.min(bitmap.width, bitmap.height) < MIN_SIDE) throw new PhotoProblem('photoTooSmall');
    return await drawScaled(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** What iPhones save; only Safari opens it. Told by its own first bytes, as names and types are often missing. */
async function isHeic(file: Blob): Promise<boolean> {
  const head = new TextDecoder('latin1').decode(await file.slice(4, 12).arrayBuffer());
  return /^ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/.test(head);
}

/** A frame of a playing video, as the photo it shows. */
export function photoFromVideo(video: HTMLVideoElement): Promise<Blob> {
  return drawScaled(video, video.videoWidth, video.videoHeight);
}

async function drawScaled(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new PhotoProblem('photoUnreadable');
  context.imageSmoothingQuality = 'high';
  // A transparent picture would turn black in a JPEG.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY),
  );
  if (!blob) throw new PhotoProblem('photoUnreadable');
  return blob;
}
