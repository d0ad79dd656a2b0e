import postgres from 'postgres';
import { teachArrays } from './array-types.js';
import { connectWatched } from './watched-socket.js';

export type Sql = postgres.Sql;
/** Either the pool or a transaction on it: repositories take both. */
export type Db = postgres.ISql<NonNullable<unknown>>;

export interface ConnectOptions {
  /** Connections in the pool; 10 by default. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /**
   * A statement that takes longer is ended by PostgreSQL; 15,000 ms by default. A PostgreSQL that has not answered five
   * seconds later is taken for gone.
   */
  readonly statementTimeoutMs?: number;
}

/** Opens a pool. Nothing connects before the first query; close it with `sql.end({ timeout: 5 })`. */
export function connect(databaseUrl: string, options: ConnectOptions = {}): Sql {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
  const settings = {
    max: options.max ?? 10,
    connect_timeout: 5,
    // A database that is away is asked again soon: a request waits for it no longer than this, and is refused.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 0.5),
    idle_timeout: 0,
    fetch_types: false, // see teachArrays
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName ?? 'tryon',
      statement_timeout: statementTimeoutMs,
      TimeZone: 'UTC',
    },
    // Which the types of postgres.js leave out.
    socket: ({ host, port, path }: Target) => {
      const silentMs = statementTimeoutMs + ANSWER_MARGIN_MS;
      if (path) return connectWatched({ path }, silentMs);
      return connectWatched({ host: host[0] ?? 'localhost', port: port[0] ?? 5432 }, silentMs);
    },
  };
  const sql = postgres(databaseUrl, settings);
  teachArrays(sql);
  return sql;
}

const ANSWER_MARGIN_MS = 5_000;

interface Target {
  readonly host: readonly string[];
  readonly port: readonly number[];
  /** Of a Unix socket. */
  readonly path?: string | false;
}

/** Whether PostgreSQL answers within `timeoutMs`; the error is given, not thrown. */
export async function pingDatabase(
  sql: Sql,
  timeoutMs = 2_000,
): Promise<{ ok: true; latencyMs: number } | { ok: false; error: unknown }> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  // Not cancelled when it is late: that would open a connection whose failure nobody hears of. It ends by itself.
  const query = sql`select 1`.execute();
  query.catch(() => undefined);
  try {
    await Promise.race([
      query,
      new Promise((_, reject) => {
        timer = setTimeout(reject, timeoutMs, new Error('no answer'));
      }),
    ]);
    return { ok: true, latencyMs: performance.now() - startedAt };
  } catch (error) {
    return { ok: false, error };
  } finally {
    clearTimeout(timer);
  }
}
