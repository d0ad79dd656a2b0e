import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvError, integer, list, readEnv, text } from '@tryon/core/env';
import { STORAGE_SETTINGS } from '@tryon/core/storage/open-storage';
import { watchNpm } from './npm-parent.js';
import { type System, startSystem } from './start-system.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const port = integer(1, 65_535);
const origins = (value: string): readonly string[] => list(value).map((each) => new URL(each).origin);

const interrupted = new AbortController();
let system: System | undefined;
let stopping = false;

async function main(): Promise<void> {
  const env = readEnv(
    {
      DATABASE_URL: {
        parse: text,
        fallback: '',
        help: 'a PostgreSQL on this machine, instead of the embedded one',
      },
      TRYON_HOST: {
        parse: text,
        fallback: '127.0.0.1',
        help: 'this machine’s own address in your network, such as 192.168.1.5, to try it out with a phone',
      },
      TRYON_API_PORT: { parse: port, fallback: 4600, help: 'the port of the API' },
      TRYON_SANDBOX_PORT: { parse: port, fallback: 4601, help: 'the port of the demo shop' },
      TRYON_PAGE_ORIGINS: {
        parse: origins,
        fallback: [] as readonly string[],
        help: 'more pages that may use the publishable key, as http://localhost:8000,http://192.168.1.5:3000',
      },
      REDIS_URL: { parse: text, fallback: '', help: 'a Redis for the queue, instead of PostgreSQL' },
      ...STORAGE_SETTINGS,
      FAL_KEY: { parse: text, fallback: '', help: 'lets the demo merchant have live try-ons at fal' },
      FASHN_API_KEY: { parse: text, fallback: '', help: 'lets the demo merchant have live try-ons at FASHN' },
      npm_lifecycle_event: { parse: text, fallback: '', help: 'set by npm when it runs a script' },
      TRYON_DATA_DIR: { parse: text, fallback: '.data', help: 'the folder for everything that is kept' },
    },
    process.env,
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOrGiveUp);
  // Whoever read the output may go first; stopping in order matters more than telling of it.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  if (env.npm_lifecycle_event) watchNpm(stopOrGiveUp);
  system = await startSystem({
    dataDirectory: resolve(ROOT, env.TRYON_DATA_DIR),
    host: env.TRYON_HOST,
    apiPort: env.TRYON_API_PORT,
    sandboxPort: env.TRYON_SANDBOX_PORT,
    morePageOrigins: env.TRYON_PAGE_ORIGINS,
    databaseUrl: env.DATABASE_URL || undefined,
    services: servicesOf(env),
    liveProviders: [...(env.FAL_KEY ? ['fal'] : []), ...(env.FASHN_API_KEY ? ['fashn'] : [])],
    progress: showProgress,
    report: (line) => console.log(line),
    signal: interrupted.signal,
  });
  console.log(`
  Demo shop        ${system.sandboxUrl}
  Playground       ${system.sandboxUrl}/playground
  API              ${system.apiUrl}
  API reference    ${system.apiUrl}/docs
  Publishable key  ${system.keys.publishableKey}
  Secret key       ${system.keys.secretKey}${liveLine(system.keys.liveSecretKey)}

ready (Ctrl-C stops everything; logs are in ${env.TRYON_DATA_DIR}/log)`);
}

function liveLine(key: string | undefined): string {
  return key ? `\n  Live secret key  ${key} (asks the remote providers; may cost money)` : '';
}

/** What replaces the embedded parts, as servers and workers read it. */
function servicesOf(env: Record<string, unknown>): Record<string, string> {
  const names = ['REDIS_URL', ...Object.keys(STORAGE_SETTINGS)];
  return Object.fromEntries(
    names.map((name) => [name, String(env[name] ?? '')]).filter(([, value]) => value),
  );
}

/** The first signal stops in order; a second one leaves at once, and the parts end by themselves. */
function stopOrGiveUp(): void {
  if (stopping) process.exit(130);
  stopping = true;
  interrupted.abort(new Error('interrupted'));
  if (system) stopAll(system).catch(fail);
}

async function stopAll(running: System): Promise<void> {
  await showProgress('\nStopping', () => running.stop());
  process.exit(0);
}

async function showProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  process.stdout.write(`${what} ... `);
  try {
    const result = await work();
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log('failed');
    throw error;
  }
}

function fail(error: unknown): void {
  if (interrupted.signal.aborted) process.exit(130);
  // A coded error was written for whoever reads the terminal; anything else is a mistake of ours.
  const isForReader = error instanceof EnvError || (error instanceof Error && 'code' in error);
  console.error(isForReader ? `\n${error.message}` : error);
  process.exit(1);
}

main().catch(fail);
