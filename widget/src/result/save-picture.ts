import type { OutputPicture } from '@tryon/sdk';

/** How long a browser is given to take the picture over, in milliseconds. */
const KEEP_URL_MS = 10_000;
const TIMEOUT_MS = 30_000;

/** Hands a result to the browser as a download. Rejects when it cannot be fetched (any more). */
export async function savePicture(picture: OutputPicture): Promise<void> {
  // A link to another origin would open instead of being saved, hence the way over a blob.
  const answer = await fetch(picture.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the picture was answered with ${answer.status}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `try-on.${picture.content_type.split('/')[1] ?? 'webp'}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_URL_MS);
}
