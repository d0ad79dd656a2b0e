import { pingDatabase } from '@tryon/core/db/connect';
import { DomainError } from '@tryon/core/errors';
import { HEARTBEAT_STALE_MS, workerHeartbeats } from '@tryon/core/workers/heartbeat';
import type { Handlers } from '../contract/handlers.js';
import type { components } from '../contract/schema.js';
import type { ServerDeps } from '../deps.js';

type Check = components['schemas']['Check'];
const CHECK_TIMEOUT_MS = 2_000;
/** Storing a file to see whether it can be done costs, and anybody may ask. */
const STORAGE_KEPT_MS = 5_000;

export function systemHandlers(deps: ServerDeps): Pick<Handlers, 'getHealth' | 'getReadiness'> {
  const startedAt = Date.now();
  const checkStorage = kept(STORAGE_KEPT_MS, () => storage(deps));
  return {
    async getHealth() {
      const checks = await Promise.all([postgresql(deps), queue(deps), checkStorage(), worker(deps)]);
      return {
        status: 200,
        body: {
          status: deps.stopping.aborted ? 'stopping' : checks.every((check) => check.ok) ? 'ok' : 'degraded',
          version: deps.version,
          uptime_seconds: (Date.now() - startedAt) / 1_000,
          checks,
        },
      };
    },
    async getReadiness(request) {
      if (deps.stopping.aborted) throw stoppingError();
      const checks = await Promise.all([postgresql(deps), queue(deps)]);
      const missing = checks.filter((check) => !check.ok).map((check) => check.name);
      if (request.signal.aborted) throw stoppingError();
      if (missing.length > 0) {
        throw new DomainError('service_unavailable', `Not reachable: ${missing.join(', ')}.`);
      }
      return { status: 200, body: { status: 'ready' } };
    },
  };
}

const stoppingError = () => new DomainError('service_unavailable', 'The server is stopping.');

/** Answers what it found, or is just finding out, for a while. */
function kept<T>(forMs: number, look: () => Promise<T>): () => Promise<T> {
  let last: { readonly found: Promise<T>; readonly until: number } | undefined;
  return () => {
    if (!last || last.until <= Date.now()) last = { found: look(), until: Date.now() + forMs };
    return last.found;
  };
}

async function postgresql(deps: ServerDeps): Promise<Check> {
  const ping = await pingDatabase(deps.sql, CHECK_TIMEOUT_MS);
  return ping.ok
    ? { name: 'postgresql', ok: true, latency_ms: ping.latencyMs }
    : { name: 'postgresql', ok: false, detail: 'PostgreSQL does not answer' };
}

async function queue(deps: ServerDeps): Promise<Check> {
  return timed('queue', deps.queue.depth(), 'the queue does not answer');
}

async function storage(deps: ServerDeps): Promise<Check> {
  const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  return timed('storage', deps.storage.healthCheck({ signal }), 'pictures cannot be stored');
}

async function worker(deps: ServerDeps): Promise<Check> {
  try {
    const { ageMs, alive } = await workerHeartbeats(deps.sql);
    if (ageMs === undefined) return { name: 'worker', ok: false, detail: 'no worker was ever heard of' };
    if (ageMs <= HEARTBEAT_STALE_MS) return { name: 'worker', ok: true, detail: `${alive} alive` };
    return { name: 'worker', ok: false, detail: `no worker was heard of for ${Math.round(ageMs / 1_000)} s` };
  } catch (error) {
    deps.logger.debug({ err: error }, 'could not look for workers');
    return { name: 'worker', ok: false, detail: 'unknown while PostgreSQL does not answer' };
  }
}

async function timed(name: Check['name'], work: Promise<unknown>, detail: string): Promise<Check> {
  const startedAt = performance.now();
  const late = new Promise<never>((_, reject) =>
    setTimeout(reject, CHECK_TIMEOUT_MS, new Error('late')).unref(),
  );
  return Promise.race([work, late]).then(
    () => ({ name, ok: true, latency_ms: performance.now() - startedAt }),
    () => ({ name, ok: false, detail }),
  );
}
