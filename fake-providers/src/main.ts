import { FAULTS } from './faults.js';
import { startFakeProviders } from './start-fake-providers.js';

const DEFAULT_PORT = 4620;

async function run(): Promise<void> {
  const port = readNumber('FAKE_PROVIDERS_PORT', DEFAULT_PORT);
  const timeScale = readNumber('FAKE_PROVIDERS_TIME_SCALE', 1);
  const fake = await startFakeProviders({ port, timeScale });
  const close = (): void => {
    fake.close().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  console.log(`The fake FASHN and fal listen. Start TryOn in another terminal and use its live secret key:

  FAL_KEY=${fake.keys.fal} FAL_BASE_URL=${fake.falUrl} FAL_JWKS_URL=${fake.jwksUrl} \\
  FAL_ADMIN_KEY=${fake.keys.falAdmin} FAL_PLATFORM_URL=${fake.falPlatformUrl} \\
  FASHN_API_KEY=${fake.keys.fashn} FASHN_BASE_URL=${fake.fashnUrl} \\
  PROVIDER_CALLBACK_URL=http://127.0.0.1:4600 \\
  npm start

A try-on with one of these seeds, or a picture whose URL has ?fake=<name>, gets a fault:
`);
  for (const { name, seed, what } of FAULTS) console.log(`  ${seed}  ${name.padEnd(24)} ${what}`);
  console.log(`
Any fault for any run:  curl -X PUT ${fake.falUrl}/_fake/faults -d '{"next": ["submit-cut"], "always": null}'
What was bought:        curl ${fake.falUrl}/_fake/submits`);
}

function readNumber(name: string, fallback: number): number {
  const text = process.env[name];
  const number = text ? Number(text) : fallback;
  if (!Number.isFinite(number) || number <= 0) throw new Error(`${name} must be a number above 0`);
  return number;
}

function fail(error: unknown): void {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'EADDRINUSE') console.error('The port is taken; set FAKE_PROVIDERS_PORT to another one');
  else console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

run().catch(fail);
