import { TryonCameraElement } from './elements/camera.js';
import { TryonCompareElement } from './elements/compare-slider.js';
import { TryonWidgetElement } from './tryon-widget.js';

/** Registers `<tryon-widget>` and its parts. A second call, or a second copy of the package, does nothing. */
export function defineTryonWidget(): void {
  const elements = {
    'tryon-camera': TryonCameraElement,
    'tryon-compare': TryonCompareElement,
    'tryon-widget': TryonWidgetElement,
  };
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
