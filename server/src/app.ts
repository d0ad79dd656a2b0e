import { setMaxListeners } from 'node:events';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { DomainError } from '@tryon/core/errors';
import { newId } from '@tryon/core/ids';
import { saneTraceParent, traceFields } from '@tryon/core/tracing/trace-parent';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { bindContract } from './contract/bind.js';
import { readContract } from './contract/document.js';
import type { ServerDeps } from './deps.js';
import { createAuthenticate, SECURITY_SCHEMES } from './plugins/authenticate.js';
import { createRunOnce } from './plugins/idempotency.js';
import { installProblemDetails } from './plugins/problem-details.js';
import type { ServerMetrics } from './plugins/request-metrics.js';
import { createBadKeyGuard, createLimitRequests } from './rate-limits/limit-requests.js';
import { DEFAULT_RATE_LIMITS, type RateLimits } from './rate-limits/tiers.js';
import { erasureHandlers } from './routes/erasures.js';
import { installErrorPages } from './routes/error-pages.js';
import { installFiles } from './routes/files.js';
import { installHandoverPage } from './routes/handover-page.js';
import { imageHandlers } from './routes/images.js';
import { installPages, type PagesOptions } from './routes/pages.js';
import { photoHandoverHandlers } from './routes/photo-handovers.js';
import { providerCallbackHandlers } from './routes/provider-callbacks.js';
import { installReference } from './routes/reference.js';
import { sandboxHandlers } from './routes/sandbox.js';
import { systemHandlers } from './routes/system.js';
import { tryonHandlers } from './routes/tryons.js';
import { usageHandlers } from './routes/usage.js';
import { webhookHandlers } from './routes/webhook-endpoints.js';
import { widgetHandlers } from './routes/widget.js';

export interface AppOptions extends PagesOptions {
  /** Validate every answer against the contract; for tests. Off by default. */
  readonly checkAnswers?: boolean;
  readonly rateLimits?: RateLimits;
  /** Where every answer is timed; nowhere by default. */
  readonly metrics?: ServerMetrics | undefined;
  /** Addresses or networks whose `X-Forwarded-For` is believed; none by default. */
  readonly trustedProxies?: readonly string[];
  /** How long a close waits for requests under way before it refuses them; 10,000 ms by default. */
  readonly graceMs?: number;
}

const DEFAULT_GRACE_MS = 10_000;
/** A JSON body may hold a data URI of 2 MB, which is a third longer in base64. */
const MAX_JSON_BYTES = 3 * 1024 * 1024;
const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{8,100}$/;
/** Headers that a page's script may read across origins. */
const EXPOSED_HEADERS = [
  ...['Location', 'Retry-After', 'X-Request-Id', 'traceparent', 'Idempotency-Replayed'],
  ...['RateLimit', 'RateLimit-Policy', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'],
];

/** The whole server, not yet listening. Close it with `app.close()`; its dependencies are the caller's to close. */
export async function buildApp(deps: ServerDeps, options: AppOptions): Promise<FastifyInstance> {
  const closing = new AbortController();
  const graceOver = new AbortController();
  // Every request under way listens.
  setMaxListeners(0, closing.signal, graceOver.signal);
  const app: FastifyInstance = Fastify({
    loggerInstance: deps.logger as unknown as FastifyBaseLogger,
    // Each answer is logged once, by the hook below.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    bodyLimit: MAX_JSON_BYTES,
    routerOptions: { maxParamLength: 1_100 },
    requestTimeout: 60_000,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // In every line of a request, beside its id.
    childLoggerFactory: (logger, bindings, options, request) =>
      logger.child({ ...bindings, ...traceFields(saneTraceParent(request.headers.traceparent)) }, options),
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : newId('req');
    },
  });
  app.decorateRequest('caller', undefined);
  installProblemDetails(app);

  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    const traceParent = saneTraceParent(request.headers.traceparent);
    if (traceParent !== undefined) reply.header('traceparent', traceParent);
    if (request.url.startsWith('/v1/')) reply.header('Cache-Control', 'no-store');
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing.signal.aborted) reply.header('Connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    const { caller } = request;
    // An event stream said long ago that its connection is kept; left open it would hold the whole process.
    if (closing.signal.aborted) request.raw.socket.destroySoon();
    if (caller) deps.apiCalls.count(caller.merchantId, caller.livemode);
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime),
        merchant_id: request.caller?.merchantId,
      },
      'answered',
    );
  });
  options.metrics?.watch(app);
  app.addHook('preClose', async () => {
    closing.abort(new Error('The server is stopping'));
    const refuseRest = () => graceOver.abort(stoppedTooSoon());
    setTimeout(refuseRest, options.graceMs ?? DEFAULT_GRACE_MS).unref();
  });

  await app.register(helmet, {
    // Pictures and the embed are meant for other origins; nothing else here is a page.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      useDefaults: false,
    },
  });
  // Any origin, never with credentials: the key's own list of origins decides, and says so in a readable problem.
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 86_400,
  });
  await app.register(multipart);

  const limits = options.rateLimits ?? DEFAULT_RATE_LIMITS;
  const document = await readContract(options.openapiFile);
  bindContract(app, {
    document,
    handlers: {
      ...imageHandlers(deps),
      ...tryonHandlers(deps),
      ...erasureHandlers(deps),
      ...photoHandoverHandlers(deps),
      ...widgetHandlers(deps),
      ...sandboxHandlers(deps),
      ...usageHandlers(deps),
      ...webhookHandlers(deps),
      ...providerCallbackHandlers(deps),
      ...systemHandlers(deps),
    },
    authenticate: createAuthenticate(deps.sql, createBadKeyGuard(deps.rateLimiter, limits)),
    limitRequests: createLimitRequests(deps.rateLimiter, limits),
    runOnce: createRunOnce(deps.sql, deps.answerSealer),
    schemes: SECURITY_SCHEMES,
    checkAnswers: options.checkAnswers ?? false,
    closing: closing.signal,
    graceOver: graceOver.signal,
  });
  installFiles(app, deps);
  installHandoverPage(app);
  await installPages(app, options);
  await installErrorPages(app);
  await installReference(app, document);
  return app;
}

const stoppedTooSoon = () =>
  new DomainError('service_unavailable', 'The server is stopping. Send the request again.', {
    retryAfterMs: 1_000,
  });
