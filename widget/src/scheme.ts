import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type SchemeWish = 'auto' | 'light' | 'dark';

/** Keeps an element's `scheme` attribute to what is wished for, or to the page's and the system's own. */
export class SchemeController implements ReactiveController {
  private readonly system = window.matchMedia('(prefers-color-scheme: dark)');
  private applied: SchemeWish | undefined;
  private readonly onSystem = () => this.apply();

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly wish: () => SchemeWish,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.system.addEventListener('change', this.onSystem);
  }

  hostDisconnected(): void {
    this.system.removeEventListener('change', this.onSystem);
  }

  hostUpdate(): void {
    if (this.wish() !== this.applied) this.apply();
  }

  private apply(): void {
    const wish = this.wish();
    this.applied = wish;
    // A shop that knows only light pages gets a light dialog, whatever the shopper's system prefers.
    const pageKnowsDark = getComputedStyle(document.documentElement).colorScheme.includes('dark');
    const isDark = wish === 'dark' || (wish === 'auto' && pageKnowsDark && this.system.matches);
    this.host.setAttribute('scheme', isDark ? 'dark' : 'light');
  }
}
