import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoKeys } from './demo.js';

/** Where the parts are reached. */
export interface Addresses {
  apiUrl: string;
  sandboxUrl: string;
  /** The pages that may use the demo merchant's publishable key. */
  sandboxOrigins: string[];
}

/** The parts that are processes of our own. */
export type Room = 'sandbox' | 'server' | 'worker';

export interface EnvironmentOptions {
  apiPort: number;
  sandboxPort: number;
  storageDirectory: string;
  databaseUrl: string;
  signingSecret: string;
  /** `REDIS_URL` and `S3_…`, for server and worker alike. */
  services: Record<string, string>;
  keys: DemoKeys;
}

const HOST = '127.0.0.1';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The API and the shop are two origins, so that origin checks and CORS are as real as on a merchant's page. */
export function addressesOf(ports: { apiPort: number; sandboxPort: number }): Addresses {
  const sandboxUrl = `http://${HOST}:${ports.sandboxPort}`;
  return {
    apiUrl: `http://${HOST}:${ports.apiPort}`,
    sandboxUrl,
    sandboxOrigins: [sandboxUrl, `http://localhost:${ports.sandboxPort}`],
  };
}

/** The compiled entry of a room. */
export function entryOf(room: Room): string {
  return join(ROOT, room, 'dist', 'main.js');
}

/** What each room's `main.ts` reads. */
export function environmentsOf(options: EnvironmentOptions): Record<Room, Record<string, string>> {
  const { apiUrl, sandboxOrigins } = addressesOf(options);
  return {
    server: {
      ...options.services,
      DATABASE_URL: options.databaseUrl,
      EMBED_DIR: join(ROOT, 'widget', 'dist', 'embed'),
      // The shop's product pictures lie on loopback, where the server would otherwise fetch nothing.
      FETCH_ALLOWED_ORIGINS: sandboxOrigins.join(','),
      HOST,
      OPENAPI_FILE: join(ROOT, 'openapi.yaml'),
      PORT: String(options.apiPort),
      PUBLIC_URL: apiUrl,
      // Everybody who tries it out does so from one address.
      RATE_LIMITS: 'ip=6000,visitor=3000,sandbox=600,bad_keys=600',
      SANDBOX_ART_DIR: join(ROOT, 'sandbox', 'art'),
      SIGNING_SECRET: options.signingSecret,
      STORAGE_DIR: options.storageDirectory,
    },
    worker: {
      ...options.services,
      DATABASE_URL: options.databaseUrl,
      FETCH_ALLOWED_ORIGINS: sandboxOrigins.join(','),
      PUBLIC_URL: apiUrl,
      SIGNING_SECRET: options.signingSecret,
      STORAGE_DIR: options.storageDirectory,
    },
    sandbox: {
      API_URL: apiUrl,
      HOST,
      PORT: String(options.sandboxPort),
      PUBLISHABLE_KEY: options.keys.publishableKey,
    },
  };
}
