import type { Found, FoundVariant } from './found.js';
import { type Page, samePage } from './page.js';
import { absolute, pictureAddress } from './picture-address.js';

type Node = Readonly<Record<string, unknown>>;
interface Reading {
  readonly base: string;
  /** Nodes that others only name by their `@id`. */
  readonly byId: ReadonlyMap<string, Node>;
}

const PRODUCT_TYPES = new Set([
  'product',
  'productgroup',
  'individualproduct',
  'productmodel',
  'someproducts',
]);
/** Where a page's own product may stand; what is related or similar is somebody else's. */
const INTO = ['@graph', 'mainEntity', 'mainEntityOfPage', 'about', '@reverse', 'itemOffered'];
const INTO_LIST = ['itemListElement', 'item'];
const VARIED = ['color', 'size', 'pattern', 'material', 'sku', 'mpn', 'gtin', 'gtin13', 'productID', 'name'];
/** JSON-LD lets a page write "schema:name", or the whole address, for "name". */
const PREFIX = /"(?:schema:|https?:\/\/schema\.org\/)(?=\w+"\s*:)/g;
const MAX_DEPTH = 6;
const MAX_ITEMS = 200;

/** Every product that the page's JSON-LD describes, in the page's order. */
export async function findInJsonLd(page: Page): Promise<Found[]> {
  const scripts = [...page.document.querySelectorAll('script[type^="application/ld+json" i]')];
  const left = scripts.filter((script) => page.isLeftover(script.textContent));
  // What names this very address was not left by the page before: it came ahead of the address.
  const ahead = (await read(left, page)).filter(({ url }) => url && samePage(url, page.url) === 'exact');
  const fresh = scripts.filter((script) => !left.includes(script));
  return [...(await read(fresh, page)), ...ahead];
}

async function read(scripts: readonly Element[], page: Page): Promise<Found[]> {
  const texts = scripts.map(({ textContent }) => textContent?.replaceAll(PREFIX, '"') ?? '');
  const roots = (await Promise.all(texts.map(valuesIn))).flat();
  const reading = { base: page.document.baseURI, byId: indexOf(roots) };
  return productsIn(roots)
    .slice(0, MAX_ITEMS)
    .flatMap(({ node, isListed }) => toFound(node, isListed, reading) ?? []);
}

/** Mostly JSON as it should be; what mends the rest is fetched where it is not. */
async function valuesIn(text: string): Promise<unknown[]> {
  if (!text.trim()) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (isNode(value)) return [value];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return (await import('./json-values.js')).jsonValuesIn(text);
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const listOf = (value: unknown): readonly unknown[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).slice(0, MAX_ITEMS);

/** "https://schema.org/Product", "schema:Product" and "Product" are one. */
const typesOf = (node: Node): string[] =>
  listOf(node['@type'] ?? node['type']).map((type) => String(type).split(/[/#:]/).pop()?.toLowerCase() ?? '');

function indexOf(roots: readonly unknown[]): Map<string, Node> {
  const byId = new Map<string, Node>();
  const visit = (value: unknown, depth: number) => {
    if (!isNode(value) || depth > MAX_DEPTH) return;
    const id = value['@id'];
    // A bare reference has nothing else to say.
    if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value);
    for (const inner of Object.values(value)) for (const item of listOf(inner)) visit(item, depth + 1);
  };
  for (const root of listOf(roots)) visit(root, 0);
  return byId;
}

function productsIn(value: unknown, isListed = false, depth = 0): { node: Node; isListed: boolean }[] {
  if (depth > MAX_DEPTH || !isNode(value)) return [];
  if (Array.isArray(value)) return listOf(value).flatMap((item) => productsIn(item, isListed, depth + 1));
  const types = typesOf(value);
  if (types.some((type) => PRODUCT_TYPES.has(type))) return [{ node: value, isListed }];
  if (types.includes('breadcrumblist')) return [];
  return [
    ...INTO.flatMap((key) => productsIn(value[key], isListed, depth + 1)),
    ...INTO_LIST.flatMap((key) => productsIn(value[key], true, depth + 1)),
  ];
}

function toFound(node: Node, isListed: boolean, reading: Reading): Found | undefined {
  const variants = listOf(node['hasVariant']).flatMap((value) => toVariant(resolve(value, reading), reading));
  const own = picturesOf(node, reading);
  const pictures =
    own.length > 0 ? own : (variants.find((variant) => variant.pictures.length > 0)?.pictures ?? []);
  if (pictures.length === 0) return undefined;
  return {
    source: 'json-ld',
    pictures,
    id: text(node['sku']) ?? text(node['productID']) ?? text(node['productGroupID']) ?? text(node['mpn']),
    title: text(node['name']),
    url: addressOf(node, reading),
    filedUnder: listOf(node['category']).map(categoryText).filter(Boolean).join(' > ') || undefined,
    trust: 0.85,
    isListed,
    ...(variants.length > 0 && { variants }),
  };
}

function toVariant(value: unknown, reading: Reading): FoundVariant[] {
  if (!isNode(value)) return [];
  return [
    {
      id: text(value['sku']) ?? text(value['productID']),
      url: addressOf(value, reading),
      pictures: picturesOf(value, reading),
      options: VARIED.flatMap((key) => text(value[key]) ?? []),
    },
  ];
}

function categoryText(value: unknown): string | undefined {
  return isNode(value) ? text(value['name']) : text(value);
}

function addressOf(node: Node, { base }: Reading): string | undefined {
  const offers = listOf(node['offers']).filter(isNode);
  // Many an `@id` is only a name: "#product", "https://shop.example/#product".
  const id = /^(?:https?:\/\/[^/]+)?\/[^#]/.test(String(node['@id'])) ? node['@id'] : undefined;
  const asked = [node['url'], ...offers.map((offer) => offer['url']), id];
  return asked.map((address) => absolute(text(address), base)).find(Boolean);
}

function picturesOf(node: Node, reading: Reading): string[] {
  const addresses = ['image', 'images', 'photo', 'associatedMedia', 'thumbnailUrl', 'thumbnail'].flatMap(
    (key) => imagesIn(node[key], reading),
  );
  const named = addresses.filter((address) => !address.startsWith('#'));
  return [...new Set(named.flatMap((address) => pictureAddress(address, reading.base) ?? []))];
}

/** A text, an `ImageObject`, a reference to one, or lists of these. */
function imagesIn(value: unknown, reading: Reading, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return listOf(value).flatMap((item) => imagesIn(item, reading, depth + 1));
  if (typeof value === 'string') return [value];
  const node = resolve(value, reading);
  if (!isNode(node)) return [];
  const inner = node['@list'] ?? node['contentUrl'] ?? node['url'] ?? node['image'] ?? node['@id'];
  return imagesIn(inner, reading, depth + 1);
}

/** What a bare `{ "@id": … }` names elsewhere on the page. */
function resolve(value: unknown, { byId }: Reading): unknown {
  if (!isNode(value) || Object.keys(value).length > 1) return value;
  return byId.get(String(value['@id'])) ?? value;
}

function text(value: unknown): string | undefined {
  if (Array.isArray(value)) return text(value[0]);
  if (isNode(value)) return text(value['name'] ?? value['@value']);
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).trim() || undefined
    : undefined;
}
