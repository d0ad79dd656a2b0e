/** What changes when a page shows another product or variant; classes and styles change with every animation. */
const ATTRIBUTES = [
  ...[
    'src',
    'srcset',
    'href',
    'content',
    'value',
    'open',
    'hidden',
    'aria-hidden',
    'aria-checked',
    'aria-selected',
  ],
  ...[
    'aria-pressed',
    'data-src',
    'data-srcset',
    'data-large_image',
    'data-zoom-image',
    'data-option-selected',
  ],
];
const SETTLED_AFTER_MS = 200;
const LONGEST_REST_MS = 5000;

/** Where shoppers choose: not in a gallery, whose thumbnails only show another side of the same thing. */
const OPTION = /swatch|variant|variation|option|colou?r|size|attribute/i;
const GALLERY =
  '[class*="thumb" i], [class*="gallery" i], [class*="slider" i], [class*="carousel" i], [class*="zoom" i]';
const MAX_LEVELS = 4;

export interface PageWatch {
  /** After this the page is looked at eagerly again, as at the beginning. */
  wake(): void;
}

/**
 * Calls `onChange` some time after the document has changed. A page that never rests is looked at ever more rarely, as
 * long as `onChange` says that nothing of interest was new.
 */
export function watchPage(onChange: () => Promise<boolean>, signal: AbortSignal): PageWatch {
  let restMs = SETTLED_AFTER_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const isNew = await onChange();
    restMs = isNew ? SETTLED_AFTER_MS : Math.min(restMs * 1.5, LONGEST_REST_MS);
    timer = undefined;
  };
  const soon = () => {
    timer ??= setTimeout(() => void look(), restMs);
  };
  const observer = new MutationObserver((records) => {
    if (timer === undefined && !records.every(isOurs)) soon();
  });
  // Quick views that stand ready are shown by a class, and all that says so is the click before.
  document.addEventListener('click', (event) => isOurs(event) || soon(), {
    capture: true,
    passive: true,
    signal,
  });
  observer.observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  return {
    wake() {
      restMs = SETTLED_AFTER_MS;
    },
  };
}

const isOurs = ({ target }: { readonly target: EventTarget | null }): boolean =>
  target instanceof Element && target.closest('tryon-widget, tryon-doctor') !== null;

/**
 * Calls `onChoice` before the page itself hears that the shopper chooses a variant. jQuery's events (WooCommerce) are none
 * of the browser's; they are heard where jQuery is.
 */
export function watchChoices(onChoice: () => void, signal: AbortSignal): void {
  const options = { capture: true, passive: true, signal } as const;
  document.addEventListener(
    'change',
    ({ target }) => target instanceof Element && target.matches('select, input') && onChoice(),
    options,
  );
  document.addEventListener(
    'click',
    ({ target }) => target instanceof Element && isOption(target) && onChoice(),
    options,
  );
  window.addEventListener('update-gallery', onChoice, { signal });
  window.addEventListener('configurable-selection-changed', onChoice, { signal });
  const { jQuery } = window as unknown as { jQuery?: (root: Document) => JQueryLike };
  if (typeof jQuery !== 'function') return;
  const names = 'found_variation.tryon reset_data.tryon';
  jQuery(document).on?.(names, onChoice);
  signal.addEventListener('abort', () => jQuery(document).off?.(names, onChoice));
}

interface JQueryLike {
  on?(names: string, listener: () => void): void;
  off?(names: string, listener: () => void): void;
}

function isOption(target: Element): boolean {
  if (target.closest('tryon-widget, tryon-doctor')) return false;
  let element: Element | null = target;
  for (let level = 0; element && level < MAX_LEVELS; level++, element = element.parentElement) {
    const names = `${element.getAttribute('class') ?? ''} ${element.id} ${element.ariaLabel ?? ''} ${element.getAttribute('title') ?? ''} ${Object.keys((element as HTMLElement).dataset ?? {}).join(' ')}`;
    const isRadio = element.matches('[role="radio"], [role="option"], label');
    if (isRadio || OPTION.test(names)) return element.closest(GALLERY) === null;
  }
  return false;
}
