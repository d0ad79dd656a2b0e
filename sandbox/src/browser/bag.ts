/** One line of the bag. `size` is null until the shopper has chosen one. */
export interface BagLine {
  readonly slug: string;
  readonly size: string | null;
  readonly quantity: number;
}

const STORAGE_KEY = 'plainsong.bag';
export const MAX_QUANTITY = 9;
const MAX_LINES = 30;

function isLine(value: unknown): value is BagLine {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, size, quantity } = value as Record<string, unknown>;
  return (
    typeof slug === 'string' &&
    /^[a-z0-9-]{1,60}$/.test(slug) &&
    (size === null || (typeof size === 'string' && size.length <= 10)) &&
    typeof quantity === 'number' &&
    Number.isInteger(quantity) &&
    quantity >= 1 &&
    quantity <= MAX_QUANTITY
  );
}

/** Reads the bag. What other hands have put into storage and does not look like a bag is left out. */
export function readBag(storage: Pick<Storage, 'getItem'>): BagLine[] {
  const text = storage.getItem(STORAGE_KEY);
  if (text === null) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isLine).slice(0, MAX_LINES) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

export function writeBag(storage: Pick<Storage, 'setItem'>, lines: readonly BagLine[]): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(lines.slice(0, MAX_LINES)));
}

/** Adds one piece; the same piece in the same size becomes one more of it. */
export function withPiece(lines: readonly BagLine[], slug: string, size: string | null): BagLine[] {
  const index = lines.findIndex((line) => line.slug === slug && line.size === size);
  if (index === -1) return [...lines, { slug, size, quantity: 1 }];
  return lines.map((line, at) =>
    at === index ? { ...line, quantity: Math.min(line.quantity + 1, MAX_QUANTITY) } : line,
  );
}

/** Replaces the line at `index`, or removes it; two lines that become the same are joined. */
export function withLine(lines: readonly BagLine[], index: number, line: BagLine | null): BagLine[] {
  const rest = lines.filter((_, at) => at !== index);
  if (line === null) return rest;
  const twin = rest.findIndex((other) => other.slug === line.slug && other.size === line.size);
  if (twin === -1) return lines.map((other, at) => (at === index ? line : other));
  return rest.map((other, at) =>
    at === twin ? { ...other, quantity: Math.min(other.quantity + line.quantity, MAX_QUANTITY) } : other,
  );
}

export function countPieces(lines: readonly BagLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}
