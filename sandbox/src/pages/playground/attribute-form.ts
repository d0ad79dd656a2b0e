import { ATTRIBUTES, type Attribute } from '../../browser/playground/attributes.js';
import { html, type SafeHtml } from '../../html.js';

function control({ name, options }: Attribute, value: string): SafeHtml {
  const shared = html`id="attribute-${name}" name="${name}" aria-describedby="attribute-${name}-help"`;
  if (options === undefined) {
    return html`<input ${shared} type="text" value="${value}" spellcheck="false" autocomplete="off" autocapitalize="off">`;
  }
  return html`<select ${shared}>
    ${options.map(
      (option) =>
        html`<option value="${option.value}"${option.value === value && html` selected`}>${option.label}</option>`,
    )}
  </select>`;
}

/** Every attribute of the element as a field; `values` are what the page begins with. */
export function attributeForm(values: Readonly<Record<string, string>>): SafeHtml {
  return html`<form class="fields" data-attributes autocomplete="off">
    ${ATTRIBUTES.map(
      (attribute) => html`<div class="field">
        <label for="attribute-${attribute.name}"><code>${attribute.name}</code></label>
        ${control(attribute, values[attribute.name] ?? attribute.options?.[0]?.value ?? '')}
        <p class="field-help" id="attribute-${attribute.name}-help">${attribute.help}</p>
      </div>`,
    )}
    <p><button type="reset" class="text-button">Back to the beginning</button></p>
  </form>`;
}
