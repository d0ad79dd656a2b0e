import type { Sealer } from '@tryon/core/crypto/sealer';
import type { Sql } from '@tryon/core/db/connect';
import type { Logger } from '@tryon/core/logger';
import type { CallbackSignals } from '@tryon/core/provider-runs/callbacks';
import type { TryonQueue } from '@tryon/core/queue/tryon-queue';
import type { WebhookQueue } from '@tryon/core/queue/webhook-queue';
import type { ServableStorage } from '@tryon/core/storage/storage';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';
import type { TryOnProvider } from '../providers/provider.js';
import type { GuardFigures } from '../results/guard-figures.js';
import type { KnownFaces } from '../results/known-faces.js';
import type { Breakers } from '../routing/breakers.js';
import type { LeaseKeeper } from './lease-keeper.js';

/** Everything that jobs work with; built by the process, or by a test from its own parts. */
export interface JobDeps {
  readonly sql: Sql;
  readonly storage: ServableStorage;
  readonly queue: TryonQueue;
  /** By name; `preview` is always there. */
  readonly providers: ReadonlyMap<string, TryOnProvider>;
  /** Which of them work, as far as this worker knows. */
  readonly breakers: Breakers;
  /** Hears when a provider has called. */
  readonly callbacks: CallbackSignals;
  /** What addresses that providers may call begin with, without a slash at the end; undefined where they cannot reach us. */
  readonly callbackBaseUrl: string | undefined;
  readonly metrics: WorkerMetrics;
  readonly leases: LeaseKeeper;
  readonly webhooks: WebhookQueue;
  /** Opens webhook secrets. */
  readonly sealer: Sealer;
  /** Exact origins that webhooks may go to though they are private or plain `http`; for development. */
  readonly allowedOrigins: readonly string[];
  /** Counts what the result guard let through and what not. */
  readonly guardFigures: GuardFigures;
  /** Finds faces for the result guard, which does without where it is left out. */
  readonly faces?: KnownFaces;
  readonly logger: Logger;
}

export interface JobContext {
  /** Aborts when the worker shuts down; work that can be handed back is. */
  readonly signal: AbortSignal;
  /** Tells whoever follows that something they can see has changed. */
  readonly notify: () => void;
  /** How long work that ignores its deadline is waited for; 40,000 ms by default. */
  readonly overrunMs?: number;
}

/** The job cannot run now: take it up again after `delayMs`. Not a failure, and no attempt is spent. */
export class JobPostponed extends Error {
  /** Whole milliseconds: the queue in PostgreSQL takes no fraction of one, and the job would count as failed. */
  readonly delayMs: number;

  constructor(delayMs: number) {
    super(`Postponed by ${delayMs} ms`);
    this.name = 'JobPostponed';
    this.delayMs = Math.ceil(delayMs);
  }
}

/** No remote provider takes it, and the merchant's policy goes on with one that makes it on our own cores. */
export class GoesOnLocally extends Error {
  constructor(readonly provider: string) {
    super(`Goes on with ${provider}`);
    this.name = 'GoesOnLocally';
  }
}
