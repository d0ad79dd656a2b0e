import { pictureAddress, pictureKey } from './picture-address.js';

/** Where galleries keep the full size of the picture that they show. */
const FULL_SIZE = [
  ...['data-large_image', 'data-zoom-image', 'data-zoom', 'data-zoom-src', 'data-zoom-url'],
  ...['data-full-image', 'data-image-large-src', 'data-full-size-image-url'],
  ...['data-full', 'data-full-src', 'data-large', 'data-large-src', 'data-image-large', 'data-original-src'],
];
/** Where scripts that load late keep what will be shown. */
const LATE = ['data-src', 'data-lazy-src', 'data-lazy', 'data-original', 'data-image', 'data-bg-src'];
const LATE_SETS = ['data-srcset', 'data-lazy-srcset'];
const MAX_SOURCES = 8;

/**
 * The full-size address of what an `<img>` shows or is going to show. What is on the screen wins: a larger address of
 * another file (left over from the variant before) is not believed.
 */
export function pictureOf(image: HTMLImageElement): string | undefined {
  const base = image.baseURI;
  const read = (names: readonly string[]) =>
    names.map((name) => pictureAddress(image.getAttribute(name), base));
  const sources = [...(image.closest('picture')?.querySelectorAll('source') ?? [])].slice(0, MAX_SOURCES);
  const sets = [image, ...sources].flatMap((element) =>
    ['srcset', ...LATE_SETS].map((name) => pictureAddress(largestOf(element.getAttribute(name)), base)),
  );
  const late = [...sets.filter(isAddress), ...read(LATE).filter(isAddress)];
  const full = [...read(FULL_SIZE), linked(image)].filter(isAddress);
  const shown = pictureAddress(image.currentSrc, base) ?? pictureAddress(image.getAttribute('src'), base);
  if (!shown) return full[0] ?? late[0];
  const key = pictureKey(shown);
  return [...full, ...late].find((address) => pictureKey(address) === key) ?? shown;
}

const isAddress = (address: string | undefined): address is string => address !== undefined;

/** A thumbnail's link to the picture file itself. */
function linked(image: HTMLImageElement): string | undefined {
  const link = image.closest('a');
  const isFile = link && /\.(?:jpe?g|png|webp|avif)$/i.test(link.pathname);
  return isFile ? pictureAddress(link.href, image.baseURI) : undefined;
}

/** The widest of a `srcset`, or its last. */
export function largestOf(srcset: string | null | undefined): string | undefined {
  let best: string | undefined;
  let most = -1;
  // A comma belongs to the address unless white space follows it or the descriptor stands before it.
  for (const candidate of (srcset ?? '').split(/,\s+|(?<=\s[\d.]+[wx]),/)) {
    const [address, descriptor = '1x'] = candidate.trim().split(/\s+/);
    const size = Number.parseFloat(descriptor);
    if (address && size > most) {
      best = address;
      most = size;
    }
  }
  return best;
}
