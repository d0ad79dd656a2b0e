import { Readable } from 'node:stream';
import { DomainError } from '@tryon/core/errors';
import type { FastifyRequest } from 'fastify';

const bodies = new WeakMap<FastifyRequest, Buffer>();

/** How much of a body is read, and how much of it is kept, in bytes. */
export interface RawBodyLimits {
  readonly maxBytes: number;
  readonly keepBytes: number;
}

/**
 * Keeps a body's very bytes beside what is parsed of it: a signature is over those. A body of more than `keepBytes` is
 * read past and counts as `{}`: whoever sends it has said enough by calling.
 * @throws DomainError `request_too_large` above `maxBytes`.
 */
export async function keepRawBody(
  request: FastifyRequest,
  payload: AsyncIterable<Buffer>,
  { maxBytes, keepBytes }: RawBodyLimits,
): Promise<Readable> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new DomainError('request_too_large', 'The request is too large.');
    if (size > keepBytes) chunks = [];
    else chunks.push(chunk);
  }
  const isKept = size <= keepBytes;
  const body = isKept ? Buffer.concat(chunks) : Buffer.alloc(0);
  bodies.set(request, body);
  // Fastify compares what it was sent with Content-Length.
  return Object.assign(Readable.from([isKept ? body : Buffer.from('{}')]), { receivedEncodedLength: size });
}

/** Empty unless the operation keeps it (`x-raw-body` in the contract), or when it was too large for that. */
export const rawBodyOf = (request: FastifyRequest): Buffer => bodies.get(request) ?? Buffer.alloc(0);
