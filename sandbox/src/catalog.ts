import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const CATEGORIES = ['tops', 'bottoms', 'one-pieces'] as const;
export type Category = (typeof CATEGORIES)[number];

/** A piece of the shop. `price` is a decimal in major units ("32.00"); sizes of the picture are in pixels. */
export interface Garment {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly price: string;
  readonly currency: string;
  readonly category: Category;
  /** Path of the picture inside the art folder. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly description: string;
  readonly details: readonly string[];
  readonly colours: readonly { readonly name: string; readonly hex: string }[];
  readonly sizes: readonly string[];
  /** The hour of the day the piece is named for, "HH:MM". The catalogue is in this order. */
  readonly hour: string;
}

export interface Catalog {
  readonly garments: readonly Garment[];
}

/** The catalogue file is missing or does not say what the shop needs. */
export class CatalogError extends Error {
  readonly code = 'catalog_invalid';
}

const TEXT_FIELDS = [
  'id',
  'slug',
  'title',
  'price',
  'currency',
  'category',
  'file',
  'alt',
  'description',
  'hour',
] as const;

function assertGarment(value: unknown, index: number): asserts value is Garment {
  const at = `garments[${index}]`;
  if (typeof value !== 'object' || value === null) throw new CatalogError(`${at} is not an object`);
  const garment = value as Record<string, unknown>;
  for (const field of TEXT_FIELDS) {
    if (typeof garment[field] !== 'string') throw new CatalogError(`${at}.${field} is not a text`);
  }
  for (const field of ['width', 'height']) {
    if (!Number.isInteger(garment[field])) throw new CatalogError(`${at}.${field} is not a whole number`);
  }
  for (const field of ['details', 'colours', 'sizes']) {
    if (!Array.isArray(garment[field])) throw new CatalogError(`${at}.${field} is not a list`);
  }
  // Slugs become paths and class names, so nothing but these characters may be in one.
  if (!/^[a-z0-9-]+$/.test(String(garment['slug']))) throw new CatalogError(`${at}.slug is not a slug`);
  if (!/^\d+\.\d{2}$/.test(String(garment['price'])))
    throw new CatalogError(`${at}.price is not like "32.00"`);
  if (!CATEGORIES.some((category) => category === garment['category'])) {
    throw new CatalogError(`${at}.category is none of ${CATEGORIES.join(', ')}`);
  }
}

/**
 * Reads `catalog.json` of the art folder.
 *
 * @throws {CatalogError} if the file cannot be read or is not a catalogue
 */
export async function readCatalog(artDir: string): Promise<Catalog> {
  const path = join(artDir, 'catalog.json');
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new CatalogError(`cannot read ${path}`, { cause });
  }
  const garments = (parsed as { garments?: unknown } | null)?.garments;
  if (!Array.isArray(garments) || garments.length === 0) throw new CatalogError(`${path} lists no garments`);
  const checked: Garment[] = [];
  for (const [index, garment] of garments.entries()) {
    assertGarment(garment, index);
    checked.push(garment);
  }
  return { garments: checked };
}

/**
 * What to show beside a piece: first what is worn with it (the other categories), then more of its own,
 * each in the order of the day starting from its hour.
 */
export function relatedTo(garment: Garment, catalog: Catalog, limit = 4): Garment[] {
  const start = catalog.garments.indexOf(garment);
  const onwards = [...catalog.garments.slice(start + 1), ...catalog.garments.slice(0, Math.max(start, 0))];
  const wornWith = onwards.filter((other) => other.category !== garment.category);
  const alike = onwards.filter((other) => other.category === garment.category);
  return [...wornWith.slice(0, limit - 1), ...alike, ...wornWith.slice(limit - 1)].slice(0, limit);
}
