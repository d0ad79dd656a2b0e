import { findInJsonLd } from './json-ld.js';
import { findInOpenGraph } from './open-graph.js';
import type { Product } from './product.js';

/** The product that a page sells, from the surest source that knows one; undefined rather than a guess. */
export function findProduct(document: Document): Product | undefined {
  return findInJsonLd(document) ?? findInOpenGraph(document);
}
