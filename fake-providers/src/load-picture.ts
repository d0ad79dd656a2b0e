import sharp from 'sharp';

const MAX_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** A picture as the provider sees it: fetched from its URL, or read out of its data URI. */
export interface LoadedPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Loads an input only when its run begins, as the providers do, so that a link which expires too early shows.
 * @throws Error saying why there is no picture.
 */
export async function loadPicture(input: string, signal: AbortSignal): Promise<LoadedPicture> {
  const bytes = input.startsWith('data:') ? fromDataUri(input) : await fetchBytes(input, signal);
  const { width, height } = await sharp(bytes, { limitInputPixels: 50_000_000 }).metadata();
  return { bytes, width, height };
}

function fromDataUri(uri: string): Uint8Array {
  const base64 = /^data:image\/(?:jpeg|png|webp);base64,([A-Za-z0-9+/]+={0,2})$/.exec(uri)?.[1];
  if (base64 === undefined) throw new Error('not a data URI of a picture');
  return Buffer.from(base64, 'base64');
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`its server answered ${response.status}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.byteLength > MAX_BYTES) throw new Error('the file is too large');
  return bytes;
}
