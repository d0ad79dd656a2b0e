import { FAULTS, OUTCOMES } from '../../browser/playground/outcomes.js';
import { html, type SafeHtml } from '../../html.js';

interface Choice {
  readonly name: string;
  readonly help: string;
}

function chips(group: string, legend: SafeHtml, choices: readonly Choice[], none: string): SafeHtml {
  return html`<fieldset class="chips" data-chips="${group}">
    <legend>${legend}</legend>
    <div class="chip-row">
      ${choices.map(
        ({ name, help }, index) =>
          html`<label class="chip"><input type="radio" name="${group}" value="${name}" data-help="${help}"${index === 0 && html` checked`}><span>${name === '' ? none : name}</span></label>`,
      )}
    </div>
    <p class="field-help" data-chips-help aria-live="polite">${choices[0]?.help ?? ''}</p>
  </fieldset>`;
}

/** Makes the next try-on end as one likes, by the contract's magic inputs or by a fault on the way. */
export function forceForm(): SafeHtml {
  return html`<form class="force" data-force>
    ${chips('outcome', html`How it ends <code>model_image: img_test_…</code>`, OUTCOMES, 'as it comes')}
    ${chips('fault', html`What is in the way`, FAULTS, 'nothing')}
    <button type="submit" class="button" data-run>Run it with a stand-in photo</button>
  </form>`;
}
