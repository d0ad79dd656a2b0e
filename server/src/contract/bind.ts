import { DomainError } from '@tryon/core/errors';
import type { Logger } from '@tryon/core/logger';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { LimitRequests } from '../rate-limits/limit-requests.js';
import { type ContractDocument, type Json, type OperationNode, operationsOf } from './document.js';
import type {
  Answer,
  BoundRequest,
  Caller,
  Handler,
  Handlers,
  OperationId,
  UploadedFile,
} from './handlers.js';
import { judgeItemsApart, type RefusedItem } from './items-apart.js';
import { readForm } from './multipart.js';
import { keepRawBody, rawBodyOf } from './raw-body.js';
import { assertValid, createValidators, type Validators } from './validators.js';

/** Says who asks, or refuses; `schemes` are the operation's alternatives from the contract. */
export type Authenticate = (request: FastifyRequest, schemes: ReadonlySet<string>) => Promise<Caller>;

/** Runs a creating request once for each idempotency key. */
export type RunOnce = (
  request: Omit<BoundRequest<OperationId>, 'idempotency'>,
  operationId: string,
  run: (idempotency: BoundRequest<OperationId>['idempotency']) => Promise<LooseAnswer>,
) => Promise<LooseAnswer>;

export interface LooseAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BindOptions {
  readonly document: ContractDocument;
  readonly handlers: Handlers;
  readonly authenticate: Authenticate;
  readonly limitRequests: LimitRequests;
  readonly runOnce: RunOnce;
  /** Security schemes that `authenticate` knows; an operation that asks for another refuses to start. */
  readonly schemes: readonly string[];
  /** Validate every answer against the contract and fail the request if it is wrong. For tests. */
  readonly checkAnswers: boolean;
  /** Aborts when the server begins to close: what would go on for ever ends. */
  readonly closing: AbortSignal;
  /** Aborts when requests under way have had their time to finish. */
  readonly graceOver: AbortSignal;
}

/**
 * Makes a route of every operation of the contract.
 *
 * The order is the point: who asks is settled before the body is read, the body is read and validated before the
 * handler runs, and a handler can answer only what the contract says.
 *
 * @throws at start when an operation has no handler, a handler no operation, or an operation no declared security.
 */
export function bindContract(app: FastifyInstance, options: BindOptions): void {
  const validators = createValidators(options.document);
  const left = new Set(Object.keys(options.handlers));
  for (const operation of operationsOf(options.document)) {
    const handler = options.handlers[operation.id as OperationId] as unknown as
      | Handler<OperationId>
      | undefined;
    if (!handler) throw new Error(`The operation ${operation.id} has no handler`);
    left.delete(operation.id);
    bindOperation(app, operation, handler, validators, options);
  }
  if (left.size > 0) throw new Error(`Handlers without an operation: ${[...left].join(', ')}`);
}

function bindOperation(
  app: FastifyInstance,
  operation: OperationNode,
  handler: Handler<OperationId>,
  validators: Validators,
  options: BindOptions,
): void {
  const { document } = options;
  const tags = (operation.node['tags'] ?? []) as string[];
  const schemes = securityOf(operation, options.schemes);
  const mayBeAnonymous = hasAnonymousWay(operation);
  const bodyTypes = Object.keys((document.resolve(operation.node['requestBody'])['content'] ?? {}) as Json);
  const contentAt = (type: string) =>
    `${operation.pointer}/requestBody/content/${type.replace('/', '~1')}/schema`;
  const validateJson = bodyTypes.includes('application/json')
    ? validators.body(contentAt('application/json'))
    : undefined;
  const validateForm = bodyTypes.includes('multipart/form-data')
    ? validators.form(contentAt('multipart/form-data'))
    : undefined;
  const validatePath = validators.parameters(operation.parameters, 'path');
  const validateQuery =
    validators.parameters(operation.parameters, 'query') ?? validators.parameters([], 'query');
  const validateHeaders = validators.parameters(operation.parameters, 'header');
  const idempotent = operation.parameters.some((parameter) => parameter['name'] === 'Idempotency-Key');
  const maxBytes = operation.node['x-max-bytes'];
  const keepBytes = operation.node['x-raw-body'];
  const itemsApart = operation.node['x-items-apart'];
  const checkAnswer = options.checkAnswers ? answerChecker(operation, document, validators) : undefined;

  app.route({
    method: operation.method.toUpperCase() as HTTPMethods,
    url: operation.path.replace(/\{([^}]+)\}/g, ':$1'),
    ...(typeof maxBytes === 'number' && { bodyLimit: maxBytes }),
    onRequest: async (request, reply) => {
      if (schemes.size > 0 && !(mayBeAnonymous && request.headers.authorization === undefined))
        request.caller = await options.authenticate(request, schemes);
      await options.limitRequests(request, reply, { id: operation.id, tags });
      if (bodyTypes.length > 0) assertContentType(request, bodyTypes);
    },
    ...(typeof keepBytes === 'number' && {
      preParsing: (request, _reply, payload) =>
        keepRawBody(request, payload, { keepBytes, maxBytes: Number(maxBytes ?? keepBytes) }),
    }),
    handler: async (request, reply) => {
      const headers = { ...request.headers };
      assertValid(validatePath, request.params, '#/path');
      assertValid(validateQuery, request.query, '#/query');
      assertValid(validateHeaders, headers, '#/header');
      const { body, files, refused } = await readBody(request, validateJson, validateForm, itemsApart);
      const bound = {
        body: body as never,
        files,
        refused,
        rawBody: rawBodyOf(request),
        params: request.params as never,
        query: request.query as never,
        headers: headers as BoundRequest<OperationId>['headers'],
        caller: request.caller && {
          ...request.caller,
          clientToken: headers['tryon-client-token'] as string | undefined,
        },
        requestId: request.id,
        log: request.log as unknown as Logger,
        signal: requestSignal(reply, options.graceOver),
        closing: options.closing,
      };
      const answer: LooseAnswer = idempotent
        ? await options.runOnce(bound, operation.id, (idempotency) => handler({ ...bound, idempotency }))
        : await handler({ ...bound, idempotency: undefined });
      checkAnswer?.(answer);
      return send(reply, answer as Answer<OperationId>);
    },
  });
}

function securityOf(operation: OperationNode, known: readonly string[]): ReadonlySet<string> {
  const declared = operation.node['security'];
  if (!Array.isArray(declared))
    throw new Error(`The operation ${operation.id} does not declare its security`);
  const names = declared.flatMap((alternative: Json) => Object.keys(alternative));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new Error(`The operation ${operation.id} asks for the unknown security ${unknown}`);
  return new Set(names);
}

/** The contract's `{}` among the alternatives: who sends no key is nobody, who sends a wrong one is still refused. */
function hasAnonymousWay({ node }: OperationNode): boolean {
  return (node['security'] as Json[]).some((alternative) => Object.keys(alternative).length === 0);
}

function assertContentType(request: FastifyRequest, allowed: readonly string[]): void {
  const given = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (given !== undefined && allowed.includes(given)) return;
  throw new DomainError(
    'unsupported_media_type',
    `Send ${allowed.join(' or ')}${given ? `, not ${given.slice(0, 80)}` : ' with a Content-Type'}.`,
  );
}

interface ReadBody {
  readonly body: unknown;
  readonly files: Record<string, UploadedFile>;
  readonly refused: readonly RefusedItem[];
}

async function readBody(
  request: FastifyRequest,
  validateJson: ReturnType<Validators['body']> | undefined,
  validateForm: ReturnType<Validators['form']> | undefined,
  itemsApart: unknown,
): Promise<ReadBody> {
  if (validateForm && request.isMultipart()) {
    const { fields, files } = await readForm(request);
    assertValid(validateForm, fields);
    return { body: fields, files, refused: [] };
  }
  // Only where the contract takes text is there any: a beacon's JSON.
  const body = typeof request.body === 'string' ? parseText(request.body) : request.body;
  if (typeof itemsApart === 'string')
    return { ...judgeItemsApart(validateJson, body, itemsApart), files: {} };
  assertValid(validateJson, body);
  return { body, files: {}, refused: [] };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('malformed_request', 'The body is not JSON.', { cause });
  }
}

/** Aborts when a stopping server waits no longer, and when the answer is out or its caller went away. */
function requestSignal(reply: FastifyReply, graceOver: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(graceOver.reason);
  if (graceOver.aborted) stop();
  graceOver.addEventListener('abort', stop, { once: true });
  // On the response, not the socket: a connection that is kept open would gather a listener with every request.
  reply.raw.once('close', () => {
    graceOver.removeEventListener('abort', stop);
    controller.abort(new Error('Nobody waits for the answer any more'));
  });
  return controller.signal;
}

function send(reply: FastifyReply, answer: LooseAnswer): FastifyReply {
  reply.code(answer.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  return reply.send(answer.body);
}

function answerChecker(
  operation: OperationNode,
  document: ContractDocument,
  validators: Validators,
): (answer: LooseAnswer) => void {
  const responses = operation.node['responses'] as Record<string, Json>;
  const checks = new Map(
    Object.entries(responses)
      .filter(([, response]) => 'application/json' in ((document.resolve(response)['content'] ?? {}) as Json))
      .map(([status]) => [
        status,
        validators.answer(`${operation.pointer}/responses/${status}/content/application~1json/schema`),
      ]),
  );
  return (answer) => {
    const status = String(answer.status);
    if (!(status in responses))
      throw new Error(`${operation.id} answered ${status}, which the contract lacks`);
    const validate = checks.get(status);
    const body: unknown = validate ? JSON.parse(JSON.stringify(answer.body)) : undefined;
    if (validate && !validate(body)) {
      throw new Error(
        `${operation.id} answered ${status} against the contract: ${JSON.stringify(validate.errors)}`,
      );
    }
  };
}
