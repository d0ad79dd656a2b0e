'use client';
import { createComponent, type EventName } from '@lit/react';
import {
  defineTryonWidget,
  type MessageOverrides,
  type Product,
  type TryonAddToCartEvent,
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

export interface TryOnWidgetProps {
  /** A publishable key, `pk_…`. */
  readonly publishableKey: string;
  /** Where the API is; the local one of `npm start` by default. */
  readonly apiBase?: string;
  /** Address of the product's picture. */
  readonly garmentImage?: string;
  /** Your own id of the product; comes back in the events. */
  readonly garmentId?: string;
  /** The whole product, instead of the two above. */
  readonly product?: Product;
  readonly category?: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  readonly mode?: 'performance' | 'balanced' | 'quality';
  /** `inline` by default, since a component has a place on the page. */
  readonly layout?: 'floating' | 'inline' | 'dialog';
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly lang?: string;
  readonly className?: string;
  /** Your own words. */
  readonly messages?: MessageOverrides;
  readonly onReady?: (event: TryonReadyEvent) => void;
  readonly onOpen?: (event: TryonOpenEvent) => void;
  readonly onClose?: (event: TryonCloseEvent) => void;
  /** `event.preventDefault()` refuses the photo. */
  readonly onPhotoSelect?: (event: TryonPhotoSelectEvent) => void;
  /** `event.preventDefault()` keeps the try-on from being sent. */
  readonly onSubmit?: (event: TryonSubmitEvent) => void;
  readonly onProgress?: (event: TryonProgressEvent) => void;
  readonly onComplete?: (event: TryonCompleteEvent) => void;
  readonly onError?: (event: TryonErrorEvent) => void;
  readonly onAddToCart?: (event: TryonAddToCartEvent) => void;
  /** What goes into the slots `trigger`, `consent`, `result-actions` and `footer`. */
  readonly children?: React.ReactNode;
}

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
  },
});

/**
 * `<tryon-widget>` as a React component. Renders on a server, too: the element wakes up in the browser.
 *
 * @example
 * <TryOnWidget publishableKey="pk_live_…" garmentImage={product.image} onAddToCart={(event) => event.respondWith(cart.add(product))} />
 */
export const TryOnWidget: React.ForwardRefExoticComponent<
  TryOnWidgetProps & React.RefAttributes<TryonWidgetElement>
> = React.forwardRef<TryonWidgetElement, TryOnWidgetProps>(function TryOnWidget(props, ref) {
  // On a server there is nothing to register with; Lit's stand-in there must not be asked.
  if (typeof document !== 'undefined') defineTryonWidget();
  return <Element ref={ref} layout="inline" {...(props as object)} />;
});
