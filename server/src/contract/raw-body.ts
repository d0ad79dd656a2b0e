import { Readable } from 'node:stream';
import { DomainError } from '@tryon/core/errors';
import type { FastifyRequest } from 'fastify';

const bodies = new WeakMap<FastifyRequest, Buffer>();

/**
 * Keeps a body's very bytes beside what is parsed of it: a signature is over those.
 * @throws DomainError `request_too_large` above `maxBytes`.
 */
export async function keepRawBody(
  request: FastifyRequest,
  payload: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<Readable> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new DomainError('request_too_large', 'The request is too large.');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  bodies.set(request, body);
  return Readable.from([body]);
}

/** Empty unless the operation keeps it (`x-raw-body` in the contract). */
export const rawBodyOf = (request: FastifyRequest): Buffer => bodies.get(request) ?? Buffer.alloc(0);
