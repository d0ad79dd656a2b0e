import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Calls `onWakeUp` when the network is back, when another tab has stored something, and out of the back-forward cache. */
export class WakeUpController implements ReactiveController {
  private listening: AbortController | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly onWakeUp: (event: Event) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const name of ['online', 'storage', 'pageshow'])
      window.addEventListener(name, this.onWakeUp, { signal });
  }

  hostDisconnected(): void {
    this.listening?.abort();
  }
}
