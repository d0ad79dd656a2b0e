import { CATEGORIES, type Catalog, type Category } from '../catalog.js';
import { html, type SafeHtml } from '../html.js';

export const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  tops: 'Tops',
  bottoms: 'Bottoms',
  'one-pieces': 'One-pieces',
};

/** The filter is a row of links, so it works before and without any script. */
export function categoryFilter(catalog: Catalog, selected: Category | undefined): SafeHtml {
  const entry = (href: string, name: string, count: number, isSelected: boolean): SafeHtml =>
    html`<li><a href="${href}"${isSelected && html` aria-current="page"`}>${name} <span class="count">${count}</span></a></li>`;
  return html`<nav class="filter" aria-label="Filter by category">
    <ul>
      ${entry('/#pieces', 'All', catalog.garments.length, selected === undefined)}
      ${CATEGORIES.map((category) => {
        const count = catalog.garments.filter((garment) => garment.category === category).length;
        return entry(`/collection/${category}`, CATEGORY_NAMES[category], count, selected === category);
      })}
    </ul>
  </nav>`;
}
