import { createPostgresBackend, withBackend } from 'bullmq';

export type QueueConnection = {
  readonly connectionString: string;
  /** Connections of this queue object's pool. */
  readonly max: number;
};

/**
 * BullMQ's classes bound to the broker that the configuration names. Everything that queues goes through here, so
 * that another broker is a change of this file alone.
 */
export function queueBackend(databaseUrl: string) {
  const classes = withBackend(createPostgresBackend);
  const connection = (max: number): QueueConnection => ({ connectionString: databaseUrl, max });
  return { ...classes, connection };
}

export type QueueBackend = ReturnType<typeof queueBackend>;
