import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { CONFIG } from './shop-page.js';

const EMBED = fileURLToPath(new URL('../../../widget/dist/embed/', import.meta.url));
const ART = fileURLToPath(new URL('../../../sandbox/art/garments/tee-navy.webp', import.meta.url));
/** A phone of the middle class is some four times slower than a desk. */
const CPU_SLOWDOWN = 4;
/** After `load`: the widget rests, comes, connects and shows its button in this time, and in more on a busy machine. */
const WATCHED_MS = 2000;
const LONGEST_WATCH_MS = 15_000;
/** For what the button's coming may bring about. */
const AFTERMATH_MS = 300;
const LONG_TASK_MS = 50;

/** What a page's visitors feel; times in milliseconds. */
export interface HostMetrics {
  /** Largest contentful paint. */
  readonly lcp: number;
  /** Total blocking time: of each long task what is over 50 ms. */
  readonly tbt: number;
  /** Cumulative layout shift. */
  readonly cls: number;
}

export interface PairedMetrics {
  readonly without: HostMetrics;
  readonly with: HostMetrics;
  readonly pairs: number;
  /** In how many of the visits with the tag the button came. */
  readonly buttons: number;
}

/**
 * Measures a product page without a tag and with it, in turns, each visit in a fresh browser profile on a slowed-down
 * processor, and gives the medians.
 *
 * @param tagFor - makes the tag from the service's address
 */
export async function measurePairs(
  browser: Browser,
  pairs: number,
  tagFor: (serviceUrl: string) => string = (url) =>
    `<script async src="${url}/embed/v1/tryon-embed.js" data-key="pk_test_shop"></script>`,
): Promise<PairedMetrics> {
  const service = await listen(answerAsService);
  const tag = tagFor(urlOf(service));
  const shop = await listen((path) =>
    path === '/shirt.webp'
      ? { body: readFileSync(ART), type: 'image/webp' }
      : { body: pageOf(path === '/with' ? tag : ''), type: 'text/html; charset=utf-8' },
  );
  const visits: { without: HostMetrics[]; with: HostMetrics[] } = { without: [], with: [] };
  let buttons = 0;
  try {
    for (let pair = 0; pair < pairs; pair++) {
      // Each is first as often as the other: what warms up helps both.
      const order = pair % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const);
      for (const kind of order) {
        const { hasButton, ...metrics } = await visit(browser, `${urlOf(shop)}/${kind}`);
        visits[kind].push(metrics);
        if (hasButton) buttons += 1;
      }
    }
  } finally {
    for (const server of [service, shop]) {
      server.closeAllConnections();
      server.close();
    }
  }
  return { without: medians(visits.without), with: medians(visits.with), pairs, buttons };
}

/** The same with a browser of its own: what `scripts/host-metrics.mjs` prints. */
export async function measureHostPage(pairs: number): Promise<PairedMetrics> {
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  try {
    return await measurePairs(browser, pairs);
  } finally {
    await browser.close();
  }
}

/** A page as shops have them: a large picture, some scripts of its own, text that would move. */
function pageOf(tag: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shirt</title>
<meta name="viewport" content="width=device-width">${tag}
<script type="application/ld+json">{"@type":"Product","name":"Navy Tee","image":"/shirt.webp"}</script>
<style>body{margin:0;font:16px/1.5 sans-serif}img{width:100%;aspect-ratio:4/5;object-fit:cover}main{max-width:720px;margin:auto;padding:16px}</style></head>
<body><main><img src="/shirt.webp" alt="Navy tee" fetchpriority="high"><h1>Navy Tee</h1><button>Add to cart</button>
${'<p>Cotton, cut straight, mended free for as long as you wear it.</p>'.repeat(40)}</main>
<script>for (let rest = performance.now() + 20; performance.now() < rest; );</script></body></html>`;
}

async function visit(browser: Browser, url: string): Promise<HostMetrics & { hasButton: boolean }> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.goto(url, { waitUntil: 'load' });
    return await page.evaluate(
      async ([watchedMs, longestMs, aftermathMs, longTaskMs]) => {
        const found = { lcp: 0, tbt: 0, cls: 0 };
        const observe = (type: string, take: (entry: PerformanceEntry & { value?: number }) => void) =>
          new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
            type,
            buffered: true,
          });
        observe('largest-contentful-paint', ({ startTime }) => {
          found.lcp = startTime;
        });
        observe('longtask', ({ duration }) => {
          found.tbt += Math.max(0, duration - longTaskMs);
        });
        observe('layout-shift', ({ value = 0 }) => {
          found.cls += value;
        });
        const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
        await rest(watchedMs);
        const isTagged = document.querySelector('script[data-key]') !== null;
        const hasButton = () =>
          document.querySelector('tryon-widget')?.shadowRoot?.querySelector('[part~="trigger"]') != null;
        while (isTagged && !hasButton() && performance.now() < longestMs) await rest(aftermathMs);
        if (isTagged) await rest(aftermathMs);
        return { ...found, hasButton: hasButton() };
      },
      [WATCHED_MS, LONGEST_WATCH_MS, AFTERMATH_MS, LONG_TASK_MS] as const,
    );
  } finally {
    await context.close();
  }
}

function medians(visits: readonly HostMetrics[]): HostMetrics {
  const median = (name: keyof HostMetrics) => {
    const sorted = visits.map((visit) => visit[name]).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return { lcp: median('lcp'), tbt: median('tbt'), cls: median('cls') };
}

interface Answer {
  readonly body: Buffer | string;
  readonly type: string;
}

function answerAsService(path: string): Answer {
  if (path.startsWith('/embed/v1/')) {
    return { body: readFileSync(EMBED + path.slice('/embed/v1/'.length)), type: 'text/javascript' };
  }
  return { body: JSON.stringify(CONFIG), type: 'application/json' };
}

async function listen(answer: (path: string) => Answer): Promise<Server> {
  const server = createServer((request, response) => {
    const { body, type } = answer(request.url ?? '/');
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*, Authorization' };
    response.writeHead(200, { ...cors, 'Content-Type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
