import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { SECURITY_SCHEMES } from '../plugins/authenticate.js';
import { type BindOptions, bindContract } from './bind.js';
import { contractDocument, type Json, operationsOf, readContract } from './document.js';
import type { Answer, Handlers } from './handlers.js';

const OPENAPI = fileURLToPath(new URL('../../../openapi.yaml', import.meta.url));
const document = await readContract(OPENAPI);
const allHandlers = Object.fromEntries(
  operationsOf(document).map(({ id }) => [id, async () => ({ status: 204, body: undefined })]),
) as unknown as Handlers;

function bind(changes: Partial<BindOptions>): void {
  bindContract(Fastify(), {
    document,
    handlers: allHandlers,
    authenticate: () => Promise.reject(new Error('nobody')),
    limitRequests: async () => undefined,
    runOnce: (_request, _id, run) => run(undefined),
    schemes: SECURITY_SCHEMES,
    checkAnswers: false,
    closing: new AbortController().signal,
    graceOver: new AbortController().signal,
    ...changes,
  });
}

function changed(change: (operation: Record<string, unknown>) => void) {
  const root = structuredClone(document.root) as {
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  change(root.paths['/v1/tryons']?.['get'] ?? {});
  return contractDocument(root as unknown as Json);
}

test('binds every operation of the contract', () => {
  assert.doesNotThrow(() => bind({}));
});

test('refuses to start when an operation has no handler', () => {
  const { getTryon: _, ...handlers } = allHandlers;
  assert.throws(() => bind({ handlers: handlers as Handlers }), /getTryon has no handler/);
});

test('refuses to start when a handler has no operation', () => {
  const handlers = { ...allHandlers, openBackDoor: async () => ({ status: 204, body: undefined }) };
  assert.throws(() => bind({ handlers: handlers as Handlers }), /openBackDoor/);
});

test('refuses to start when an operation does not declare its security', () => {
  const unsecured = changed((operation) => delete operation['security']);
  assert.throws(() => bind({ document: unsecured }), /listTryons does not declare its security/);
});

test('refuses to start when an operation asks for a security nobody knows', () => {
  const strange = changed((operation) => {
    operation['security'] = [{ magicKey: [] }];
  });
  assert.throws(() => bind({ document: strange }), /magicKey/);
});

test('a wrong status, body or enum does not compile', () => {
  // @ts-expect-error 200 is no answer to createTryon
  const status: Answer<'createTryon'> = { status: 200, body: {} };
  // @ts-expect-error a readiness is ready or no answer at all
  const value: Answer<'getReadiness'> = { status: 200, body: { status: 'almost' } };
  // @ts-expect-error one handler is missing
  const handlers: Handlers = { getHealth: allHandlers.getHealth };
  const good: Answer<'getReadiness'> = { status: 200, body: { status: 'ready' } };
  assert.ok(status && value && handlers && good);
});
