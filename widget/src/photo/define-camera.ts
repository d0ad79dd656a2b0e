import { TryonCameraElement } from './camera.js';

/** Registers `<tryon-camera>`; a second call does nothing. */
export function defineCamera(): void {
  if (!customElements.get('tryon-camera')) customElements.define('tryon-camera', TryonCameraElement);
}
