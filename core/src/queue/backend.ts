import { createPostgresBackend, Queue, QueueEvents, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';

/** Which broker carries the jobs: Redis where there is one, else the database itself. */
export interface QueueConfig {
  readonly databaseUrl: string;
  /** `redis://…` or `rediss://…`. */
  readonly redisUrl?: string | undefined;
  /** Begins every key in Redis, so that several systems may share one; `tryon` by default. */
  readonly redisPrefix?: string | undefined;
}

/**
 * What a connection is for. A producer serves a request, so it fails fast when the broker is away; a consumer (workers
 * and event listeners) waits for it to come back.
 */
export type ConnectionRole = 'producer' | 'consumer';

export interface ConnectionOptions {
  readonly connection: object;
  readonly prefix?: string;
  readonly skipWaitingForReady?: boolean;
  readonly skipVersionCheck?: boolean;
}

/** BullMQ's classes bound to one broker. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  readonly Queue: typeof Queue;
  readonly Worker: typeof Worker;
  readonly QueueEvents: typeof QueueEvents;
  /**
   * What a queue, worker or event listener needs to reach the broker; spread it into its options.
   * @param max - Over PostgreSQL: how many connections it may open.
   */
  options(max: number, role: ConnectionRole): ConnectionOptions;
  /** The client that all producers of this process share; undefined over PostgreSQL. For rate limits, too. */
  readonly redis: Redis | undefined;
  /** Whether sending could work now, as far as is known without asking; false while Redis is away. */
  ready(): boolean;
  /** Close what uses it first. */
  close(): Promise<void>;
}

/** How long a producer waits for Redis to answer one command. */
const COMMAND_TIMEOUT_MS = 1_500;
const MAX_RECONNECT_DELAY_MS = 1_000;
/**
 * Before its first job a queue would wait for Redis, however long, and ask for its version, once: were the answer lost,
 * it would refuse every job for as long as the process lives. The consumers check the version, and wait.
 */
const ASK_NOTHING_FIRST = { skipWaitingForReady: true, skipVersionCheck: true } as const;

/**
 * BullMQ bound to the broker that the configuration names. Everything that queues goes through here, so that another
 * broker is a change of this file alone.
 */
export function queueBackend(config: QueueConfig): QueueBackend {
  return config.redisUrl === undefined
    ? postgresBackend(config.databaseUrl)
    : redisBackend(config.redisUrl, config.redisPrefix ?? 'tryon');
}

function postgresBackend(databaseUrl: string): QueueBackend {
  const classes = withBackend(createPostgresBackend);
  return {
    kind: 'postgres',
    // The same classes to their users; only their escape hatches to Redis differ, and nothing here uses those.
    Queue: classes.Queue as unknown as typeof Queue,
    Worker: classes.Worker as unknown as typeof Worker,
    QueueEvents: classes.QueueEvents as unknown as typeof QueueEvents,
    options: (max) => ({ connection: { connectionString: databaseUrl, max } }),
    redis: undefined,
    // There is no second thing to be away: every request asks the database itself anyway.
    ready: () => true,
    close: async () => undefined,
  };
}

function redisBackend(redisUrl: string, prefix: string): QueueBackend {
  const common = {
    connectTimeout: 5_000,
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 6), MAX_RECONNECT_DELAY_MS),
  };
  const producer = new Redis(redisUrl, {
    ...common,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  // Whoever uses the client logs what went wrong; without a listener its first error would end the process.
  producer.on('error', () => undefined);
  return {
    kind: 'redis',
    Queue,
    Worker,
    QueueEvents,
    options: (_max, role) =>
      role === 'producer'
        ? { prefix, connection: producer, ...ASK_NOTHING_FIRST }
        : { prefix, connection: { ...common, url: redisUrl, maxRetriesPerRequest: null } },
    redis: producer,
    ready: () => producer.status === 'ready',
    close: async () => producer.disconnect(),
  };
}
