import { DomainError } from '../errors.js';

/** An object as it was put. */
export interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/**
 * Where pictures lie: a folder on one machine, S3 on many. Keys are as {@link assertStorageKey} wants them; their
 * extension agrees with the content type. All functions throw {@link StorageError} if the storage does not work, and
 * `signal.reason` if they were aborted.
 */
export interface ObjectStorage {
  /** Stores an object whole or not at all; replaces one of the same key. */
  put(
    key: string,
    bytes: Uint8Array,
    options: { readonly contentType: string; readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
  /** Answers `undefined` if there is no such object. */
  get(key: string, options?: StorageCallOptions): Promise<StoredObject | undefined>;
  exists(key: string, options?: StorageCallOptions): Promise<boolean>;
  /** Deleting what is not there is no error. */
  delete(key: string, options?: StorageCallOptions): Promise<void>;
  /** Deletes every object below a prefix, which ends with `/`. */
  deletePrefix(prefix: string, options?: StorageCallOptions): Promise<void>;
  /** A page of the objects below a prefix, in the order of their keys. */
  list(prefix: string, options: ListOptions): Promise<ObjectPage>;
  /** Resolves if objects can be stored right now. */
  healthCheck(options?: StorageCallOptions): Promise<void>;
}

export interface StorageCallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ListOptions extends StorageCallOptions {
  /** At most 1,000. */
  readonly limit: number;
  /** Of the page before. */
  readonly cursor?: string | undefined;
}

export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

export interface ObjectPage {
  readonly objects: readonly ListedObject[];
  /** Undefined on the last page. */
  readonly cursor: string | undefined;
}

/** A storage whose objects a browser can be sent to. */
export interface ServableStorage extends ObjectStorage {
  /** An absolute URL that opens this one object and then expires. The object need not exist yet. */
  urlFor(key: string, options?: ObjectUrlOptions): Promise<ObjectUrl>;
}

export interface ObjectUrlOptions {
  /** Default: 900,000 (15 minutes). */
  readonly expiresInMs?: number;
  /** Makes browsers save the object under this name instead of showing it: letters, digits, `.`, `_`, `-`. */
  readonly downloadName?: string;
}

export interface ObjectUrl {
  readonly url: string;
  readonly expiresAt: Date;
}

/** The storage does not work: disk full, no rights, no connection. The cause says which and is for the log only. */
export class StorageError extends DomainError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super('storage_unavailable', message, { ...options, retryAfterMs: 5_000 });
    this.name = 'StorageError';
  }
}
