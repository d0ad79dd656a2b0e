import type { ProductCategory } from './product.js';

const WORDS: Readonly<Record<ProductCategory, string>> = {
  tops: 'tops?|tees?|t-?shirts?|shirts?|blouses?|sweaters?|sweatshirts?|jumpers?|pullovers?|hoodies?|cardigans?|polos?|tanks?|knitwear',
  bottoms: 'bottoms?|trousers?|pants|jeans|chinos?|shorts|skirts?|leggings|joggers',
  'one-pieces': 'one-pieces?|dress|dresses|jumpsuits?|overalls|playsuits?|rompers?|gowns?',
};
const ANY = new RegExp(
  Object.entries(WORDS)
    .map(([category, words]) => `(?<${category.replace('-', '')}>\\b(?:${words})\\b)`)
    .join('|'),
  'gi',
);

/** The category that English words name clearly: the last one counts ("dress shirt" is a top, "T-shirt dress" a one-piece). */
export function categoryOf(words: string | undefined): ProductCategory | undefined {
  const groups = [...(words ?? '').matchAll(ANY)].at(-1)?.groups;
  if (!groups) return undefined;
  if (groups['tops']) return 'tops';
  return groups['bottoms'] ? 'bottoms' : 'one-pieces';
}
