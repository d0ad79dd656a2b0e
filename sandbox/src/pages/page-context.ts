import type { Catalog } from '../catalog.js';

/** What every page is made from. */
export interface PageContext {
  /** The shop's own origin for this request, without a trailing slash. */
  readonly origin: string;
  /** Path of the requested page, for the canonical link. */
  readonly path: string;
  /** Origin and path of the try-on service, without a trailing slash. */
  readonly apiUrl: string;
  readonly publishableKey: string;
  /** Whether the sandbox's server can show webhooks: only with a secret test key. */
  readonly hasWebhooks: boolean;
  readonly catalog: Catalog;
  /** Path prefix of styles and scripts, for example `/assets/1f2e3d4c5b6a`. */
  readonly assetsPath: string;
}
