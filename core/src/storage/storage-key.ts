const CONTENT_TYPES = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  json: 'application/json',
} as const;

/** A content type that can be stored. */
export type StorableContentType = (typeof CONTENT_TYPES)[keyof typeof CONTENT_TYPES];

/** An extension that a key can have. */
export type StorageExtension = keyof typeof CONTENT_TYPES;

// No segment begins with a dot: that rules out `.` and `..`, and leaves dot names free for a storage's own files.
const SEGMENT = '[A-Za-z0-9_-][A-Za-z0-9._-]*';
const KEY = new RegExp(`^(?:${SEGMENT}/){0,8}${SEGMENT}\\.(?<extension>[a-z]+)$`);
const PREFIX = new RegExp(`^(?:${SEGMENT}/){1,8}$`);
const MAX_KEY_LENGTH = 512;

/**
 * The content type that an object of this key has: `images/img_1.jpg` is `image/jpeg`.
 *
 * @throws RangeError as {@link assertStorageKey}.
 */
export function contentTypeOfKey(key: string): StorableContentType {
  const extension = key.length <= MAX_KEY_LENGTH ? KEY.exec(key)?.groups?.['extension'] : undefined;
  if (extension === undefined || !Object.hasOwn(CONTENT_TYPES, extension)) {
    throw new RangeError(`${JSON.stringify(key.slice(0, 100))} is not a storage key`);
  }
  return CONTENT_TYPES[extension as StorageExtension];
}

/**
 * A key is one to nine segments of letters, digits, `.`, `_` and `-`, none beginning with a dot, joined by `/`, and
 * ends with the extension of what it holds. Keys that differ in case only must not both be used: some file systems
 * take them for one.
 *
 * @throws RangeError if it is something else. Keys are made by our own code, so this is a mistake in it.
 */
export function assertStorageKey(key: string): void {
  contentTypeOfKey(key);
}

/** @throws RangeError if the prefix is not one to eight whole segments, each followed by `/`. */
export function assertStoragePrefix(prefix: string): void {
  if (prefix.length > MAX_KEY_LENGTH || !PREFIX.test(prefix)) {
    throw new RangeError(`${JSON.stringify(prefix.slice(0, 100))} is not a storage prefix`);
  }
}

/** The extension for a key: `image/jpeg` is stored as `jpg`. */
export function extensionForContentType(contentType: StorableContentType): StorageExtension {
  for (const [extension, type] of Object.entries(CONTENT_TYPES)) {
    if (type === contentType) return extension as StorageExtension;
  }
  throw new RangeError(`${contentType} cannot be stored`);
}
