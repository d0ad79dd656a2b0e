import type { Found } from './found.js';
import type { Gallery } from './gallery.js';
import { type Page, type SamePage, samePage } from './page.js';
import { headingOf, isSameName, namesOf } from './page-words.js';
import { pictureKey } from './picture-address.js';

export interface Judged {
  readonly found: Found;
  /** 0..1 */
  readonly score: number;
  /** For the doctor: what spoke for it and against it. */
  readonly reasons: readonly string[];
  readonly samePage: SamePage | undefined;
}

/**
 * Holds what was found against the page: its address, its heading, and the pictures it shows beside its button for the
 * bag. A platform's own data needs no witness; everybody else's description may be of another product.
 */
export function judge(found: Found, page: Page, gallery: Gallery): Judged {
  if (found.trust >= 0.9) return { found, score: found.trust, reasons: [], samePage: undefined };
  const reasons: string[] = [];
  let score = found.trust;
  const count = (points: number, reason: string) => {
    score += points;
    reasons.push(`${points > 0 ? '+' : ''}${points} ${reason}`);
  };
  const isNamed = judgeName(found, page, count);
  const where = page.isQuickView ? undefined : whereIs(found.url, page);
  if (where === 'no') count(isNamed ? -0.1 : -0.5, 'its address is another page’s');
  else if (where) count(where === 'exact' ? 0.1 : 0.08, 'its address is this page’s');
  if (found.isListed && where !== 'exact' && where !== 'product')
    count(isNamed ? -0.1 : -0.6, 'it is one of a list');
  if (page.isQuickView && !isNamed) count(-0.6, 'a quick view of something else is open');
  judgePictures(found, gallery, count);
  return {
    found,
    score: Math.round(Math.min(Math.max(score, 0), 0.98) * 100) / 100,
    reasons,
    samePage: where,
  };
}

type Count = (points: number, reason: string) => void;

function judgeName({ title }: Found, page: Page, count: Count): boolean {
  const heading = headingOf(page);
  const names = namesOf(page);
  if (!title || names.length === 0) return false;
  const isNamed = names.some((name) => isSameName(title, name));
  if (heading && isSameName(title, heading)) count(0.05, 'its name is the heading');
  else if (isNamed) count(0.02, 'its name is the page’s title');
  else count(-0.3, 'the page calls its product otherwise');
  return isNamed;
}

function judgePictures({ pictures, variants = [] }: Found, gallery: Gallery, count: Count): void {
  if (!gallery.isSelling || gallery.pictures.length === 0) return;
  const keys = new Set([...pictures, ...variants.flatMap((variant) => variant.pictures)].map(pictureKey));
  const isShown = gallery.pictures.some(({ key }) => keys.has(key));
  const isLargest = gallery.main && pictures[0] && pictureKey(pictures[0]) === gallery.main.key;
  if (isLargest) count(0.05, 'none is shown larger');
  if (isShown) count(0.1, 'the page shows its picture');
  else count(-0.1, 'the page shows other pictures');
}

function whereIs(url: string | undefined, page: Page): SamePage | undefined {
  if (!url) return undefined;
  const answers = [page.url, page.canonical].flatMap((address) => (address ? samePage(url, address) : []));
  // The address bar knows the variant; the canonical address does not.
  if (answers[0] === 'exact') return 'exact';
  return answers.find((answer) => answer !== 'no') ? 'product' : 'no';
}
