import { categoryOf } from './category.js';
import type { Product } from './product.js';

type Node = Record<string, unknown>;
const PRODUCT_TYPES = new Set(['Product', 'ProductGroup', 'IndividualProduct', 'ProductModel']);
const MAX_DEPTH = 4;

/** The product that the page's JSON-LD describes. With several, only the one whose address is the page's own counts. */
export function findInJsonLd(document: Document): Product | undefined {
  const products = [...document.querySelectorAll('script[type="application/ld+json"]')]
    .flatMap((script) => productsIn(parse(script.textContent)))
    .flatMap((node) => toProduct(node, document.baseURI) ?? []);
  if (products.length <= 1) return products[0];
  const here = pageAddress(document);
  return products.find(({ url }) => url !== undefined && withoutQuery(url) === here);
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // A shop's broken script is its own business; the next finder may know more.
    return undefined;
  }
}

function productsIn(value: unknown, depth = 0): Node[] {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => productsIn(item, depth + 1));
  const node = value as Node;
  const types = ([] as unknown[]).concat(node['@type']).map((type) => String(type).split('/').pop() ?? '');
  if (types.some((type) => PRODUCT_TYPES.has(type))) return [node];
  return ['@graph', 'mainEntity'].flatMap((key) => productsIn(node[key], depth + 1));
}

function toProduct(node: Node, base: string): Product | undefined {
  const imageUrl = absolute(imageOf(node['image']), base);
  if (!imageUrl) return undefined;
  const title = text(node['name']);
  const id = text(node['sku']) ?? text(node['productID']) ?? text(node['productGroupID']);
  const url = absolute(text(node['url']) ?? text(node['@id']), base);
  const category = categoryOf(text(node['category'])) ?? categoryOf(title);
  return {
    imageUrl,
    ...(id && { id }),
    ...(title && { title }),
    ...(url && { url }),
    ...(category && { category }),
    source: 'json-ld',
    score: 0.9,
  };
}

/** A text, an `ImageObject`, or a list of either: the first is the main picture. */
function imageOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(imageOf).find(Boolean);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { url, contentUrl } = value as Node;
  return text(contentUrl) ?? text(url) ?? text((value as Node)['@id']);
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : typeof value === 'number'
      ? String(value)
      : undefined;

export function absolute(address: string | undefined, base: string): string | undefined {
  if (!address || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

/** The page's canonical address, or its own. */
export function pageAddress(document: Document): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href;
  return withoutQuery(canonical || document.baseURI);
}

const withoutQuery = (address: string): string => address.replace(/[?#].*$/, '').replace(/\/$/, '');
