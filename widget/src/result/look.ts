import type { Product, ProductCategory } from '../product/product.js';
import type { FinishedTryon } from '../session/state.js';

/** A person can wear so many pieces; it also ends a chain that would go in a circle. */
const MAX_PIECES = 6;

/** What is worn in a picture, in the order it was put on. */
export function lookOf(history: readonly FinishedTryon[], tryonId: string): readonly FinishedTryon[] {
  const look: FinishedTryon[] = [];
  let id: string | undefined = tryonId;
  while (id !== undefined && look.length < MAX_PIECES) {
    const worn: FinishedTryon | undefined = history.find(({ tryon }) => tryon.id === id);
    if (!worn) break;
    look.unshift(worn);
    id = worn.basedOn;
  }
  return look;
}

/**
 * Whether a piece goes with what is worn, as trousers go with a shirt. A piece of the same kind would take its place, a
 * dress both, and of what is not known nothing is promised.
 */
export function goesWith(product: Product, look: readonly FinishedTryon[], worn: Product): boolean {
  const kinds = [worn, ...look.map((piece) => piece.product)].map(({ category }) => category);
  const { category } = product;
  return isHalf(category) && kinds.every((kind) => isHalf(kind) && kind !== category);
}

const isHalf = (category: ProductCategory | undefined): boolean =>
  category === 'tops' || category === 'bottoms';
