import { TryonWidgetElement } from './tryon-widget.js';

/**
 * Registers `<tryon-widget>` (its parts come when they are first asked for). A second call, or a second copy of the
 * package, does nothing.
 */
export function defineTryonWidget(): void {
  if (!customElements.get('tryon-widget')) customElements.define('tryon-widget', TryonWidgetElement);
}
