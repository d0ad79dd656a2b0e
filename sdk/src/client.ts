import type { TryOnOptions } from './options.js';
import { PageClient } from './page-client.js';
import { createHealth, type Health } from './resources/health.js';
import { createUsage, type Usage } from './resources/usage.js';
import { addVerify, type VerifiedTryons } from './resources/verified-tryons.js';
import { createWebhookEndpoints, type WebhookEndpoints } from './resources/webhook-endpoints.js';

/**
 * A client of the TryOn API.
 *
 * Methods take what goes on the wire first and what concerns this client alone (`signal`, `timeoutMs`, …) second.
 *
 * @example
 * const client = new TryOn({ apiKey: 'sk_test_…' });
 * const tryon = await client.tryons.run({ model_image: photo, garment_image: 'https://shop.example/tee.jpg' });
 * console.log(tryon.output[0]?.url);
 *
 * @throws TryOnError `invalid_api_key` if the key is not one, `secret_key_in_browser` for an `sk_` key in a window,
 *   `invalid_base_url` if `baseUrl` starts neither with `http(s)://` nor with a slash.
 */
export class TryOn extends PageClient {
  declare readonly tryons: VerifiedTryons;
  /** What was used of the quota (secret keys). */
  readonly usage: Usage;
  /** Where webhooks are sent (secret keys). `@tryon/sdk/webhooks` verifies them. */
  readonly webhookEndpoints: WebhookEndpoints;

  /** Whether the API is up, for whoever runs it. */
  readonly health: Health;

  constructor(options: TryOnOptions) {
    super(options);
    this.tryons = addVerify(this.context, this.tryons);
    this.health = createHealth(this.context);
    this.usage = createUsage(this.context);
    this.webhookEndpoints = createWebhookEndpoints(this.context);
  }
}
