import type { Page } from './page.js';

const MAX_VALUES = 60;

/** How the page itself names what it sells: its heading first. */
export function namesOf({ document, scope, isQuickView, isLeftover }: Page): string[] {
  const headings = [...scope.querySelectorAll('h1, [role="heading"][aria-level="1"]')];
  const others = isQuickView ? [...scope.querySelectorAll('h2, h3')] : [];
  const meta = document.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content;
  const own = isQuickView ? [] : [document.title, isLeftover(meta) ? undefined : meta];
  return [...[...headings, ...others].map(({ textContent }) => textContent), ...own]
    .map((name) => name?.trim() ?? '')
    .filter(Boolean);
}

/** The page's visible heading, if it has one. */
export function headingOf(page: Page): string | undefined {
  // Many a shop's first heading is its logo, without a word.
  const headings = [...page.scope.querySelectorAll(page.isQuickView ? 'h1, h2, h3' : 'h1')];
  return headings.map(({ textContent }) => plain(textContent)).find(Boolean);
}

export const plain = (text: string | null): string => text?.replace(/\s+/g, ' ').trim() ?? '';

/** Whether one name has most of the other's words: "Linen Shirt" in "Linen Shirt, ecru | Shop". */
export function isSameName(name: string | undefined, other: string): boolean {
  const [ours, theirs] = [wordsOf(name ?? ''), wordsOf(other)];
  if (ours.size === 0 || theirs.size === 0) return false;
  const shared = [...ours].filter((word) => theirs.has(word)).length;
  return shared / Math.min(ours.size, theirs.size) >= 0.75;
}

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]{2,}/gu) ?? [],
  );

/** Where the page stands in its shop: the breadcrumbs' words, the page's own left out. */
export function breadcrumbsOf({ document, isQuickView }: Page): string | undefined {
  if (isQuickView) return undefined;
  const crumbs = document.querySelector(
    '[aria-label*="breadcrumb" i], .breadcrumb, .breadcrumbs, .woocommerce-breadcrumb, [itemtype$="/BreadcrumbList"]',
  );
  const words = [...(crumbs?.querySelectorAll('a') ?? [])].map(
    ({ textContent }) => textContent?.trim() ?? '',
  );
  return words.filter(Boolean).join(' > ') || undefined;
}

/** What the shopper has chosen in the product's form: values and labels of options, in lower case. */
export function chosenOptions(page: Page): Set<string> {
  const chosen = new Set<string>();
  const add = (...texts: readonly (string | null | undefined)[]) => {
    for (const text of texts) {
      const plain = text?.replace(/\s+/g, ' ').trim().toLowerCase();
      if (plain && plain.length < 80 && chosen.size < MAX_VALUES) chosen.add(plain);
    }
  };
  for (const select of page.scope.querySelectorAll('select')) {
    const option = select.selectedOptions[0];
    if (option?.value) add(option.value, option.textContent);
  }
  const inputs = 'input:is([type="radio"], [type="checkbox"]):checked, input[type="hidden"][name]';
  for (const input of page.scope.querySelectorAll<HTMLInputElement>(inputs)) {
    if (/token|csrf|utf8|return/i.test(input.name)) continue;
    add(input.value, ...[...(input.labels ?? [])].flatMap((label) => [label.textContent, label.title]));
  }
  const marked = [
    '[role="radio"][aria-checked="true"]',
    '[role="option"][aria-selected="true"]',
    'button[aria-pressed="true"]',
    '[class*="swatch" i]:is(.selected, .active, .is-selected, .is-active)',
  ].join(',');
  for (const element of page.scope.querySelectorAll<HTMLElement>(marked)) {
    const { value, color, optionLabel } = element.dataset;
    add(element.textContent, element.ariaLabel, element.title, value, color, optionLabel);
  }
  for (const value of new URL(page.url).searchParams.values()) add(value);
  return chosen;
}
