/** Dispatched on the document when a single-page shop shows another page. */
export const PAGE_SHOWN = 'plainsong-page';
