import sharp from 'sharp';
import type { Ground } from './ground.js';
import { eachOf } from './scenario.js';

/** Of thousands a sample does. */
const MAX_LOOKED_AT = 100;

/** Whether the pictures of completed try-ons are there, whole, and as the API says. @returns what is not so. */
export async function judgePictures(ground: Ground, completedIds: readonly string[]): Promise<string[]> {
  const step = Math.max(1, Math.ceil(completedIds.length / MAX_LOOKED_AT));
  const broken = await eachOf(
    completedIds.filter((_, i) => i % step === 0),
    5,
    (id) => problemOf(ground, id),
  );
  return broken.filter((problem) => problem !== undefined);
}

async function problemOf({ client }: Ground, id: string): Promise<string | undefined> {
  const { output } = await client.call<{ output: { url: string; width: number }[] }>(
    'GET',
    `/v1/tryons/${id}`,
  );
  const [picture] = output;
  if (!picture) return `${id} is completed and shows nothing`;
  const response = await fetch(picture.url, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) return `${id} shows a picture that is answered ${response.status}`;
  try {
    // Decoded whole: a picture that was cut off still has its header, and its size in it.
    const { info } = await sharp(Buffer.from(await response.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true });
    return info.width === picture.width ? undefined : `${id} shows ${info.width} px, not ${picture.width}`;
  } catch (error) {
    return `${id} shows a broken picture (${error instanceof Error ? error.message : String(error)})`;
  }
}
