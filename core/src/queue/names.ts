/** The queues, and what a job of each carries. A job holds ids and nothing else: PostgreSQL is the truth. */
export const QUEUE_NAMES = { tryons: 'tryons', maintenance: 'maintenance' } as const;

export interface RunTryonPayload {
  readonly tryonId: string;
  readonly merchantId: string;
}

/** Jobs of the maintenance queue; each is a sweep over everything, so they carry nothing. */
export type MaintenanceJob = 'requeue-lost' | 'expire-images' | 'purge-idempotency-keys';
