import { type BagLine, countPieces, readBag, writeBag } from './bag.js';

// Where storage is forbidden the bag lasts as long as the page.
const fallback = new Map<string, string>();
const fallbackStorage = {
  getItem: (key: string): string | null => fallback.get(key) ?? null,
  setItem: (key: string, value: string): void => {
    fallback.set(key, value);
  },
};

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return window.localStorage;
  } catch (error) {
    console.info('plainsong: the bag lasts only as long as this page', error);
    return fallbackStorage;
  }
}

export function currentBag(): BagLine[] {
  return readBag(storage());
}

/** Keeps the bag and shows its count in the header. */
export function keepBag(lines: readonly BagLine[]): void {
  writeBag(storage(), lines);
  showBagCount();
}

/** Writes how many pieces are in the bag beside the bag link. */
export function showBagCount(): void {
  const count = countPieces(currentBag());
  for (const element of document.querySelectorAll('[data-bag-count]')) {
    element.textContent = String(count);
    element.toggleAttribute('data-filled', count > 0);
  }
  for (const element of document.querySelectorAll('[data-bag-count-words]')) {
    element.textContent = count === 0 ? ', empty' : `, ${count} ${count === 1 ? 'piece' : 'pieces'}`;
  }
}
