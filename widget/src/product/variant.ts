import type { Found, FoundVariant } from './found.js';
import type { Gallery } from './gallery.js';
import { type Page, samePage } from './page.js';
import { chosenOptions } from './page-words.js';
import { pictureKey } from './picture-address.js';

export interface Picked {
  readonly imageUrl: string;
  readonly variantId?: string | undefined;
  /** Whether the page shows, beside its button, a picture that the finding does not know. */
  readonly isUnseen?: boolean;
  /** Whether the page has put an unknown picture in the place of the first, and nobody saw a choice that it answers. */
  readonly isSwapped?: boolean;
}

/** What is known of the shopper's choice on this page. */
export interface Choice {
  /** The key of the picture that the page showed before anything was chosen. */
  readonly firstShown: string | undefined;
  /** Whether the shopper has chosen among colours, sizes … since. */
  readonly hasChosen: boolean;
}

/** The picture of what is chosen now: by the chosen variant, else by what the page shows. */
export function pickPicture(found: Found, page: Page, gallery: Gallery, choice: Choice): Picked {
  const { pictures, variantId } = found;
  const variant = found.variants && chosenVariant(found.variants, page);
  const first = variant?.pictures[0] ?? pictures[0] ?? '';
  const id = variant?.id ?? variantId;
  const { main } = gallery;
  const isOther = choice.firstShown !== undefined && main?.key !== choice.firstShown;
  const isSwapped = isOther && !choice.hasChosen;
  if (found.source === 'gallery') return { imageUrl: first, variantId: id, isSwapped };
  if (found.isVariant || variant?.pictures[0] || !main || !gallery.isSelling) {
    return { imageUrl: first, variantId: id };
  }
  // The page itself answered the choice with another picture.
  const named = known(pictures, main.key);
  if (isOther && choice.hasChosen) return { imageUrl: named ?? main.url, variantId: id };
  const shown = gallery.pictures.find(({ key }) => key === pictureKey(first));
  if (shown && shown.area >= main.area * 0.8) return { imageUrl: first, variantId: id };
  const every = [...pictures, ...(found.variants ?? []).flatMap((one) => one.pictures)];
  const match = known(every, main.key);
  if (isSwapped && !match && !shown) return { imageUrl: main.url, variantId: id, isSwapped };
  // One picture at a time: the shopper goes through them.
  const before = isSwapped && named && choice.firstShown ? known(pictures, choice.firstShown) : undefined;
  if (before) return { imageUrl: before, variantId: id };
  return { imageUrl: match ?? first, variantId: id, isUnseen: !match && !shown };
}

const known = (pictures: readonly string[], key: string): string | undefined =>
  pictures.find((picture) => pictureKey(picture) === key);

/** The one variant that the address or the chosen options name; undefined while several may be meant. */
function chosenVariant(variants: readonly FoundVariant[], page: Page): FoundVariant | undefined {
  const chosen = chosenOptions(page);
  const hasQuery = new URL(page.url).search !== '';
  const scored = variants.map((variant) => {
    const isHere =
      hasQuery && variant.url && samePage(variant.url, page.url) === 'exact' && new URL(variant.url).search;
    const isNamed = variant.id !== undefined && chosen.has(variant.id.toLowerCase());
    // A shop may well sell a medium and call a colour so, too: options count only together.
    const options = variant.options.filter((option) => chosen.has(option.toLowerCase())).length;
    return { variant, score: (isHere ? 10 : 0) + (isNamed ? 20 : 0) + options };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const winners = scored.filter(({ score }) => best > 0 && score === best).map(({ variant }) => variant);
  const looks = new Set(winners.map(({ pictures }) => pictures[0]));
  return looks.size === 1 ? winners[0] : undefined;
}
