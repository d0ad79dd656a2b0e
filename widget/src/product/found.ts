import type { ProductSource } from './product.js';

/** What a finder has read, before anyone judged whether it is the product of this page. */
export interface Found {
  readonly source: ProductSource;
  /** Absolute addresses, the main picture first; never empty. */
  readonly pictures: readonly string[];
  readonly id?: string | undefined;
  readonly variantId?: string | undefined;
  readonly title?: string | undefined;
  /** Absolute address of the product's own page. */
  readonly url?: string | undefined;
  /** What the shop files it under: types, categories. */
  readonly filedUnder?: string | undefined;
  /** How much the source is to be believed, 0..1, before it is held against the page. */
  readonly trust: number;
  /** Whether the first picture is already the chosen variant's. */
  readonly isVariant?: boolean | undefined;
  /** Whether it stands in a list of products, where the page's own product may well be missing. */
  readonly isListed?: boolean | undefined;
  /** What the variants of a group look like; the page's choice picks one. */
  readonly variants?: readonly FoundVariant[] | undefined;
}

export interface FoundVariant {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly pictures: readonly string[];
  /** Colour, size, SKU …: what the page's chosen options may be compared with. */
  readonly options: readonly string[];
}
