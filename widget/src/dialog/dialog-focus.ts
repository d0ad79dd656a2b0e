/** What the focus is kept in. */
export interface FocusHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
}

/** Keeps focus and sight where the shopper is: at the top of a new screen, and never lost to the page behind. */
export class DialogFocus {
  constructor(
    private readonly host: FocusHost,
    private readonly isOpen: () => boolean,
  ) {}

  /** A new screen is a new page: it begins at its top, and a screen reader says its heading. */
  toTitle(): void {
    void this.host.updateComplete.then(() => {
      if (!this.find<HTMLDialogElement>('dialog')?.open) return;
      for (const scroller of ['.sheet', '.body']) this.find(scroller)?.scrollTo(0, 0);
      this.find('#title')?.focus();
    });
  }

  /** Brings the picture into sight: on a phone it is above what was pressed. */
  toPicture(): void {
    void this.host.updateComplete.then(() => {
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.find('.sheet')?.scrollTo({ top: 0, behavior: isCalm ? 'instant' : 'smooth' });
    });
  }

  /** To be called before each drawing: what has the focus may be gone with it. */
  keep(): void {
    const focused = this.focused;
    if (!focused) return;
    const isInside = this.isOpen();
    void this.host.updateComplete.then(() => {
      if (focused.isConnected || isInside !== this.isOpen()) return;
      // Behind a notice that was closed is the button on the page.
      this.find(isInside ? '#title' : '[part=trigger]')?.focus({ preventScroll: true });
    });
  }

  /** A dialog gives the focus back to what had it before; a notice that opened it is gone by now. */
  afterClosing(): void {
    if (!this.focused && document.activeElement === document.body) this.find('[part=trigger]')?.focus();
  }

  private get focused(): Element | null {
    const { renderRoot } = this.host;
    return renderRoot instanceof ShadowRoot ? renderRoot.activeElement : null;
  }

  private find<Found extends HTMLElement = HTMLElement>(selector: string): Found | null {
    return this.host.renderRoot.querySelector<Found>(selector);
  }
}
