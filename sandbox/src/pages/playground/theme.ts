import { LANGUAGES } from '../../browser/playground/attributes.js';
import { PRESETS } from '../../browser/playground/presets.js';
import { SCREENS } from '../../browser/playground/preview-message.js';
import { COLOURS, FONTS, RADIUS_PX, SHADOWS, WIDTH_PX } from '../../browser/playground/theme.js';
import { html, type SafeHtml } from '../../html.js';
import { renderPage } from '../layout.js';
import type { PageContext } from '../page-context.js';
import { benchHead } from './bench-head.js';
import { codeTabs } from './code-tabs.js';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** A row of choices of which one is taken, drawn like a switch. */
function segments(name: string, legend: string, options: readonly Option[]): SafeHtml {
  return html`<fieldset class="segments">
    <legend class="visually-hidden">${legend}</legend>
    ${options.map(
      ({ value, label }, index) =>
        html`<label><input type="radio" name="${name}" value="${value}"${index === 0 && html` checked`}><span>${label}</span></label>`,
    )}
  </fieldset>`;
}

const SCHEMES: readonly Option[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** The swatches are painted in SVG attributes: no style attribute passes the policy. */
function presetButton({ name, note, theme: { light } }: (typeof PRESETS)[number]): SafeHtml {
  return html`<li><button type="button" class="preset" data-preset="${name}" aria-pressed="false">
    <svg viewBox="0 0 96 48" width="96" height="48" aria-hidden="true" focusable="false">
      <rect width="96" height="48" fill="${light.surface}" />
      <rect x="58" width="38" height="48" fill="${light.soft}" />
      <rect x="8" y="9" width="34" height="5" fill="${light.text}" />
      <rect x="8" y="18" width="24" height="3" fill="${light.muted}" />
      <rect x="8" y="29" width="40" height="11" fill="${light.accent}" />
      <rect x="17" y="33" width="22" height="3" fill="${light['on-accent']}" />
    </svg>
    <span class="preset-name">${name}</span> <span class="preset-note">${note}</span>
  </button></li>`;
}

function colourRows(): SafeHtml {
  return html`<ul class="colours">
    ${COLOURS.map(
      ({ name, label, help }) => html`<li>
        <input type="color" id="pick-${name}" data-pick="${name}" aria-label="${label}: choose">
        <label for="hex-${name}">${label} <span class="field-help">${help}</span></label>
        <input type="text" id="hex-${name}" data-hex="${name}" pattern="#[0-9a-fA-F]{6}" maxlength="7" spellcheck="false" autocomplete="off">
      </li>`,
    )}
  </ul>`;
}

function select(id: string, label: string, options: readonly Option[]): SafeHtml {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <select id="${id}">${options.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</select>
  </div>`;
}

function range(
  id: string,
  label: string,
  { min, max }: { min: number; max: number },
  step: number,
): SafeHtml {
  return html`<div class="field field-range">
    <label for="${id}">${label}</label> <output for="${id}" data-output="${id}"></output>
    <input type="range" id="${id}" min="${min}" max="${max}" step="${step}">
  </div>`;
}

function preview(): SafeHtml {
  return html`<section class="preview" aria-labelledby="preview-title">
    <h2 id="preview-title" class="visually-hidden">Preview</h2>
    <form class="preview-bar" data-preview-bar>
      ${segments('screen', 'Screen', SCREENS)}
      <div class="preview-more">
        ${segments('device', 'Width', [
          { value: 'desk', label: 'Desk' },
          { value: 'phone', label: 'Phone' },
        ])}
        <label class="visually-hidden" for="preview-lang">Language</label>
        <select id="preview-lang" name="lang">${LANGUAGES.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</select>
        <label class="visually-hidden" for="preview-dir">Direction of the page</label>
        <select id="preview-dir" name="dir">
          <option value="ltr">page: ltr</option><option value="rtl">page: rtl</option>
        </select>
      </div>
    </form>
    <div class="preview-frame" data-frame data-device="desk">
      <iframe src="/playground/preview" title="The widget in this theme" data-preview-frame></iframe>
    </div>
    <p class="field-help" data-preview-state role="status"></p>
  </section>`;
}

/** Makes the widget look like the shop, live, and writes the style sheet for it. */
export function themePage(context: PageContext): string {
  return renderPage(
    {
      title: 'Theme: Plainsong',
      description: 'Give the try-on widget your shop’s looks, and take the style sheet home.',
      section: 'playground',
      styles: ['pieces', 'bench', 'code', 'theme'],
      scripts: ['playground/theme-page'],
      hasDeveloperView: false,
      main: html`<div class="bench" data-theme-page>
        ${benchHead({
          title: 'Theme',
          lead: 'Give the widget your shop’s looks. Begin with one of six, change what you like, take the style sheet home.',
          path: '/playground/theme',
        })}
        <section aria-labelledby="presets-title">
          <h2 id="presets-title" class="visually-hidden">Begin with</h2>
          <ul class="presets">${PRESETS.map(presetButton)}</ul>
        </section>
        <div class="theme-grid">
          ${preview()}
          <form class="theme-form" data-theme-form autocomplete="off">
            <div class="theme-head">
              <h2>Colours</h2>
              ${segments('scheme', 'Which colours', SCHEMES)}
            </div>
            ${colourRows()}
            <h2>Shape and type</h2>
            ${range('radius', 'Radius', RADIUS_PX, 1)}
            ${range('width', 'Width of the dialog', WIDTH_PX, 20)}
            ${select('font', 'Font', FONTS)}
            ${select('shadow', 'Shadow', SHADOWS)}
          </form>
          <section class="contrast" aria-labelledby="contrast-title">
            <h2 id="contrast-title">Contrast</h2>
            <p class="field-help" data-contrast-summary role="status"></p>
            <ul class="contrast-list" data-contrast></ul>
          </section>
          <section class="theme-code" aria-labelledby="css-title">
            <div class="theme-head">
              <h2 id="css-title">Take it home</h2>
              <a class="text-button" download="tryon-theme.css" data-download href="#css-title">Download tryon-theme.css</a>
            </div>
            ${codeTabs('Style sheet', [
              { name: 'css', label: 'CSS' },
              { name: 'shopify', label: 'Shopify' },
            ])}
          </section>
        </div>
      </div>`,
    },
    context,
  );
}
