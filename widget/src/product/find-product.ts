import type { Found } from './found.js';
import { findInGallery, type Gallery, readGallery } from './gallery.js';
import { findInJsonLd } from './json-ld.js';
import { type Judged, judge } from './judge.js';
import { findMarked } from './marked.js';
import { findInOpenGraph } from './open-graph.js';
import { type Page, readPage } from './page.js';
import { breadcrumbsOf } from './page-words.js';
import { type Product, SURE_SCORE } from './product.js';
import { type Choice, pickPicture } from './variant.js';

export type Refusal = 'no-product' | 'not-apparel';

/** One finding and what was thought of it. */
export interface Candidate {
  readonly product: Product;
  readonly reasons: readonly string[];
}

/** All that came of looking at a page; the doctor shows it. */
export interface Inspection {
  /** What the widget offers; undefined rather than a wild guess. */
  readonly product: Product | undefined;
  readonly refusal: Refusal | undefined;
  /** Every finding, the chosen one first. */
  readonly candidates: readonly Candidate[];
}

export interface FindOptions {
  readonly page?: Page;
  /** What the shopper was shown when they chose; by default what is shown now. */
  readonly gallery?: Gallery;
  readonly choice?: Choice;
  /** What the page's platform says of it; believed after the shop's own marks, before all else. */
  readonly platform?: readonly Found[];
}

/** Below this a finding is not even asked about. */
const WORTH_ASKING = 0.4;
/** Two different products as likely as each other: neither is sure. */
const TOO_CLOSE = 0.04;
const DOUBTFUL_SCORE = 0.6;
const NO_CHOICE: Choice = { firstShown: undefined, hasChosen: false };
/** In the order in which they are believed. */
const FINDERS: readonly ((page: Page, gallery: Gallery) => readonly Found[] | Promise<readonly Found[]>)[] = [
  findInJsonLd,
  findInMarkup,
  findInOpenGraph,
  findInGallery,
];

/**
 * Looks for the product that a page sells: every finder reads, what they found is held against the page, and the first
 * sure finding wins. Where none is sure, the likeliest is given with `sure: false`.
 */
export async function findProduct(document: Document, options: FindOptions = {}): Promise<Inspection> {
  const page = options.page ?? readPage(document);
  const gallery = options.gallery ?? readGallery(page);
  const { choice = NO_CHOICE, platform = [] } = options;
  const own = await Promise.all(FINDERS.map((find) => find(page, gallery)));
  const found = [...findMarked(page), ...platform, ...own.flat()];
  const judged = found.map((one) => judge(one, page, gallery));
  if (judged.length === 0) return { product: undefined, refusal: 'no-product', candidates: [] };
  // The words of sixteen languages: only pages that may sell something need them.
  const { kindOf } = await import('./category.js');
  const ordered = order(judged);
  const candidates = ordered.map((one) => toCandidate(one, page, gallery, choice, kindOf));
  const [best] = candidates;
  if (!best || best.product.score < WORTH_ASKING)
    return { product: undefined, refusal: 'no-product', candidates };
  const isGarment = kindIn(best.product, ordered, page, kindOf) !== 'others';
  return isGarment
    ? { product: best.product, refusal: undefined, candidates }
    : { product: undefined, refusal: 'not-apparel', candidates };
}

/** Few pages describe their product in their markup; its reader comes where one does. */
async function findInMarkup(page: Page): Promise<readonly Found[]> {
  if (!page.scope.querySelector('[itemtype*="product" i], [typeof*="Product"]')) return [];
  return (await import('./microdata.js')).findInMicrodata(page);
}

/** Sure ones first, in the finders' order; of one finder's the likeliest first. The others by how likely they are. */
function order(judged: readonly Judged[]): Judged[] {
  const rank = (one: Judged) => judged.findIndex(({ found }) => found.source === one.found.source);
  const doubted = judged.map((one) => (hasRival(one, judged) ? { ...one, score: DOUBTFUL_SCORE } : one));
  const sure = doubted.filter(({ score }) => score >= SURE_SCORE);
  const others = doubted.filter(({ score }) => score < SURE_SCORE);
  return [
    ...sure.sort((one, other) => rank(one) - rank(other) || other.score - one.score),
    ...others.sort((one, other) => other.score - one.score),
  ];
}

function hasRival(one: Judged, all: readonly Judged[]): boolean {
  if (one.score < SURE_SCORE) return false;
  return all.some(
    ({ found, score, samePage }) =>
      found !== one.found &&
      found.source === one.found.source &&
      found.pictures[0] !== one.found.pictures[0] &&
      score >= one.score - TOO_CLOSE &&
      !(one.samePage === 'exact' && samePage !== 'exact'),
  );
}

type KindOf = typeof import('./category.js').kindOf;

function toCandidate(
  judged: Judged,
  page: Page,
  gallery: Gallery,
  choice: Choice,
  kindOf: KindOf,
): Candidate {
  const { found, reasons } = judged;
  const { imageUrl, variantId, isUnseen, isSwapped } = pickPicture(found, page, gallery, choice);
  // An address that names a variant, and a gallery that shows a picture nobody knows: of which variant is ours?
  const isOther = isSwapped || (isUnseen && /[?&](?:variant|variation|colou?r|sku)=/i.test(page.url));
  const score = isOther ? Math.min(judged.score, DOUBTFUL_SCORE) : judged.score;
  const kind = kindOf(found.filedUnder) ?? kindOf(found.title);
  const product: Product = {
    imageUrl,
    ...(found.id && { id: found.id }),
    ...(variantId && { variantId }),
    ...(found.title && { title: found.title }),
    ...(found.url && { url: found.url }),
    ...(kind && kind !== 'others' && { category: kind }),
    source: found.source,
    score,
    ...(score < SURE_SCORE && { sure: false }),
  };
  return { product, reasons: isOther ? [...reasons, 'the page may show another variant'] : reasons };
}

/**
 * What the product is by all that speaks of it: where its own shop files it, then its name; the breadcrumbs only where
 * nothing else says anything.
 */
function kindIn(
  product: Product,
  ordered: readonly Judged[],
  page: Page,
  kindOf: KindOf,
): string | undefined {
  if (product.category || product.source === 'attributes') return product.category;
  const filed = ordered.filter(({ score }) => score >= SURE_SCORE).map(({ found }) => found.filedUnder);
  const words = [
    ordered[0]?.found.filedUnder,
    product.title,
    ...filed,
    breadcrumbsOf(page),
    page.isQuickView ? undefined : document.title,
  ];
  const kinds = words.map(kindOf).filter((kind) => kind !== undefined);
  return kinds[0];
}
