import type { ApiPromise } from './api-promise.js';
import { TryOnError } from './errors.js';
import { imageBody } from './images.js';
import type { RequestOptions, TryOnOptions } from './options.js';
import { call } from './request.js';
import type { components } from './schema.js';
import { createTransport } from './transport.js';
import type { HandoverPage, ImageFile } from './types.js';
import { createVisitor } from './visitor.js';

/** What the API says to a phone that has sent its photo. */
export type HandoverReceipt = components['schemas']['HandoverReceipt'];

/** The phone's side of a photo hand-over. */
export interface Phone {
  /** What to show to whoever holds the phone: the shop, the words of consent, the largest photo. */
  getPage(options?: RequestOptions): ApiPromise<HandoverPage>;
  /** Sends the photo; the computer that asked goes on by itself. The same photo again answers the same. */
  sendPhoto(params: { file: ImageFile }, options?: RequestOptions): Promise<HandoverReceipt>;
}

/**
 * Opens a hand-over on the phone that scanned its QR code. The address is all it needs: there is no key on a phone.
 *
 * An entry of its own (`@tryon/sdk/phone`), for shops with a phone page of their own.
 *
 * @param url - The `url` of `client.photoHandovers.create()`, its `#…` included.
 * @throws TryOnError `invalid_handover_url` if it is not one.
 *
 * @example
 * const phone = openPhone(location.href);
 * const { merchant_name } = await phone.getPage();
 * await phone.sendPhoto({ file });
 */
export function openPhone(
  url: string | URL,
  options: Pick<TryOnOptions, 'fetch' | 'maxRetries' | 'timeoutMs'> = {},
): Phone {
  const [, baseUrl, id, secret] = /^(https?:\/\/.+)\/handover\/(\w+)#([\w-]+)$/.exec(String(url)) ?? [];
  if (!baseUrl || !id || !secret) {
    // The address itself stays out of the message: it holds the secret.
    throw new TryOnError(
      'invalid_handover_url',
      'The address must be that of a QR code: …/handover/pho_…#….',
    );
  }
  const config = { ...options, apiKey: secret };
  const transport = createTransport(config, () => undefined);
  const context = { baseUrl, transport, visitor: createVisitor(config) };
  const one = '/v1/photo-handovers/{photo_handover_id}';
  return {
    getPage: (requestOptions) => call(context, 'get', `${one}/page`, { id }, requestOptions),
    async sendPhoto(params, requestOptions) {
      const body = (await imageBody(params)) as FormData;
      return call(context, 'put', `${one}/photo`, { id, body }, requestOptions);
    },
  };
}
