import type { Found } from './found.js';
import { jsonValuesIn } from './json-values.js';
import type { Page } from './page.js';
import { pictureAddress } from './picture-address.js';

interface Picture {
  readonly full?: string;
  readonly img?: string;
  readonly thumb?: string;
  readonly isMain?: boolean;
  readonly type?: string;
  readonly mediaType?: string;
  readonly videoUrl?: string | null;
}
interface Configuration {
  /** Which simple product each choice of options leads to: product id -> attribute id -> option id. */
  readonly index?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly images?: Readonly<Record<string, readonly Picture[]>>;
}

const MAX_TEXT = 1_000_000;
const MAX_SCRIPTS = 200;
const MAX_DEPTH = 7;

/** The product of a Magento 2 (Adobe Commerce) page: Luma's `x-magento-init`, or Hyvä's inline gallery. */
export function findInMagento({ document, scope, isQuickView }: Page): Found[] {
  if (isQuickView || !document.body?.classList.contains('catalog-product-view')) return [];
  const scripts = [...document.scripts]
    .slice(0, MAX_SCRIPTS)
    .map(({ type, textContent }) => ({ type, text: textContent ?? '' }));
  const init = scripts
    .filter(({ type }) => type === 'text/x-magento-init')
    .flatMap(({ text }) => jsonValuesIn(text));
  const hyva = scripts
    .filter(({ text }) => /initGallery|initConfigurable|"isMain"/.test(text) && text.length < MAX_TEXT)
    .flatMap(({ type, text }) => (type === 'text/x-magento-init' ? [] : arraysAfter(text)));
  const gallery = search(init, isGallery) ?? search(hyva, isGallery) ?? [];
  const configuration = search([...init, ...hyva], isConfiguration);
  const simple = configuration && chosenProduct(configuration, scope);
  const chosen = simple ? (configuration?.images?.[simple] ?? []) : [];
  const pictures = [
    ...new Set(
      [...addressesOf(chosen), ...addressesOf(gallery)].flatMap(
        (address) => pictureAddress(address, document.baseURI) ?? [],
      ),
    ),
  ];
  if (pictures.length === 0) return [];
  const id = document.querySelector<HTMLInputElement>('#product_addtocart_form [name="product"]')?.value;
  const heading = document.querySelector('.page-title, h1')?.textContent;
  return [
    {
      source: 'magento',
      pictures,
      id: id ?? document.querySelector<HTMLElement>('[data-product-id]')?.dataset['productId'],
      ...(simple && { variantId: simple }),
      title: heading?.trim() || undefined,
      trust: 0.93,
      isVariant: chosen.length > 0,
    },
  ];
}

/** Pictures only, the main one first. */
function addressesOf(pictures: readonly Picture[]): (string | undefined)[] {
  const still = pictures.filter(
    ({ type, mediaType, videoUrl }) => !videoUrl && !/video/.test(`${type} ${mediaType}`),
  );
  return [...still.filter(({ isMain }) => isMain), ...still].map(
    ({ full, img, thumb }) => full ?? img ?? thumb,
  );
}

const isGallery = (value: unknown): value is readonly Picture[] =>
  Array.isArray(value) && value.length > 0 && typeof (value[0] as Picture | null)?.full === 'string';

const isConfiguration = (value: unknown): value is Configuration => {
  const { index, images } = (value ?? {}) as Configuration;
  return typeof index === 'object' && typeof images === 'object' && images !== null;
};

/** The first value within others that is what is looked for, in their order. */
function search<T>(value: unknown, is: (value: unknown) => value is T, depth = 0): T | undefined {
  if (is(value)) return value;
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  // The pictures of a configuration are of all its variants, and no gallery.
  const entries = isConfiguration(value) ? [] : Object.values(value);
  for (const inner of entries) {
    const found = search(inner, is, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** What stands in brackets in a script that is not JSON itself, tried from each of them. */
function arraysAfter(text: string): unknown[] {
  return [
    ...text.matchAll(
      /(?:images|data|config|jsonConfig|spConfig)["']?\s*[:=]\s*(?=[[{])|initConfigurable\w*\([^,{]*,?\s*(?={)/g,
    ),
  ].flatMap(({ index, 0: match }) => jsonValuesIn(text.slice(index + match.length)).slice(0, 1));
}

/** The simple product that the chosen options lead to, or the first that still fits them. */
function chosenProduct({ index, images }: Configuration, scope: ParentNode): string | undefined {
  const wishes = new Map<string, string>();
  for (const input of scope.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
    '[name^="super_attribute["]',
  )) {
    if (input instanceof HTMLInputElement && input.type === 'radio' && !input.checked) continue;
    const attribute = /\[(\d+)\]/.exec(input.name)?.[1];
    if (attribute && input.value) wishes.set(attribute, input.value);
  }
  for (const swatch of scope.querySelectorAll<HTMLElement>('.swatch-attribute')) {
    const read = (name: string) => swatch.getAttribute(`data-${name}`) ?? swatch.getAttribute(name);
    const [attribute, option] = [read('attribute-id'), read('option-selected')];
    if (attribute && option) wishes.set(attribute, option);
  }
  if (wishes.size === 0) return undefined;
  return Object.entries(index ?? {}).find(
    ([id, options]) =>
      (images?.[id]?.length ?? 0) > 0 &&
      [...wishes].every(([attribute, option]) => String(options[attribute]) === option),
  )?.[0];
}
