export type ProductCategory = 'tops' | 'bottoms' | 'one-pieces';

/** Where a product was found, in the order in which the sources are believed. */
export type ProductSource =
  | 'attributes'
  | 'shopify'
  | 'woocommerce'
  | 'magento'
  | 'bigcommerce'
  | 'json-ld'
  | 'microdata'
  | 'opengraph'
  | 'gallery';

/** What was found of the product that a page sells. */
export interface Product {
  /** Absolute address of the product's picture, of the chosen variant where there are several. */
  readonly imageUrl: string;
  /** The shop's own id, SKU or handle. */
  readonly id?: string;
  /** The chosen variant's id, as the shop's cart knows it. */
  readonly variantId?: string;
  readonly title?: string;
  /** Absolute address of the product's page. */
  readonly url?: string;
  /** Only where the page says so clearly. */
  readonly category?: ProductCategory;
  /** Where it was found, to be shown by the doctor. */
  readonly source: ProductSource;
  /** How sure the finding is, 0..1. */
  readonly score: number;
  /** `false`: the shopper is asked whether the picture is the garment before anything is made of it. */
  readonly sure?: boolean;
}

/** A piece that the shop itself names; nothing has to be found. */
export type NamedProduct = Omit<Product, 'source' | 'score' | 'sure'>;

/** From this score on a finding counts as sure. */
export const SURE_SCORE = 0.75;
