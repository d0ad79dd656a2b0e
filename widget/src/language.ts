import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { buttonWords } from './locales/button-words.js';
import type { Messages } from './locales/en.js';
import { type Language, loadMessages, supportedLanguage } from './locales/load-messages.js';
import { createSay, type MessageOverrides, type Say } from './localize.js';

const RIGHT_TO_LEFT: readonly string[] = ['ar', 'he'];

/**
 * The language an element speaks: that of the nearest `lang` above it, also when the page changes it. Texts stay in the
 * language they were in until those of the new one are here; where they cannot be had, English is spoken.
 */
export class LanguageController implements ReactiveController {
  /** Language of the texts now shown, as a `lang` attribute says it. */
  language: Language = 'en';
  /** What the page says, for dates and numbers; always a valid tag. */
  locale = 'en';
  /** Settles when the page's language is spoken, or cannot be. */
  ready: Promise<void> = Promise.resolve();
  private messages: Partial<Messages> = buttonWords;
  /** Whether the dialog's texts are asked for, too. */
  private isWhole = false;
  private wanted = '';
  private observer: MutationObserver | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  get direction(): 'ltr' | 'rtl' {
    return RIGHT_TO_LEFT.includes(this.language) ? 'rtl' : 'ltr';
  }

  /** @param overrides - A shop's own words; they win in every language. */
  say(overrides: MessageOverrides = {}): Say {
    return createSay(overrides, this.messages, this.language);
  }

  /**
   * Fetches the dialog's texts, where they did not come with the button's.
   *
   * @throws when they cannot be had
   */
  async complete(): Promise<void> {
    await this.ready;
    this.isWhole = true;
    if (this.messages !== buttonWords) return;
    this.messages = await loadMessages('en');
    this.host.requestUpdate();
  }

  hostConnected(): void {
    // Attributes of a shadow tree's host are not seen from the document, so the element itself is watched, too.
    this.observer = new MutationObserver(() => this.follow());
    const lang = { attributes: true, attributeFilter: ['lang'] };
    this.observer.observe(this.host, lang);
    this.observer.observe(document.documentElement, { ...lang, subtree: true });
    this.follow();
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }

  private follow(): void {
    const tag = nearestLang(this.host);
    if (tag === this.wanted) return;
    this.wanted = tag;
    this.ready = this.speak(tag);
  }

  private async speak(tag: string): Promise<void> {
    const language = supportedLanguage(tag);
    try {
      const isEnough = language === 'en' && !this.isWhole;
      const messages = isEnough ? buttonWords : await loadMessages(language);
      if (this.wanted !== tag) return;
      this.messages = messages;
      this.language = language;
      this.locale = validTag(tag, language);
    } catch (error) {
      // Asked for again when the page names its language anew.
      this.wanted = '';
      console.warn(`[tryon] The texts in “${language}” could not be loaded:`, error);
    }
    this.host.requestUpdate();
  }
}

/** The `lang` in force at an element, through shadow roots; the browser's own where the page names none. */
function nearestLang(element: Element): string {
  for (let at: Element | null = element; at; ) {
    const holder: Element | null = at.closest('[lang]');
    const lang = holder?.getAttribute('lang');
    if (lang) return lang;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** A page's `lang` may be any string, and what formats dates throws at malformed ones. */
function validTag(tag: string, fallback: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? fallback;
  } catch (error) {
    if (error instanceof RangeError) return fallback;
    throw error;
  }
}
