import { TryonCompareElement } from './elements/compare-slider.js';
import { TryonWidgetElement } from './tryon-widget.js';

/**
 * Registers `<tryon-widget>` and its parts (the camera comes when it is first asked for). A second call, or a second
 * copy of the package, does nothing.
 */
export function defineTryonWidget(): void {
  const elements = { 'tryon-compare': TryonCompareElement, 'tryon-widget': TryonWidgetElement };
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
