import type { Erasure } from '@tryon/sdk';
import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Say } from '../localize.js';
import { controls } from '../styles/controls.styles.js';
import { saveFile } from './picture-file.js';

/** What was erased and when, to be kept by whoever wants proof. */
export class TryonReceiptElement extends LitElement {
  static override properties = {
    receipt: { attribute: false },
    say: { attribute: false },
    locale: { attribute: false },
    isCopied: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 8px 16px;
        margin: 0;
        padding: 16px;
        border: 1px dashed var(--_line);
        border-radius: var(--_radius);
        font-size: .875em;
      }
      dt {
        color: var(--_muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      @container (max-width: 20em) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
        dd:not(:last-child) {
          margin-block-end: 8px;
        }
      }
      .row {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
        gap: 10px;
        margin-block-start: 10px;
      }
    `,
  ];

  receipt: Erasure | undefined;
  say: Say = (key) => key;
  /** A language tag, for the time. */
  locale = 'en';
  private isCopied = false;

  override render(): TemplateResult {
    const { say } = this;
    return html`<dl aria-label=${say('receipt')}>
        ${this.lines.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
      </dl>
      <div class="row">
        <button class="button" @click=${this.copy}>${say(this.isCopied ? 'receiptCopied' : 'receiptCopy')}</button>
        <button class="button" @click=${this.save}>${say('receiptSave')}</button>
      </div>
      <span class="visually-hidden" role="status">${this.isCopied ? say('receiptCopied') : ''}</span>`;
  }

  private get lines(): readonly (readonly [string, string])[] {
    const { receipt, say, locale } = this;
    if (!receipt) return [];
    const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' });
    const what = new Intl.ListFormat(locale, { type: 'conjunction' });
    return [
      [say('receiptId'), receipt.id],
      [say('receiptWhen'), time.format(new Date(receipt.erased_at))],
      [
        say('receiptWhat'),
        what.format([
          say('receiptPhotos', { count: receipt.photos }),
          say('receiptPictures', { count: receipt.pictures }),
        ]),
      ],
      [say('receiptCopies'), say(receipt.provider_copies === 'none' ? 'receiptNone' : 'receiptRequested')],
    ];
  }

  private get text(): string {
    return `${[this.say('receipt'), ...this.lines.map((line) => line.join(': '))].join('\n')}\n`;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.isCopied = true;
    } catch (error) {
      // A page may forbid it; a file is as good.
      console.warn('[tryon] The receipt could not be copied:', error);
      this.save();
    }
  }

  private save(): void {
    const name = `try-on-${this.receipt?.id ?? 'receipt'}.txt`;
    saveFile(new File([this.text], name, { type: 'text/plain' }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-receipt': TryonReceiptElement;
  }
}
