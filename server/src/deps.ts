import type { Sealer } from '@tryon/core/crypto/sealer';
import type { Sql } from '@tryon/core/db/connect';
import type { Logger } from '@tryon/core/logger';
import type { GuardedFetchOptions } from '@tryon/core/net/guarded-fetch';
import type { TryonSignals } from '@tryon/core/queue/tryon-events';
import type { TryonQueue } from '@tryon/core/queue/tryon-queue';
import type { WebhookQueue } from '@tryon/core/queue/webhook-queue';
import type { UrlSigner } from '@tryon/core/storage/signed-url';
import type { ServableStorage } from '@tryon/core/storage/storage';
import type { ImageNormaliser } from './images/image-normaliser.js';
import type { QueueRoom } from './intake/queue-room.js';
import type { SandboxCatalog } from './intake/sandbox-catalog.js';
import type { RateLimiter } from './rate-limits/rate-limiter.js';
import type { ApiCallCounter } from './usage/api-call-counter.js';

/** Everything the server works with; `main.ts` builds it from the environment, tests from their own parts. */
export interface ServerDeps {
  readonly sql: Sql;
  readonly queue: TryonQueue;
  readonly signals: TryonSignals;
  readonly queueRoom: QueueRoom;
  /** Aborts when the process has been told to stop, before it closes anything: readiness says so at once. */
  readonly stopping: AbortSignal;
  readonly webhooks: WebhookQueue;
  /** Seals webhook secrets. */
  readonly sealer: Sealer;
  /** Seals the answers that are kept for repetitions. */
  readonly answerSealer: Sealer;
  readonly storage: ServableStorage;
  readonly signer: UrlSigner;
  readonly normaliser: ImageNormaliser;
  readonly catalog: SandboxCatalog;
  readonly rateLimiter: RateLimiter;
  readonly apiCalls: ApiCallCounter;
  readonly logger: Logger;
  /** How product pictures are fetched. */
  readonly fetchOptions: Pick<GuardedFetchOptions, 'allowedOrigins' | 'lookup' | 'timeoutMs'>;
  /** As browsers see this server, without a slash at the end. */
  readonly publicUrl: string;
  readonly version: string;
}
