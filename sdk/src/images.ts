import { TryOnError } from './errors.js';
import type { CreateImageParams, CreateTryonParams, ImageFile, ImageInput } from './types.js';

/** Past this a stream is not read on; the API itself takes 10 MB. */
const MAX_STREAM_BYTES = 16 * 1024 * 1024;

/** What a call sends: JSON where all pictures are named, a form where one is given as bytes. */
export type Body<T> = T | FormData;

export async function imageBody(params: CreateImageParams): Promise<Body<{ url: string }>> {
  if (params.url !== undefined) return { url: String(params.url) };
  const form = new FormData();
  form.append('file', await toBlob('file', params.file), 'file');
  return form;
}

export async function tryonBody(
  params: CreateTryonParams,
): Promise<Body<CreateTryonParams & { model_image: string; garment_image: string }>> {
  const model_image = reference(params.model_image);
  const garment_image = reference(params.garment_image);
  if (model_image !== undefined && garment_image !== undefined) {
    return { ...params, model_image, garment_image };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (name !== 'model_image' && name !== 'garment_image') {
      form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    }
  }
  await appendImage(form, 'model_image', params.model_image);
  await appendImage(form, 'garment_image', params.garment_image);
  return form;
}

async function appendImage(form: FormData, name: string, input: ImageInput): Promise<void> {
  const text = reference(input);
  if (text !== undefined) form.append(name, text);
  // The part's own name in place of the file's: what a shopper called their photo is nobody's business.
  else form.append(name, await toBlob(name, input as ImageFile), name);
}

function reference(input: ImageInput): string | undefined {
  return typeof input === 'string' || input instanceof URL ? String(input) : undefined;
}

async function toBlob(name: string, file: ImageFile): Promise<Blob> {
  if (file instanceof ArrayBuffer || ArrayBuffer.isView(file)) return new Blob([file as BlobPart]);
  const object = Object(file) as Blob | ReadableStream<Uint8Array>;
  if ('getReader' in object) return readAll(name, object);
  if ('arrayBuffer' in object) return object;
  throw new TryOnError(
    'invalid_image',
    `${name} must be an image id, a URL, or bytes: File, Blob, Uint8Array, ArrayBuffer, ReadableStream.`,
  );
}

async function readAll(name: string, stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const reader = stream.getReader();
  const chunks: BlobPart[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks);
    size += value.byteLength;
    if (size > MAX_STREAM_BYTES) {
      const error = new TryOnError('image_too_large', `${name} is more than ${MAX_STREAM_BYTES} bytes.`);
      await reader.cancel(error);
      throw error;
    }
    chunks.push(value as BlobPart);
  }
}
