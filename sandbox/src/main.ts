import { EnvironmentError, readEnvironment } from './environment.js';
import { buildShop } from './shop.js';

async function run(): Promise<void> {
  const environment = readEnvironment(process.env);
  const shop = buildShop(environment);
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
