import { ATTRIBUTES } from './attributes.js';

/** The widget on the bench. */
export interface Stage {
  /** The element as it stands there now; undefined until the service's script has brought it. */
  readonly widget: HTMLElementWithStart | undefined;
  /** Gives it these attributes; an empty value takes one away. */
  apply(attributes: Readonly<Record<string, string>>): void;
  /**
   * Has it let go of all that it has begun, as an element does that leaves the page.
   *
   * @param between done while it is away
   */
  renew(between?: () => void): Promise<HTMLElementWithStart>;
}

/** What the playground calls of the public element. */
export interface HTMLElementWithStart extends HTMLElement {
  show(): void;
  start(file?: Blob): void;
  reset(): void;
  readonly state?: { readonly step: string } | undefined;
}

const READ_ONCE = new Set(ATTRIBUTES.filter(({ isReadOnce }) => isReadOnce).map(({ name }) => name));

/**
 * Brings the widget as a merchant's page does, by the script tag. The page's requests must be observed before, since
 * the widget keeps the `fetch` that it finds.
 *
 * @param first the attributes that the tag begins with
 */
export function setStage(
  container: HTMLElement,
  apiUrl: string,
  first: Readonly<Record<string, string>>,
  onFailure: () => void,
): Stage {
  let wanted = first;
  const find = (): HTMLElementWithStart | undefined =>
    container.ownerDocument.querySelector<HTMLElementWithStart>('tryon-widget') ?? undefined;

  const write = (widget: HTMLElement): void => {
    for (const { name } of ATTRIBUTES) {
      const value = wanted[name] ?? '';
      if (value === '') widget.removeAttribute(name);
      else if (widget.getAttribute(name) !== value) widget.setAttribute(name, value);
    }
  };

  const script = document.createElement('script');
  script.async = true;
  script.src = `${apiUrl}/embed/v1/tryon-embed.js`;
  script.dataset['key'] = first['publishable-key'] ?? '';
  script.dataset['layout'] = 'inline';
  script.dataset['container'] = `#${container.id}`;
  script.addEventListener('error', onFailure, { once: true });
  // The tag mounts it when the page is idle; from then on the element is ours to turn about.
  const arrival = new MutationObserver(() => {
    const widget = find();
    if (widget === undefined) return;
    arrival.disconnect();
    write(widget);
  });
  arrival.observe(document.body, { childList: true, subtree: true });
  document.head.append(script);

  const renew = async (between?: () => void): Promise<HTMLElementWithStart> => {
    const widget = find();
    const place = widget?.parentElement;
    if (!widget || !place) throw new Error('the widget is not there yet');
    widget.remove();
    // It tells being moved from being taken away only after this turn.
    await new Promise((resolve) => setTimeout(resolve));
    between?.();
    place.append(widget);
    return widget;
  };

  return {
    get widget() {
      return find();
    },
    apply(attributes) {
      const before = wanted;
      wanted = attributes;
      const widget = find();
      if (widget === undefined) return;
      write(widget);
      if ([...READ_ONCE].some((name) => (before[name] ?? '') !== (attributes[name] ?? ''))) void renew();
    },
    renew,
  };
}
