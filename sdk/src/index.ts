export type { ApiPromise, WithResponse } from './api-promise.js';
export { TryOn } from './client.js';
export {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  isTryOnError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  TryOnError,
  TryOnFailedError,
  ValidationError,
  WaitTimeoutError,
} from './errors.js';
export type { TryonEvents } from './events.js';
export type {
  CreateOptions,
  EventsOptions,
  Fetch,
  RequestOptions,
  RunOptions,
  TryOnOptions,
  WaitOptions,
} from './options.js';
export type { Page, PagePromise } from './page.js';
export type { PageClient } from './page-client.js';
export type { Erasures } from './resources/erasures.js';
export type { Health } from './resources/health.js';
export type { Images } from './resources/images.js';
export type { PhotoHandovers } from './resources/photo-handovers.js';
export type { Sandbox } from './resources/sandbox.js';
export type { Tryons } from './resources/tryons.js';
export type { Usage } from './resources/usage.js';
export type { VerifiedTryons } from './resources/verified-tryons.js';
export type { WebhookEndpoints } from './resources/webhook-endpoints.js';
export type { Widget } from './resources/widget.js';
export type { components, operations, paths } from './schema.js';
export type * from './types.js';
