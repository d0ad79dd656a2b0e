import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoKeys } from './demo.js';

/** Where the parts are reached. */
export interface Addresses {
  apiUrl: string;
  sandboxUrl: string;
  /** The pages that may use the demo merchant's publishable key: the shop's, and those under development here. */
  pageOrigins: string[];
}

/** The parts that are processes of our own. */
export type Room = 'sandbox' | 'server' | 'worker';

/** What the addresses follow from. */
export interface AddressOptions {
  /** Where API and shop listen and are reached; this machine alone (127.0.0.1) by default. */
  host?: string | undefined;
  apiPort: number;
  sandboxPort: number;
  /** More pages that may use the demo merchant's publishable key, as origins. */
  morePageOrigins?: readonly string[];
}

export interface EnvironmentOptions extends AddressOptions {
  storageDirectory: string;
  databaseUrl: string;
  signingSecret: string;
  /** `REDIS_URL` and `S3_…`, for server and worker alike. */
  services: Record<string, string>;
  keys: DemoKeys;
}

/**
 * glibc keeps what large blocks leave behind for blocks that never come; from this size on (bytes) it gives them back. A
 * worker's previews then take 430 MB instead of 530, in the same time. Elsewhere nobody reads it.
 */
export const GIVE_BACK_MEMORY = { MALLOC_MMAP_THRESHOLD_: '1048576' };
const LOOPBACK = '127.0.0.1';
/** Where development servers listen if nobody says otherwise: Next, Vite's preview, Angular, Vite, plain ones. */
const DEVELOPMENT_PORTS = [3000, 3001, 4173, 4200, 5173, 5174, 8000, 8080];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The API and the shop are two origins, so that origin checks and CORS are as real as on a merchant's page. */
export function addressesOf({
  host = LOOPBACK,
  apiPort,
  sandboxPort,
  morePageOrigins = [],
}: AddressOptions): Addresses {
  const pagePorts = [sandboxPort, ...DEVELOPMENT_PORTS];
  return {
    apiUrl: `http://${host}:${apiPort}`,
    sandboxUrl: `http://${host}:${sandboxPort}`,
    pageOrigins: [
      ...new Set(
        pagePorts.flatMap((port) => [host, LOOPBACK, 'localhost'].map((name) => `http://${name}:${port}`)),
      ),
      ...morePageOrigins,
    ],
  };
}

/** The compiled entry of a room. */
export function entryOf(room: Room): string {
  return join(ROOT, room, 'dist', 'main.js');
}

/** What each room's `main.ts` reads. */
export function environmentsOf(options: EnvironmentOptions): Record<Room, Record<string, string>> {
  const { apiUrl, pageOrigins } = addressesOf(options);
  const host = options.host ?? LOOPBACK;
  return {
    server: {
      ...options.services,
      DATABASE_URL: options.databaseUrl,
      EMBED_DIR: join(ROOT, 'widget', 'dist', 'embed'),
      // The pages' product pictures and webhook receivers lie on loopback, where nothing else is ever asked.
      FETCH_ALLOWED_ORIGINS: pageOrigins.join(','),
      HOST: host,
      OPENAPI_FILE: join(ROOT, 'openapi.yaml'),
      PORT: String(options.apiPort),
      PUBLIC_URL: apiUrl,
      // Everybody who tries it out does so from one address.
      RATE_LIMITS: 'ip=6000,visitor=3000,sandbox=600,events=3000,bad_keys=600',
      SANDBOX_ART_DIR: join(ROOT, 'sandbox', 'art'),
      SIGNING_SECRET: options.signingSecret,
      STORAGE_DIR: options.storageDirectory,
    },
    worker: {
      ...GIVE_BACK_MEMORY,
      ...options.services,
      DATABASE_URL: options.databaseUrl,
      FETCH_ALLOWED_ORIGINS: pageOrigins.join(','),
      PUBLIC_URL: apiUrl,
      SIGNING_SECRET: options.signingSecret,
      STORAGE_DIR: options.storageDirectory,
    },
    sandbox: {
      API_URL: apiUrl,
      HOST: host,
      PORT: String(options.sandboxPort),
      PUBLISHABLE_KEY: options.keys.publishableKey,
      // For the playground's webhooks; it never leaves the sandbox's server.
      SECRET_KEY: options.keys.secretKey,
    },
  };
}
