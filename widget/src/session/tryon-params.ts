import type { ConsentRecord, CreateTryonParams } from '@tryon/sdk';
import type { Product } from '../product/product.js';

const LONGEST_VALUE = 500;

interface TryonWishes {
  readonly category?: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  readonly mode?: 'performance' | 'balanced' | 'quality';
  readonly consent?: ConsentRecord | undefined;
}

/** What is sent for a person in a product. */
export function tryonParams(
  person: string,
  product: Product,
  { category, mode, consent }: TryonWishes,
): CreateTryonParams {
  return {
    model_image: person,
    garment_image: product.imageUrl,
    category: product.category ?? category ?? 'auto',
    ...(mode && { mode }),
    ...(consent && { consent }),
    metadata: metadataOf(product),
  };
}

function metadataOf(product: Product): Record<string, string> {
  const entries = { product_id: product.id, product_title: product.title, product_url: product.url };
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value ? [[key, value.slice(0, LONGEST_VALUE)]] : [])),
  );
}
