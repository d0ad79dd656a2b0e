import type { Context } from './context.js';
import { TryOnError } from './errors.js';
import type { TryOnOptions } from './options.js';
import { createErasures, type Erasures } from './resources/erasures.js';
import { createImages, type Images } from './resources/images.js';
import { createPhotoHandovers, type PhotoHandovers } from './resources/photo-handovers.js';
import { createSandbox, type Sandbox } from './resources/sandbox.js';
import { createTryons, type Tryons } from './resources/tryons.js';
import { createWidget, type Widget } from './resources/widget.js';
import { createTransport } from './transport.js';
import { createVisitor } from './visitor.js';

const BASE_URL = 'http://127.0.0.1:4600';

/**
 * What a page needs of the TryOn API; `TryOn` adds what servers need. An entry of its own (`@tryon/sdk/page`), for
 * bundles where every byte counts.
 *
 * Methods take what goes on the wire first and what concerns this client alone (`signal`, `timeoutMs`, …) second.
 *
 * @example
 * const client = new PageClient({ apiKey: 'pk_test_…' });
 * const tryon = await client.tryons.run({ model_image: photo, garment_image: 'https://shop.example/tee.jpg' });
 * console.log(tryon.output[0]?.url);
 *
 * @throws TryOnError `invalid_api_key` if the key is not one, `secret_key_in_browser` for an `sk_` key in a window,
 *   `invalid_base_url` if `baseUrl` starts neither with `http(s)://` nor with a slash.
 */
export class PageClient {
  // Declared only: the constructor sets them all, and fields would be named twice in every page's bundle.
  declare readonly images: Images;
  declare readonly tryons: Tryons;
  declare readonly photoHandovers: PhotoHandovers;
  /** Everything of this visitor, and (secret keys) the receipts of what was erased. */
  declare readonly erasures: Erasures;
  declare readonly widget: Widget;
  declare readonly sandbox: Sandbox;
  /** Where the API is, without a slash at the end. */
  readonly baseUrl: string;
  readonly #options: TryOnOptions;
  protected readonly context: Context;

  constructor(options: TryOnOptions) {
    const { apiKey, baseUrl = BASE_URL } = options;
    checkKey(apiKey);
    // Without its beginning a page would take it for a path, and ask its own server.
    if (!/^(https?:\/)?\//.test(baseUrl)) {
      throw new TryOnError('invalid_base_url', 'baseUrl must start with http:// or https://.');
    }
    this.#options = options;
    this.baseUrl = baseUrl.replace(/\/+$/, '');
    const transport = createTransport(options, () => this.clientToken);
    const context: Context = { baseUrl: this.baseUrl, transport, visitor: createVisitor(options) };
    this.context = context;
    this.images = createImages(context);
    this.tryons = createTryons(context);
    this.photoHandovers = createPhotoHandovers(context);
    this.erasures = createErasures(context);
    this.widget = createWidget(context);
    this.sandbox = createSandbox(context);
  }

  /**
   * The visitor's token, with a publishable key: remembered from their first creation and sent with every later call.
   * Set it to continue an earlier visit; set it to `undefined` to forget the visitor.
   */
  get clientToken(): string | undefined {
    return this.context.visitor.token;
  }

  set clientToken(clientToken: string | undefined) {
    this.context.visitor.token = clientToken;
  }

  /**
   * Sends a request of your own with this client's key, visitor, retries and timeouts; an error answer is returned,
   * not thrown. `rawClient` of `@tryon/sdk/raw` puts the contract's types over it.
   */
  async fetch(request: Request): Promise<Response> {
    const { url, method, headers, signal } = request;
    // Read first, so that a retry can send it again.
    const bytes = await request.arrayBuffer();
    return this.context.transport(url, { method, headers, signal, body: bytes.byteLength ? bytes : null });
  }

  /** The same client with some options changed. It shares the visitor's token, unless the key or the token changes. */
  withOptions(changes: Partial<TryOnOptions>): this {
    const Client = this.constructor as new (options: TryOnOptions) => this;
    const copy = new Client({ ...this.#options, ...changes });
    const sameVisitor = !('apiKey' in changes || 'clientToken' in changes || 'onClientToken' in changes);
    if (sameVisitor) copy.context.visitor = this.context.visitor;
    return copy;
  }
}

function checkKey(apiKey: string): void {
  if (!/^[ps]k_(test|live)_\w+$/.test(apiKey)) {
    // The value itself stays out of the message: it may be a key with a typing error.
    const fault = apiKey ? '' : ', but is not set';
    throw new TryOnError('invalid_api_key', `apiKey must be a key like pk_test_… or sk_test_…${fault}.`);
  }
  if (apiKey.startsWith('sk_') && typeof window !== 'undefined' && typeof document !== 'undefined') {
    throw new TryOnError(
      'secret_key_in_browser',
      'Every visitor could read this secret key (sk_…). Use a publishable key (pk_…), and roll this one.',
    );
  }
}
