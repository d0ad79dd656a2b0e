import { type BagLine, MAX_QUANTITY, withLine } from './bag.js';
import { currentBag, keepBag } from './bag-state.js';

const FREE_DELIVERY_FROM_CENTS = 8000;
const DELIVERY_CENTS = 490;

interface Piece {
  readonly slug: string;
  readonly title: string;
  readonly price: string;
  readonly currency: string;
  readonly picture: string;
  readonly sky: string;
  readonly sizes: readonly string[];
}

function money(cents: number, currency: string): string {
  return new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(cents / 100);
}

const cents = (price: string): number => Math.round(Number(price) * 100);

function option(value: string, text: string, isSelected: boolean): HTMLOptionElement {
  return new Option(text, value, isSelected, isSelected);
}

function need<E extends Element>(root: ParentNode, selector: string): E {
  const element = root.querySelector<E>(selector);
  if (element === null) throw new Error(`the bag page has no ${selector}`);
  return element;
}

function renderLine(
  template: HTMLTemplateElement,
  piece: Piece,
  line: BagLine,
  change: (line: BagLine | null) => void,
): DocumentFragment {
  const fragment = template.content.cloneNode(true) as DocumentFragment;
  const href = `/products/${piece.slug}`;
  const link = need<HTMLAnchorElement>(fragment, '[data-line-title]');
  link.href = href;
  link.textContent = piece.title;
  need<HTMLAnchorElement>(fragment, '[data-line-link]').href = href;
  need<HTMLImageElement>(fragment, '[data-line-picture]').src = piece.picture;
  need(fragment, '.tile').classList.add(piece.sky);
  need(fragment, '[data-line-price]').textContent = money(cents(piece.price) * line.quantity, piece.currency);

  const size = need<HTMLSelectElement>(fragment, '[data-line-size]');
  if (line.size === null) size.add(option('', 'Choose', true));
  for (const name of piece.sizes) size.add(option(name, name, name === line.size));
  size.addEventListener('change', () => change({ ...line, size: size.value === '' ? null : size.value }));

  const quantity = need<HTMLSelectElement>(fragment, '[data-line-quantity]');
  for (let count = 1; count <= MAX_QUANTITY; count += 1) {
    quantity.add(option(String(count), String(count), count === line.quantity));
  }
  quantity.addEventListener('change', () => change({ ...line, quantity: Number(quantity.value) }));

  const remove = need<HTMLButtonElement>(fragment, '[data-line-remove]');
  remove.setAttribute('aria-label', `Remove ${piece.title}`);
  remove.addEventListener('click', () => change(null));
  return fragment;
}

/** Draws the bag from storage, again after every change and when another tab changes it. */
export function connectBagPage(): void {
  const bag = document.querySelector('[data-bag]');
  if (bag === null) return;
  const pieces = JSON.parse(need(bag, '#bag-pieces').textContent ?? '[]') as Piece[];
  const bySlug = new Map(pieces.map((piece) => [piece.slug, piece]));
  const template = need<HTMLTemplateElement>(bag, '#bag-line');
  const list = need(bag, '[data-bag-lines]');

  const draw = (): void => {
    const lines = currentBag();
    let sum = 0;
    const drawn: DocumentFragment[] = [];
    lines.forEach((line, index) => {
      const piece = bySlug.get(line.slug);
      if (piece === undefined) return;
      sum += cents(piece.price) * line.quantity;
      drawn.push(
        renderLine(template, piece, line, (changed) => {
          const heldBy = document.activeElement?.matches('select') === true ? document.activeElement : null;
          const control =
            heldBy?.hasAttribute('data-line-size') === true ? '[data-line-size]' : '[data-line-quantity]';
          keepBag(withLine(lines, index, changed));
          draw();
          // The line was drawn anew: give the keyboard back to where it was, or to the heading if it is gone.
          const next = list.children[index]?.querySelector<HTMLElement>(control);
          if (changed === null || !next) need<HTMLElement>(bag, 'h1').focus();
          else if (heldBy !== null) next.focus();
        }),
      );
    });
    list.replaceChildren(...drawn);
    const currency = pieces[0]?.currency ?? 'EUR';
    const delivery = sum >= FREE_DELIVERY_FROM_CENTS ? 0 : DELIVERY_CENTS;
    need(bag, '[data-bag-subtotal]').textContent = money(sum, currency);
    need(bag, '[data-bag-delivery]').textContent = delivery === 0 ? 'Free' : money(delivery, currency);
    need(bag, '[data-bag-total]').textContent = money(sum + delivery, currency);
    need<HTMLElement>(bag, '[data-bag-full]').hidden = drawn.length === 0;
    need<HTMLElement>(bag, '[data-bag-empty]').hidden = drawn.length > 0;
    bag.classList.add('bag-drawn');
  };
  draw();
  window.addEventListener('storage', draw);
}
