import { announce } from './announce.js';
import { withPiece } from './bag.js';
import { currentBag, keepBag } from './bag-state.js';
import { slugIn } from './product-slug.js';

function chosenSize(form: HTMLFormElement): string | null {
  const size = new FormData(form).get('size');
  return typeof size === 'string' && size !== '' ? size : null;
}

function put(slug: string, title: string, size: string | null): void {
  keepBag(withPiece(currentBag(), slug, size));
  announce(
    size === null
      ? `${title} is in your bag. Choose its size there.`
      : `${title}, size ${size}, is in your bag.`,
  );
}

/** Makes the order form of a product page, and the widget's own button, fill the bag. */
export function connectAddToBag(): void {
  // Asked for each time: a single-page shop brings another form with each page.
  const orderForm = () => document.querySelector<HTMLFormElement>('[data-order]');
  document.addEventListener('submit', (event) => {
    const form = orderForm();
    if (form === null || event.target !== form) return;
    event.preventDefault();
    put(form.dataset['slug'] ?? '', form.dataset['title'] ?? '', chosenSize(form));
  });

  document.addEventListener('tryon-add-to-cart', (event) => {
    const form = orderForm();
    const product: unknown = event instanceof CustomEvent ? event.detail?.product : undefined;
    const here = form?.dataset['slug'];
    const slug = slugIn(product) ?? here;
    if (slug === undefined) return;
    // This page fills the bag itself; the widget need not look for a way.
    event.preventDefault();
    const isThisPage = form !== null && slug === here;
    // The size chosen on this page says nothing about another piece.
    put(
      slug,
      isThisPage ? (form.dataset['title'] ?? slug) : titleIn(product),
      isThisPage ? chosenSize(form) : null,
    );
  });
}

function titleIn(product: unknown): string {
  const title = (product as { title?: unknown } | null | undefined)?.title;
  return typeof title === 'string' ? title : 'The piece';
}
