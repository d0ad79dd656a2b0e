import { DomainError } from '@tryon/core/errors';
import type { Image } from '@tryon/core/images/image';
import { findImage } from '@tryon/core/images/repository';
import { guardedFetch } from '@tryon/core/net/guarded-fetch';
import type { Caller, UploadedFile } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { MAX_UPLOAD_BYTES } from '../images/image-limits.js';
import { assertVisitor } from './client-token.js';
import { copyTryonPicture } from './copy-tryon-picture.js';
import { type PictureToStore, storeImage } from './store-image.js';
import { SANDBOX_IMAGE_PREFIX, TEST_IMAGE_PREFIX, TEST_OUTCOMES } from './test-outcomes.js';

/** What a picture of a request comes down to: a stored image, or a test key's outcome on purpose. */
export interface ResolvedImage {
  readonly imageId: string;
  readonly testOutcome: string | null;
  /** A test key's magic id is no stored image. */
  readonly stored: boolean;
  /** The try-on whose picture this is a copy of. */
  readonly basedOn: string | null;
  /** It came with this very request: nobody knows it unless the request comes to something. */
  readonly brought: boolean;
}

export interface ImageToResolve {
  /** The request's field, for messages: `model_image`. */
  readonly field: 'model_image' | 'garment_image';
  readonly reference: string;
  readonly file: UploadedFile | undefined;
  readonly caller: Caller;
  readonly owner: Uint8Array | undefined;
  readonly signal: AbortSignal;
}

const MAX_DATA_URI_BYTES = 2 * 1024 * 1024;
/** What a slow try-on shows, since its magic id is no picture. */
const SLOW_STAND_IN = { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' } as const;

/** Finds, fetches or stores the picture that a field of a request means. */
export async function resolveImage(deps: ServerDeps, input: ImageToResolve): Promise<ResolvedImage> {
  const { field, reference, file, caller, owner, signal } = input;
  if (file) {
    const image = await storeImage(deps, {
      bytes: file.bytes,
      source: 'upload',
      caller,
      owner,
      signal,
    });
    return stored(image, { brought: true });
  }
  if (reference.startsWith(TEST_IMAGE_PREFIX)) return resolveTestImage(deps, input);
  if (reference.startsWith('img_')) {
    const image = await resolveStored(deps, input);
    return stored(image);
  }
  if (field === 'model_image' && reference.startsWith('tryon_')) {
    const copy = await copyTryonPicture(deps, { ...input, tryonId: reference });
    return stored(copy, { brought: true, basedOn: reference });
  }
  if (reference.startsWith('data:')) {
    const bytes = decodeDataUri(reference, field, caller);
    const image = await storeImage(deps, { bytes, source: 'upload', caller, owner, signal });
    return stored(image, { brought: true });
  }
  const image =
    field === 'garment_image'
      ? await fetchImage(deps, { url: reference, caller, signal, source: 'url', owner: undefined })
      : await fetchImage(deps, { url: reference, caller, signal, source: 'upload', owner });
  return stored(image, { brought: field === 'model_image' });
}

const stored = (
  image: Image,
  { brought = false, basedOn = null }: Partial<Pick<ResolvedImage, 'brought' | 'basedOn'>> = {},
): ResolvedImage => ({ imageId: image.id, testOutcome: null, stored: true, basedOn, brought });

/** Fetches a picture through the guard and stores it; a product picture only once for each content. */
export async function fetchImage(
  deps: ServerDeps,
  input: {
    readonly url: string;
    readonly caller: Caller;
    readonly owner: Uint8Array | undefined;
    readonly source: 'url' | 'upload';
    readonly signal: AbortSignal;
    readonly made?: PictureToStore['made'];
  },
): Promise<Image> {
  const { url, ...rest } = input;
  const fetched = await guardedFetch(url, {
    ...deps.fetchOptions,
    maxBytes: MAX_UPLOAD_BYTES,
    signal: rest.signal,
  });
  try {
    return await storeImage(deps, { bytes: fetched.bytes, ...rest });
  } catch (cause) {
    if (cause instanceof DomainError && cause.code === 'image_unsupported') {
      throw new DomainError(
        'image_url_not_a_picture',
        `There is no JPEG, PNG, WebP or AVIF picture at the address${fetched.contentType ? ` (it says ${fetched.contentType.slice(0, 80)})` : ''}. Give the picture's own address, not that of a page.`,
        { cause },
      );
    }
    throw cause;
  }
}

async function resolveStored(deps: ServerDeps, input: ImageToResolve): Promise<Image> {
  const { reference, caller, signal } = input;
  if (reference.startsWith(SANDBOX_IMAGE_PREFIX)) {
    assertTestKey(caller);
    const bytes = await deps.catalog.read(reference);
    if (!bytes) throw noImage(reference);
    return storeImage(deps, { bytes, source: 'sandbox', caller, owner: undefined, signal });
  }
  const image = await findImage(deps.sql, caller.merchantId, caller.livemode, reference);
  if (!image) throw noImage(reference);
  // Product pictures belong to nobody; a photo opens only to who uploaded it.
  if (image.source === 'upload') assertVisitor(caller, image.clientTokenHash, () => noImage(reference));
  return image;
}

async function resolveTestImage(deps: ServerDeps, input: ImageToResolve): Promise<ResolvedImage> {
  assertTestKey(input.caller);
  const testOutcome = input.reference.slice(TEST_IMAGE_PREFIX.length);
  if (!TEST_OUTCOMES.has(testOutcome)) {
    throw new DomainError(
      'image_not_found',
      `${input.reference} is no test image. There are: ${[...TEST_OUTCOMES].map((name) => TEST_IMAGE_PREFIX + name).join(', ')}.`,
    );
  }
  if (testOutcome !== 'slow')
    return { imageId: input.reference, testOutcome, stored: false, basedOn: null, brought: false };
  const image = await resolveStored(deps, { ...input, reference: SLOW_STAND_IN[input.field] });
  return { ...stored(image), testOutcome };
}

function assertTestKey(caller: Caller): void {
  if (!caller.livemode) return;
  throw new DomainError(
    'test_key_required',
    'Sandbox and test images work only with test keys (pk_test_, sk_test_).',
  );
}

function noImage(id: string): DomainError {
  return new DomainError(
    'image_not_found',
    `There is no image ${id.slice(0, 80)}, or it has been erased. Upload it again.`,
  );
}

function decodeDataUri(reference: string, field: string, caller: Caller): Buffer {
  const errors = [{ pointer: `#/${field}`, detail: 'must be a base64 data URI of at most 2 MB' }];
  if (caller.key.kind !== 'sk') {
    throw new DomainError(
      'secret_key_required',
      'Data URIs are for servers; with a publishable key, upload the file.',
    );
  }
  const match = /^data:image\/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(reference);
  const bytes = Buffer.from(match?.[1] ?? '', 'base64');
  if (bytes.byteLength === 0) {
    throw new DomainError('validation_failed', `${field} is not a base64 data URI of a picture.`, { errors });
  }
  if (bytes.byteLength > MAX_DATA_URI_BYTES) {
    throw new DomainError(
      'image_too_large',
      'A data URI may hold at most 2 MB. Send the file as a form instead.',
      {
        errors,
      },
    );
  }
  return bytes;
}
