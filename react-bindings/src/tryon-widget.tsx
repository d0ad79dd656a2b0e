'use client';
import { createComponent, type EventName } from '@lit/react';
import {
  defineTryonWidget,
  type TryonAddToCartEvent,
  type TryonAnalyticsEvent,
  type TryonCloseEvent,
  type TryonCompleteEvent,
  type TryonErrorEvent,
  type TryonOpenEvent,
  type TryonPhotoSelectEvent,
  type TryonProgressEvent,
  type TryonReadyEvent,
  type TryonSubmitEvent,
  TryonWidgetElement,
} from '@tryon/widget';
import * as React from 'react';
import type { TryOnWidgetProps } from './tryon-widget-props.js';

const Element = createComponent({
  tagName: 'tryon-widget',
  elementClass: TryonWidgetElement,
  react: React,
  displayName: 'TryOnWidget',
  events: {
    onReady: 'tryon-ready' as EventName<TryonReadyEvent>,
    onOpen: 'tryon-open' as EventName<TryonOpenEvent>,
    onClose: 'tryon-close' as EventName<TryonCloseEvent>,
    onPhotoSelect: 'tryon-photo-select' as EventName<TryonPhotoSelectEvent>,
    onSubmit: 'tryon-submit' as EventName<TryonSubmitEvent>,
    onProgress: 'tryon-progress' as EventName<TryonProgressEvent>,
    onComplete: 'tryon-complete' as EventName<TryonCompleteEvent>,
    onError: 'tryon-error' as EventName<TryonErrorEvent>,
    onAddToCart: 'tryon-add-to-cart' as EventName<TryonAddToCartEvent>,
    onAnalytics: 'tryon-analytics' as EventName<TryonAnalyticsEvent>,
  },
});

/** While rendering, since `@lit/react` tells properties from attributes by a class that knows its properties. */
function wakeElement(): void {
  if (typeof document !== 'undefined') defineTryonWidget();
  // On a server there is nothing to register with; a class learns its properties by being asked for its attributes.
  else void TryonWidgetElement.observedAttributes;
}

/**
 * `<tryon-widget>` as a React component. Renders on a server, too: the element wakes up in the browser. A `ref` gives
 * the element, with `show()`, `hide()`, `start(file?)`, `reset()`, `state` and `tryon`.
 *
 * @example
 * <TryOnWidget
 *   publishableKey="pk_live_…"
 *   garmentImage={product.image}
 *   onAddToCart={(event) => event.respondWith(cart.add(product))}
 * />
 */
export const TryOnWidget: React.ForwardRefExoticComponent<
  TryOnWidgetProps & React.RefAttributes<TryonWidgetElement>
> = React.forwardRef<TryonWidgetElement, TryOnWidgetProps>(function TryOnWidget(props, ref) {
  wakeElement();
  return <Element ref={ref} layout="inline" {...(props as object)} />;
});
