import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Candidate } from '../../product/find-product.js';
import { type Diagnosis, diagnose, type Facts } from './diagnose.js';
import { doctorStyles } from './doctor.styles.js';

const REFRESH_MS = 1000;
const WORDS = { stop: 'No button', doubt: 'Look at this', fine: 'Fine' } as const;

/** For a shop's developer, at `?tryon-debug`: what was found, what keeps the button away, and how to mend it. */
export class TryonDoctorElement extends LitElement {
  static override properties = { facts: { state: true }, hasCopied: { state: true } };
  static override styles = doctorStyles;

  /** Reads the page anew. */
  read: (() => Promise<Facts>) | undefined;

  private facts: Facts | undefined;
  private hasCopied = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render(): TemplateResult {
    const { facts } = this;
    if (!facts) return html`${nothing}`;
    const candidates = facts.inspection?.candidates ?? [];
    return html`<section role="region" aria-labelledby="title" tabindex="0">
      <header>
        <h2 id="title">TryOn doctor</h2>
        <button aria-label="Close the doctor" @click=${this.remove}>✕</button>
      </header>
      <ul>
        ${diagnose(facts).map(diagnosisItem)}
      </ul>
      <h3>What was found</h3>
      ${candidates.length === 0 ? html`<p class="quiet">Nothing that describes a product.</p>` : nothing}
      <ul>
        ${candidates.map((candidate, at) => candidateItem(candidate, at === 0 && facts.inspection?.product !== undefined))}
      </ul>
      <footer>
        <button @click=${this.copy}>Copy the report</button>
        <span class="quiet" role="status">${this.hasCopied ? 'Copied.' : nothing}</span>
      </footer>
    </section>`;
  }

  private async refresh(): Promise<void> {
    try {
      this.facts = await this.read?.();
    } finally {
      clearTimeout(this.timer);
      if (this.isConnected) this.timer = setTimeout(() => void this.refresh(), REFRESH_MS);
    }
  }

  private async copy(): Promise<void> {
    const { facts } = this;
    if (!facts) return;
    const report = { page: location.href.replace(/[?#].*$/, ''), diagnoses: diagnose(facts), ...facts };
    try {
      await navigator.clipboard.writeText(JSON.stringify(report, null, 2));
      this.hasCopied = true;
    } catch (error) {
      console.warn('[tryon] The report could not be copied; here it is:', report, error);
    }
  }
}

function diagnosisItem({ severity, what, mend }: Diagnosis): TemplateResult {
  return html`<li class=${severity}>
    <p><span class="word">${WORDS[severity]}:</span> ${what}</p>
    ${mend ? html`<p class="quiet">${mend}</p>` : nothing}
  </li>`;
}

function candidateItem({ product, reasons }: Candidate, isChosen: boolean): TemplateResult {
  const { imageUrl, source, score, title, id, variantId, category } = product;
  const facts = [id && `id ${id}`, variantId && `variant ${variantId}`, category].filter(Boolean).join(', ');
  return html`<li class="candidate ${isChosen ? 'fine' : ''}">
    <img src=${imageUrl} alt="What ${source} says the product looks like" />
    <div>
      <p>
        <span class="word">${source}</span>, ${Math.round(score * 100)} % ${isChosen ? html`<strong>(offered)</strong>` : nothing}
      </p>
      <p>${title ?? 'Without a name'}${facts ? html` <span class="quiet">(${facts})</span>` : nothing}</p>
      <p class="quiet">${imageUrl}</p>
      ${reasons.length > 0 ? html`<p class="quiet">${reasons.join('; ')}</p>` : nothing}
    </div>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tryon-doctor': TryonDoctorElement;
  }
}
