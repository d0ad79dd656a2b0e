/** Tells the widget which pieces to offer under the result: those that the page itself shows beside this one. */
export function connectNextProducts(): void {
  const text = document.querySelector('#related-pieces')?.textContent;
  if (!text) return;
  document.addEventListener('tryon-ready', ({ target }) => {
    if (target instanceof HTMLElement) Object.assign(target, { nextProducts: JSON.parse(text) as unknown });
  });
}
