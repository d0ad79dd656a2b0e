import type { WidgetConfig } from '@tryon/sdk';
import { TryonSubmitEvent } from '../events.js';
import { ResultFlow, type ResultHost } from '../result/result-flow.js';
import { owesErasure } from '../session/erased-elsewhere.js';
import { type OtherTabs, otherTabs, settleErasures } from '../session/other-tabs.js';
import type { Session } from '../session/session.js';
import { visitMemory } from '../session/visit.js';
import { PhotoFlow, type PhotoHost } from './photo-flow.js';
import type { ScreenState, StepActions } from './step.js';

/** What a flow needs of the dialog it belongs to. */
export interface FlowHost extends Omit<ResultHost, 'session' | 'track'>, PhotoHost {
  readonly session: Session;
  readonly config: WidgetConfig;
  readonly publishableKey: string;
  /** Language in which the words are shown, as BCP 47 has it. */
  readonly wordsLocale: string;
}

const LONGEST_COUNTDOWN_MS = 120_000;

/** What the shopper does in the dialog, between its buttons and the session. */
export class Flow {
  screen: ScreenState = { hasAgreed: false, waitS: 0 };
  readonly photo: PhotoFlow;
  readonly result: ResultFlow;
  private tick: ReturnType<typeof setTimeout> | undefined;
  private readonly tabs: OtherTabs;
  private isErasing = false;

  constructor(private readonly host: FlowHost) {
    this.photo = new PhotoFlow(host);
    this.result = new ResultFlow(host, () => {
      this.forget();
      this.tabs.announce();
    });
    this.tabs = otherTabs(host.publishableKey, () => void this.eraseAsWell());
  }

  readonly actions: StepActions = {
    tick: (event) => this.show({ hasAgreed: (event.target as HTMLInputElement).checked }),
    agree: (event) => {
      event.preventDefault();
      this.agree();
    },
    cancel: () => this.host.session.cancel(),
    restart: () => this.host.session.restart(),
    again: () => {
      const { session, currentProduct: product } = this.host;
      if (product && this.host.dispatchEvent(new TryonSubmitEvent(product))) void session.again(product);
    },
    close: () => {
      this.host.hide();
      this.host.session.restart();
    },
  };

  /** What belongs to a step does not outlive it. */
  onStep(): void {
    this.photo.onStep();
    this.countDown();
  }

  dispose(): void {
    this.tabs.stop();
    this.result.dispose();
    clearTimeout(this.tick);
    this.photo.dispose();
  }

  private show(changes: Partial<ScreenState>): void {
    this.screen = { ...this.screen, ...changes };
    this.host.requestUpdate();
  }

  private agree(): void {
    const { session, config, publishableKey, wordsLocale: locale } = this.host;
    if (!this.screen.hasAgreed) return;
    const record = { version: config.consent.version, locale, agreed_at: new Date().toISOString() };
    visitMemory(publishableKey).set('consent', JSON.stringify(record));
    session.agree(record);
    this.host.track('consent_given');
    this.show({ hasAgreed: false });
    this.photo.onConsent();
  }

  /** What the shopper had erased in another tab goes here, too. */
  async eraseAsWell(): Promise<void> {
    const { publishableKey, session } = this.host;
    if (this.isErasing || !owesErasure(publishableKey)) return;
    this.isErasing = true;
    try {
      await session.erase();
      this.forget();
      settleErasures(publishableKey);
    } catch (error) {
      // Tried again when this tab is looked at the next time.
      console.warn('[tryon] What was erased in another tab is still here:', error);
    } finally {
      this.isErasing = false;
    }
  }

  /** With the photo goes what was agreed to about it, and the copy in this browser. */
  private forget(): void {
    visitMemory(this.host.publishableKey).delete('consent');
    this.photo.onErased();
  }

  /** Counts the seconds until another try is allowed; long waits, as for next month's quota, are not counted. */
  private countDown(): void {
    clearTimeout(this.tick);
    const { state } = this.host.session;
    const waitMs = state.step === 'problem' ? (state.retryAt ?? 0) - Date.now() : 0;
    const waitS = waitMs > LONGEST_COUNTDOWN_MS ? 0 : Math.max(0, Math.ceil(waitMs / 1000));
    if (waitS !== this.screen.waitS) this.show({ waitS });
    if (waitS > 0) this.tick = setTimeout(() => this.countDown(), waitMs % 1000 || 1000);
  }
}
