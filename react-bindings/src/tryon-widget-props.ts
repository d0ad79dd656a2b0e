import type {
  MessageOverrides,
  NamedProduct,
  Product,
  TokenProvider,
  TryonAddToCartEvent,
  TryonAnalyticsEvent,
  TryonCloseEvent,
  TryonCompleteEvent,
  TryonErrorEvent,
  TryonOpenEvent,
  TryonPhotoSelectEvent,
  TryonProgressEvent,
  TryonReadyEvent,
  TryonSubmitEvent,
} from '@tryon/widget';
import type { CSSProperties, ReactNode } from 'react';

/** Where the element stands in the page, as for any element of React's. */
export interface HostProps {
  readonly id?: string;
  readonly className?: string;
  /** Also `--tryon-…`, the custom properties that say how it looks. */
  readonly style?: CSSProperties & { readonly [name: `--tryon-${string}`]: string | number };
  /** The language of its words; the nearest one of the page by default. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
  readonly hidden?: boolean;
  /** Of an element that this one stands in. */
  readonly slot?: string;
  /**
   * What goes into its slots: elements with `slot="trigger"`, `"consent"`, `"result-actions"` or `"footer"`.
   */
  readonly children?: ReactNode;
}

/** Callbacks, one for each event. A new function on every render costs nothing. */
export interface EventProps {
  /** The button is on the page. */
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
  /**
   * Put it into your bag, and say so: by `event.preventDefault()`, or by `event.respondWith(promise)` if it takes a
   * while. Otherwise the widget looks for a cart of the page's.
   */
  readonly onAddToCart?: (event: TryonAddToCartEvent) => void;
  /** For your own tools: what is noted of what the shopper does, as it happens. */
  readonly onAnalytics?: (event: TryonAnalyticsEvent) => void;
}

/** Props of `<TryOnWidget>`: the element's properties, its events, and where it stands. */
export interface TryOnWidgetProps extends HostProps, EventProps {
  /** A publishable key, `pk_…`. */
  readonly publishableKey: string;
  /** Where the service is; the local one of `npm start` by default. */
  readonly apiBase?: string;
  /** Address of the product's picture; wins over `product`. */
  readonly garmentImage?: string;
  /** Your own id of the product; comes back in the events. */
  readonly garmentId?: string;
  /** The whole product, instead of the two above. */
  readonly product?: Product;
  /** What the garment is; `auto`, the default, lets the service see for itself. */
  readonly category?: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  /** Speed against quality; `balanced` by default. */
  readonly mode?: 'performance' | 'balanced' | 'quality';
  /** `inline` by default, since a component has a place on the page. */
  readonly layout?: 'floating' | 'inline' | 'dialog';
  /** `auto`, the default, follows the page and the system. */
  readonly theme?: 'auto' | 'light' | 'dark';
  /** Your own words. */
  readonly messages?: MessageOverrides;
  /** Knows a signed-in customer's client token, so that their try-ons are theirs on every device. */
  readonly tokenProvider?: TokenProvider;
  /** Pieces to try on next with the same photo, offered under the result. */
  readonly nextProducts?: readonly NamedProduct[];
  /** `off` notes nothing of what this page's shoppers do; `on` by default. */
  readonly analytics?: 'on' | 'off';
}
