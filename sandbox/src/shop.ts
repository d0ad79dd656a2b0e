import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { readAssets } from './assets.js';
import { CATEGORIES, readCatalog } from './catalog.js';
import { bagPage } from './pages/bag.js';
import { collectionPage } from './pages/collection.js';
import { faultPage, notFoundPage } from './pages/failure.js';
import { homePage } from './pages/home.js';
import type { PageContext } from './pages/page-context.js';
import { playgroundPage } from './pages/playground/playground.js';
import { previewPage } from './pages/playground/preview.js';
import { themePage } from './pages/playground/theme.js';
import { privacyPage } from './pages/privacy.js';
import { productPage } from './pages/product.js';
import { singlePage } from './pages/single-page.js';
import { framedContentSecurityPolicy, securityHeaders } from './security-headers.js';
import type { WebhookReceiver } from './webhooks/receiver.js';
import { addWebhookRoutes } from './webhooks/routes.js';

const ART_DIR = fileURLToPath(new URL('../art/', import.meta.url));
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

export interface ShopOptions {
  /** Where browsers reach the try-on service. */
  readonly apiUrl: string;
  /** The key for the widget's script tag (`pk_test_…`). Never a secret key: it is printed in every product page. */
  readonly publishableKey: string;
  /** Folder with `catalog.json` and the pictures; by default the one beside this package's code. */
  readonly artDir?: string;
  /** The shop's own address as browsers see it; by default what the request says. Needed behind a TLS proxy. */
  readonly publicUrl?: string;
  /** For the playground's webhooks; without one it says that there are none. */
  readonly receiver?: WebhookReceiver;
  /** Writes request logs to standard output. Off by default. */
  readonly isLogging?: boolean;
}

const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, '');

/**
 * Builds the demo shop. Nothing is read or opened before `listen()`, `ready()` or `inject()`.
 *
 * @throws {CatalogError} (from `ready()` and `listen()`) if the art folder has no usable catalogue
 * @example
 * const shop = buildShop({ apiUrl: 'http://127.0.0.1:4600', publishableKey: 'pk_test_…' });
 * await shop.listen({ port: 4601 });
 */
export function buildShop(options: ShopOptions): FastifyInstance {
  const apiUrl = withoutTrailingSlash(options.apiUrl);
  const shop = Fastify({
    logger: options.isLogging === true,
    // Ends idle connections on close, so that a restart does not wait for browsers.
    forceCloseConnections: true,
    requestTimeout: 10_000,
    bodyLimit: 1024,
  });
  const headers = securityHeaders(new URL(apiUrl).origin);
  shop.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  shop.register(async (scope) => {
    await addPages(scope, { ...options, apiUrl });
  });
  return shop;
}

async function addPages(shop: FastifyInstance, options: ShopOptions): Promise<void> {
  const artDir = options.artDir ?? ART_DIR;
  const catalog = await readCatalog(artDir);
  const assets = await readAssets();
  const assetsPath = `/assets/${assets.version}`;

  const originOf = (request: FastifyRequest): string =>
    withoutTrailingSlash(options.publicUrl ?? `${request.protocol}://${request.host}`);
  const contextOf = (request: FastifyRequest): PageContext => ({
    origin: originOf(request),
    path: request.url.split('?', 1)[0] ?? '/',
    apiUrl: options.apiUrl,
    publishableKey: options.publishableKey,
    hasWebhooks: options.receiver !== undefined,
    catalog,
    assetsPath,
  });

  await shop.register(fastifyStatic, {
    root: [...assets.roots],
    prefix: `${assetsPath}/`,
    allowedPath: assets.isServed,
    index: false,
    maxAge: YEAR_MS,
    immutable: true,
  });
  await shop.register(fastifyStatic, {
    root: artDir,
    prefix: '/art/',
    allowedPath: (path) => path.endsWith('.webp'),
    index: false,
    maxAge: HOUR_MS,
    decorateReply: false,
  });

  const page = (path: string, render: (context: PageContext) => string, policy?: string): void => {
    shop.get(path, async (request, reply) => {
      if (policy !== undefined) reply.header('content-security-policy', policy);
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache');
      return render(contextOf(request));
    });
  };
  page('/', homePage);
  page('/bag', bagPage);
  page('/privacy', privacyPage);
  page('/spa', singlePage);
  page('/playground', playgroundPage);
  const framed = framedContentSecurityPolicy(new URL(options.apiUrl).origin);
  page('/playground/theme', themePage, framed);
  page('/playground/preview', previewPage, framed);
  if (options.receiver) await addWebhookRoutes(shop, options.receiver, originOf);
  for (const category of CATEGORIES) {
    page(`/collection/${category}`, (context) => collectionPage(category, context));
  }
  for (const garment of catalog.garments) {
    page(`/products/${garment.slug}`, (context) => productPage(garment, context));
  }
  shop.get('/robots.txt', async (_request, reply) => {
    reply.type('text/plain; charset=utf-8');
    return 'User-agent: *\nDisallow: /\n';
  });

  shop.setNotFoundHandler(async (request, reply) => {
    reply.code(404).type('text/html; charset=utf-8');
    return notFoundPage(contextOf(request));
  });
  shop.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    request.log.error({ err: error }, 'page failed');
    const status = error.statusCode ?? 500;
    reply.code(status).type('text/html; charset=utf-8');
    return status === 404 ? notFoundPage(contextOf(request)) : faultPage(contextOf(request));
  });
}
