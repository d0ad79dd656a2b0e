import { TryOn } from '@tryon/sdk';
import { EnvironmentError, readEnvironment, type ShopEnvironment } from './environment.js';
import { buildShop } from './shop.js';
import { createReceiver, type WebhookReceiver } from './webhooks/receiver.js';
import { HOOK_PATH } from './webhooks/routes.js';

/** The service must reach this address; on one machine it allows the shop's origin (see local/). */
function receiverFor(environment: ShopEnvironment): WebhookReceiver | undefined {
  const { secretKey, apiUrl, publicUrl, host, port } = environment;
  if (secretKey === undefined) return undefined;
  const client = new TryOn({ apiKey: secretKey, baseUrl: apiUrl });
  return createReceiver(client, new URL(HOOK_PATH, publicUrl ?? `http://${host}:${port}`).href);
}

async function run(): Promise<void> {
  const environment = readEnvironment(process.env);
  const receiver = receiverFor(environment);
  const shop = buildShop({ ...environment, ...(receiver && { receiver }) });
  let isClosing = false;
  const close = (): void => {
    if (isClosing) return;
    isClosing = true;
    shop.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('sandbox: could not close cleanly', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
  process.once('disconnect', close);

  const address = await shop.listen({ host: environment.host, port: environment.port });
  console.log(`sandbox: shop on ${address}`);
  process.send?.({ type: 'ready' });
}

run().catch((error: unknown) => {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof EnvironmentError) console.error(`sandbox: ${error.message}`);
  else if (code === 'EADDRINUSE') console.error('sandbox: the port is taken; set PORT to another one');
  else console.error('sandbox: could not start', error);
  process.exit(1);
});
