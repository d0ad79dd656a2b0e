import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page, Route } from 'playwright-core';

const EMBED = fileURLToPath(new URL('../../../widget/dist/embed/', import.meta.url));
export const SHOP = 'https://shop.example';
export const SERVICE = 'https://tryon.example';
/** As the README has it. */
export const TAG = `<script async src="${SERVICE}/embed/v1/tryon-embed.js" data-key="pk_test_shop"></script>`;
const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*, Authorization' };
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What the service answers for the shop's key. */
export const CONFIG = {
  merchant_name: 'Shop',
  livemode: false,
  theme: 'light',
  consent: { version: '1', text: null, photo_retention_hours: 24, privacy_url: null },
  analytics: { enabled: false, holdout_percent: 0 },
  categories: ['tops', 'bottoms', 'one-pieces'],
  sandbox_models: false,
  max_image_bytes: 1000,
};

export interface ShopOptions {
  /** The page's address on the shop, with query. */
  readonly path?: string;
  /** What else the shop serves: path to JSON. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** The page's headers, e.g. its policy. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The service's answer for the key; by default CONFIG. Undefined: it is away. */
  readonly config?: { readonly status: number; readonly body: unknown } | undefined;
  /** What stands between the service and the page. */
  readonly tamper?: (name: string, body: string) => string;
}

/** Opens one page of a shop as if the whole web were there: the shop, its files, pictures everywhere, the service. */
export async function openShop(
  context: BrowserContext,
  html: string,
  options: ShopOptions = {},
): Promise<Page> {
  const page = await context.newPage();
  await page.route('**/*', (route) => answer(route, html, options));
  await page.goto(SHOP + (options.path ?? '/'));
  return page;
}

/** One tab in which shop after shop is opened: most of a short visit is the tab's own beginning. */
export async function openTab(
  context: BrowserContext,
): Promise<(html: string, options?: ShopOptions) => Promise<Page>> {
  const page = await context.newPage();
  let shown: readonly [html: string, options: ShopOptions] = ['', {}];
  await page.route('**/*', (route) => answer(route, ...shown));
  return async (html, options = {}) => {
    // Away from the shop, else a path that differs after its "#" only would not be loaded.
    await page.goto('about:blank');
    shown = [html, options];
    await page.goto(SHOP + (options.path ?? '/'));
    return page;
  };
}

function answer(route: Route, html: string, options: ShopOptions): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  if (url.origin === SERVICE) return answerAsService(route, url.pathname, options);
  if (request.resourceType() === 'document') {
    const isPage = url.pathname === new URL(options.path ?? '/', SHOP).pathname;
    const headers = { ...options.headers, 'Content-Type': 'text/html; charset=utf-8' };
    return isPage ? route.fulfill({ body: html, headers }) : route.abort();
  }
  if (request.resourceType() === 'image') return route.fulfill({ body: PICTURE, contentType: 'image/png' });
  const file = options.files?.[url.pathname];
  return file === undefined ? route.fulfill({ status: 404, body: '' }) : route.fulfill({ json: file });
}

function answerAsService(route: Route, path: string, options: ShopOptions): Promise<void> {
  if (path.startsWith('/embed/v1/')) {
    const name = path.slice('/embed/v1/'.length);
    const body = readFileSync(EMBED + name, 'utf8');
    return route.fulfill({
      body: options.tamper?.(name, body) ?? body,
      headers: { ...CORS, 'Content-Type': 'text/javascript' },
    });
  }
  const config = 'config' in options ? options.config : { status: 200, body: CONFIG };
  return config ? route.fulfill({ status: config.status, json: config.body, headers: CORS }) : route.abort();
}
