import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '@tryon/core/errors';
import type { FastifyRequest } from 'fastify';
import { keepRawBody, rawBodyOf } from './raw-body.js';

const LIMITS = { keepBytes: 10, maxBytes: 30 };

async function* chunksOf(...sizes: number[]) {
  for (const size of sizes) yield Buffer.alloc(size, '1');
}

async function keep(...sizes: number[]) {
  const request = {} as FastifyRequest;
  const stream = await keepRawBody(request, chunksOf(...sizes), LIMITS);
  return { kept: rawBodyOf(request).byteLength, parsed: Buffer.concat(await stream.toArray()).toString() };
}

test('keeps a body whole beside what is parsed', async () => {
  assert.deepEqual(await keep(4, 6), { kept: 10, parsed: '1'.repeat(10) });
});

test('reads past a body that is too large to keep', async () => {
  assert.deepEqual(await keep(4, 7), { kept: 0, parsed: '{}' });
  assert.deepEqual(await keep(11, 19), { kept: 0, parsed: '{}' });
});

test('reads no more than it may', async () => {
  await assert.rejects(
    keep(11, 19, 1, 1_000),
    (error) => error instanceof DomainError && error.code === 'request_too_large',
  );
});
