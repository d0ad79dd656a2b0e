import { createClient, type FleetClient } from '../fleet/client.js';
import { type Fleet, type FleetOptions, startFleet } from '../fleet/fleet.js';
import { startReceiver, type WebhookReceiver } from '../fleet/webhook-receiver.js';
import { startProvider, type TestProvider } from '../provider/provider-server.js';

/** Everything a scenario plays with. */
export interface Ground {
  readonly fleet: Fleet;
  readonly provider: TestProvider;
  readonly receiver: WebhookReceiver;
  readonly client: FleetClient;
  /** Two pictures that are stored. */
  readonly images: readonly [string, string];
  close(): Promise<void>;
}

export interface GroundOptions extends Omit<FleetOptions, 'providerUrl' | 'allowedOrigins'> {
  /** Beside the receiver's, origins that the fleet may reach. */
  readonly outsideOrigins?: readonly string[];
}

/** Starts provider, receiver and fleet, and registers the receiver as the merchant's endpoint. */
export async function openGround(options: GroundOptions): Promise<Ground> {
  const provider = await startProvider(options.providerMs);
  const receiver = await startReceiver();
  const outside = () => Promise.all([provider.close(), receiver.close()]);
  try {
    const fleet = await startFleet({
      ...options,
      providerUrl: provider.url,
      allowedOrigins: [receiver.origin, ...(options.outsideOrigins ?? [])],
    });
    try {
      const client = createClient(fleet);
      const endpoint = await client.call<{ secret: string }>('POST', '/v1/webhook-endpoints', {
        json: { url: receiver.url, events: ['tryon.completed', 'tryon.failed', 'tryon.canceled'] },
      });
      receiver.secret = endpoint.secret;
      const images = [await client.upload(), await client.upload()] as const;
      const close = async () => {
        await fleet.stop();
        await outside();
      };
      return { fleet, provider, receiver, client, images, close };
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  } catch (error) {
    await outside();
    throw error;
  }
}
