import type { OutputPicture } from '@tryon/sdk';

/** How long a browser is given to take the picture over, in milliseconds. */
const KEEP_URL_MS = 10_000;
const TIMEOUT_MS = 30_000;

/**
 * The very bytes that the service keeps, and with them the mark of how the picture came about.
 *
 * @throws when it cannot be fetched (any more)
 */
export async function fetchPicture(picture: OutputPicture): Promise<File> {
  const answer = await fetch(picture.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the picture was answered with ${answer.status}`);
  const name = `try-on.${picture.content_type.split('/')[1] ?? 'webp'}`;
  return new File([await answer.blob()], name, { type: picture.content_type });
}

/** Hands a file to the browser as a download. */
export function saveFile(file: File): void {
  // A link to another origin would open instead of being saved, hence the way over a blob.
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_URL_MS);
}

/** Whether this browser hands pictures to other apps (Web Share, level 2). */
export function canSharePictures(): boolean {
  const sample = new File([''], 'try-on.webp', { type: 'image/webp' });
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [sample] });
}

/**
 * Hands a picture to another app. There is no link to share: ours run out.
 *
 * @returns `saved` where the system would not take it and it was downloaded instead
 */
export async function sharePicture(file: File, title: string): Promise<'shared' | 'saved' | 'dismissed'> {
  try {
    await navigator.share({ files: [file], title });
    return 'shared';
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'dismissed';
    console.warn('[tryon] The system did not take the picture to share:', error);
    saveFile(file);
    return 'saved';
  }
}
