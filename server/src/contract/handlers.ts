import type { Readable } from 'node:stream';
import type { Db } from '@tryon/core/db/connect';
import type { ApiKey } from '@tryon/core/keys/key';
import type { Logger } from '@tryon/core/logger';
import type { TryonLane } from '@tryon/core/tryons/tryon';
import type { RefusedItem } from './items-apart.js';
import type { operations } from './schema.js';

/** Operations that are asked of us; those of the webhooks are what we send. */
export type OperationId = Exclude<keyof operations, `on${string}`>;

type Content<R> = R extends { content: infer C } ? C : never;
type JsonOf<R> = Content<R> extends { 'application/json': infer J } ? J : never;
type SuccessOf<K extends OperationId> = Extract<keyof operations[K]['responses'], 200 | 201 | 202 | 204>;
/** JSON where the contract has JSON, a stream where it has another content, nothing where it has none. */
type BodyOf<R> = [JsonOf<R>] extends [never]
  ? [Content<R>] extends [never]
    ? undefined
    : Readable
  : JsonOf<R>;

/** What a handler may answer: a status that the contract knows, with exactly that status's body. */
export type Answer<K extends OperationId> = {
  [S in SuccessOf<K>]: {
    readonly status: S;
    readonly body: BodyOf<operations[K]['responses'][S]>;
    readonly headers?: Readonly<Record<string, string>>;
  };
}[SuccessOf<K>];

type Part<K extends OperationId, P extends 'path' | 'query'> = operations[K]['parameters'] extends {
  [Key in P]?: infer V;
}
  ? NonNullable<V> extends never
    ? Record<never, never>
    : NonNullable<V>
  : Record<never, never>;

type Contents<K extends OperationId> = operations[K] extends { requestBody: { content: infer C } }
  ? C
  : never;
type Input<K extends OperationId> = Contents<K>[keyof Contents<K>];

/** A file of a multipart request, whole. Its name and its declared type are not kept: neither is believed. */
export interface UploadedFile {
  readonly bytes: Buffer;
}

/** Who asks, as the key says. */
export interface Caller {
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly key: ApiKey;
  /** Of all of the merchant's keys together. */
  readonly requestsPerMinute: number;
  /** Where its try-ons wait. */
  readonly lane: TryonLane;
  /** When the request began: before its body was read. */
  readonly askedAt: Date;
  /** The visitor's token, if one was sent. */
  readonly clientToken: string | undefined;
}

export interface BoundRequest<K extends OperationId> {
  readonly body: Input<K>;
  /** Files of a multipart body, by field. */
  readonly files: Readonly<Record<string, UploadedFile | undefined>>;
  /** Items of the body's list that are left out of it, where the contract has them judged one by one; else empty. */
  readonly refused: readonly RefusedItem[];
  /** The body's very bytes, on operations that say so in the contract; else empty. */
  readonly rawBody: Uint8Array;
  readonly params: Part<K, 'path'>;
  readonly query: Part<K, 'query'>;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** Undefined only on operations whose security is empty, or may be. */
  readonly caller: Caller | undefined;
  readonly requestId: string;
  readonly log: Logger;
  /** Aborts when the caller goes away, and when a stopping server waits no longer. */
  readonly signal: AbortSignal;
  /** Aborts when the server begins to stop: only what has no end of its own needs to look at it. */
  readonly closing: AbortSignal;
  /** Set on operations with an `Idempotency-Key`, if one was sent. */
  readonly idempotency: Idempotency | undefined;
}

export interface Idempotency {
  readonly key: string;
  /** What an earlier request with this key had made before it broke off: answer that instead of making another one. */
  readonly resourceId: string | null;
  /** Notes what is made, inside the transaction that makes it. */
  readonly bind: (tx: Db, resourceId: string) => Promise<void>;
}

export type Handler<K extends OperationId> = (request: BoundRequest<K>) => Promise<Answer<K>>;

/** One handler for each operation of the contract: one too few or too many does not compile. */
export type Handlers = { readonly [K in OperationId]: Handler<K> };
