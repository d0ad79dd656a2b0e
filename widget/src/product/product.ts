export type ProductCategory = 'tops' | 'bottoms' | 'one-pieces';

/** What was found of the product that a page sells. */
export interface Product {
  /** Absolute address of the product's picture. */
  readonly imageUrl: string;
  /** The shop's own id, SKU or handle. */
  readonly id?: string;
  readonly title?: string;
  /** Absolute address of the product's page. */
  readonly url?: string;
  /** Only where the page says so clearly. */
  readonly category?: ProductCategory;
  /** Where it was found, to be shown by the doctor. */
  readonly source: 'attributes' | 'json-ld' | 'opengraph';
  /** How sure the finding is, 0..1. */
  readonly score: number;
}
