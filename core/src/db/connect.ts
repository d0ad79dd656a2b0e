import postgres from 'postgres';

export type Sql = postgres.Sql;
/** Either the pool or a transaction on it: repositories take both. */
export type Db = postgres.ISql<NonNullable<unknown>>;

export interface ConnectOptions {
  /** Connections in the pool; 10 by default. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** A statement that takes longer is ended by PostgreSQL; 15,000 ms by default. */
  readonly statementTimeoutMs?: number;
}

/** Opens a pool. Nothing connects before the first query; close it with `sql.end({ timeout: 5 })`. */
export function connect(databaseUrl: string, options: ConnectOptions = {}): Sql {
  return postgres(databaseUrl, {
    max: options.max ?? 10,
    connect_timeout: 5,
    // A database that is away is asked again soon: a request waits for it no longer than this, and is refused.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 0.5),
    idle_timeout: 0,
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName ?? 'tryon',
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      TimeZone: 'UTC',
    },
  });
}

/** Whether PostgreSQL answers within `timeoutMs`; the error is given, not thrown. */
export async function pingDatabase(
  sql: Sql,
  timeoutMs = 2_000,
): Promise<{ ok: true; latencyMs: number } | { ok: false; error: unknown }> {
  const startedAt = performance.now();
  const query = sql`select 1`;
  const timer = setTimeout(() => query.cancel(), timeoutMs);
  try {
    await Promise.race([
      query,
      new Promise((_, reject) => setTimeout(reject, timeoutMs, new Error('no answer')).unref()),
    ]);
    return { ok: true, latencyMs: performance.now() - startedAt };
  } catch (error) {
    return { ok: false, error };
  } finally {
    clearTimeout(timer);
  }
}
