import { html, type SafeHtml } from '../../html.js';

export interface CodeTab {
  /** Part of ids; the script fills the panel by it. */
  readonly name: string;
  readonly label: string;
}

/** Code in tabs with one copy button; the script writes the code. */
export function codeTabs(label: string, tabs: readonly CodeTab[]): SafeHtml {
  return html`<div class="code" data-tabs>
    <div class="code-head">
      <div role="tablist" aria-label="${label}" class="code-tabs">
        ${tabs.map(
          ({ name, label }, index) =>
            html`<button type="button" role="tab" id="tab-${name}" aria-controls="panel-${name}" aria-selected="${index === 0 ? 'true' : 'false'}" tabindex="${index === 0 ? 0 : -1}">${label}</button>`,
        )}
      </div>
      <button type="button" class="code-copy" data-copy-tab>Copy</button>
    </div>
    ${tabs.map(
      ({ name }, index) =>
        html`<pre role="tabpanel" id="panel-${name}" aria-labelledby="tab-${name}" tabindex="0"${index > 0 && html` hidden`}><code data-code="${name}"></code></pre>`,
    )}
  </div>`;
}
