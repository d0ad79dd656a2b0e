import { PAGE_SHOWN } from './page-shown.js';

/** Tells the widget which pieces to offer under the result: those that the page itself shows beside this one. */
export function connectNextProducts(): void {
  const give = (): void => {
    const widget = document.querySelector('tryon-widget');
    const text = document.querySelector('#related-pieces')?.textContent;
    if (widget !== null) Object.assign(widget, { nextProducts: JSON.parse(text ?? '[]') as unknown });
  };
  document.addEventListener('tryon-ready', give);
  document.addEventListener(PAGE_SHOWN, give);
}
