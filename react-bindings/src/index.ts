export { TryOnWidget } from './tryon-widget.js';
export type { EventProps, HostProps, TryOnWidgetProps } from './tryon-widget-props.js';
export { type UseTryOn, type UseTryOnOptions, useTryOn } from './use-tryon.js';
