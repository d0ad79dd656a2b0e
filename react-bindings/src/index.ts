export { TryOnWidget, type TryOnWidgetProps } from './tryon-widget.js';
export { type UseTryOn, type UseTryOnOptions, useTryOn } from './use-tryon.js';
