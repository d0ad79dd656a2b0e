/**
 * Finds which piece of this shop a widget's product means, by any address in it that names one:
 * the product page or the picture.
 */
export function slugIn(product: unknown): string | undefined {
  if (typeof product !== 'object' || product === null) return undefined;
  for (const value of Object.values(product)) {
    if (typeof value !== 'string') continue;
    const match = /\/(?:products|art\/garments(?:-384)?)\/([a-z0-9-]+)(?:\.webp)?(?:[?#]|$)/.exec(value);
    if (match?.[1] !== undefined) return match[1];
  }
  return undefined;
}
