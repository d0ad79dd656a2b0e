import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from './browser.js';
import { freePort } from './ports.js';
import {
  hasProgram,
  runInFolder,
  type Served,
  serveCommand,
  serveFolder,
} from './testing/example-process.js';
import { type Launcher, launch, type Place, place } from './testing/launcher.js';

/** Where `npm run test:examples` has copied the examples, each with our packages as tarballs. */
const FOLDER = process.env['EXAMPLES_DIR'] ?? '';
const RESULT_TIMEOUT_MS = 45_000;
const MINUTE_MS = 60_000;

interface Example {
  readonly name: string;
  /** How its README serves what was built. */
  serve(folder: string, port: number): Promise<Served>;
  /** What a shopper does there; by default they open the dialog. */
  walk?(page: Page): Promise<void>;
  /** A program that npm does not bring. */
  needs?: string;
}

const npm = (...args: string[]) => {
  return (folder: string, port: number) => serveCommand(['npm', ...args], { folder, port });
};
/** What was built, served in this process: a server of its own for each costs a second of computing. */
const preview = (folder: string, port: number) => serveFolder(join(folder, 'dist'), port);

/** The slowest first, so that two at a time end together. */
const EXAMPLES: readonly Example[] = [
  { name: 'angular', serve: preview },
  {
    name: 'next-app-router',
    serve: (folder, port) => serveCommand(['npm', 'start', '--', '-p', String(port)], { folder, port }),
  },
  { name: 'vue-vite', serve: preview },
  { name: 'svelte-vite', serve: preview },
  { name: 'react-vite', serve: preview, walk: tryItOn },
  { name: 'vite-lit', serve: preview },
  { name: 'shopify-theme', serve: npm('run', 'preview') },
  {
    name: 'woocommerce',
    serve: (folder, port) =>
      serveCommand(['php', '-S', `127.0.0.1:${port}`, 'preview.php'], { folder, port }),
    needs: 'php',
  },
  { name: 'script-tag', serve: npm('start'), walk: tryItOn },
  { name: 'strict-csp', serve: npm('start'), walk: tryItOn },
];

let at: Place;
let launcher: Launcher;
let browser: Browser;
const ports = new Map<string, number>();
const cleanUps: (() => void)[] = [];

/** The runner's reporter keeps what a passed test prints to itself. */
function tell(name: string, startedAt: number): void {
  const line = `${name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`;
  appendFileSync(join(FOLDER, 'times.txt'), line);
}

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it on' }).click();
  await page.getByRole('dialog').waitFor();
}

/** From the button to the bag, with a stand-in model. */
async function tryItOn(page: Page): Promise<void> {
  await openDialog(page);
  await page.getByRole('checkbox', { name: /agree/ }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Amara' }).click();
  await page.getByRole('slider').waitFor({ timeout: RESULT_TIMEOUT_MS });
  await page.getByRole('dialog').getByRole('button', { name: 'Add to bag' }).click();
  await page.getByText('In your bag: Matins Tee.').waitFor();
}

/** Puts the running system's addresses where the example has those of `npm start`. */
function pointAt(folder: string, { apiUrl, sandboxUrl }: Place): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile() && !each.name.endsWith('.tgz'))) {
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8');
    const pointed = text
      .replaceAll('http://127.0.0.1:4600', apiUrl)
      .replaceAll('http://127.0.0.1:4601', sandboxUrl);
    if (pointed !== text) writeFileSync(file, pointed);
  }
}

/** As its README says, up to the running page. */
async function prepare(name: string): Promise<string> {
  const folder = join(FOLDER, name);
  pointAt(folder, at);
  const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  await runInFolder(
    ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'],
    folder,
  );
  for (const script of [scripts['build'], scripts['check']]) {
    if (script) await runInFolder(['sh', '-c', script], folder);
  }
  return folder;
}

describe('copied out of the repository', { concurrency: 2 }, () => {
  before(async () => {
    for (const { name } of EXAMPLES) ports.set(name, await freePort());
    ports.set('node-server', await freePort());
    at = await place({ after: (cleanUp) => cleanUps.push(cleanUp) });
    const origins = [...ports.values()].flatMap((port) => [
      `http://127.0.0.1:${port}`,
      `http://localhost:${port}`,
    ]);
    launcher = launch({ ...at, env: { ...at.env, TRYON_PAGE_ORIGINS: origins.join(',') } });
    const found = await findBrowser();
    browser = await chromium.launch({ ...found, env: { ...process.env, ...found.env } });
    await launcher.untilPrinted('ready (');
  });

  after(async () => {
    await browser?.close();
    await launcher?.interrupt();
    for (const cleanUp of cleanUps) cleanUp();
  });

  for (const { name, serve, walk = openDialog, needs } of EXAMPLES) {
    const skip = needs !== undefined && !hasProgram(needs) && `${needs} is not installed`;
    test(`${name} installs, builds and lets a shopper try it on`, {
      skip,
      timeout: 4 * MINUTE_MS,
    }, async () => {
      const startedAt = performance.now();
      const served = await serve(await prepare(name), ports.get(name) ?? 0);
      // Moving pictures that nobody watches cost a machine without graphics dearly.
      const page = await browser.newPage({ reducedMotion: 'reduce' });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (!['error', 'warning'].includes(message.type())) return;
        // An example need not have an icon.
        if (!message.location().url.endsWith('/favicon.ico')) faults.push(message.text());
      });
      try {
        await page.goto(served.url);
        await walk(page);
        assert.deepEqual(faults, []);
        tell(name, startedAt);
      } catch (error) {
        // The dialog lies in the element's shadow tree, which the page's own text does not hold.
        const screen = (await page.locator('body, dialog').allInnerTexts()).join('\n');
        throw new Error(`${name}: ${faults.join('\n')}\n${screen}\n${served.output()}`, { cause: error });
      } finally {
        await page.close();
        await served.stop();
      }
    });
  }

  test('node-server makes a try-on and hears by webhook how it ended', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const startedAt = performance.now();
    const folder = await prepare('node-server');
    const port = ports.get('node-server') ?? 0;
    const served = await serveCommand(['npm', 'start'], { folder, port });
    try {
      const forged = await fetch(`${served.url}hooks/tryon`, { method: 'POST', body: '{}' });
      assert.equal(forged.status, 400);
      const created = await fetch(`${served.url}tryons`, { method: 'POST' });
      const { id } = (await created.json()) as { id: string };
      assert.equal(created.status, 202);
      const deadline = Date.now() + RESULT_TIMEOUT_MS;
      let told: { webhook?: string; picture?: string } = {};
      while (told.webhook === undefined && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        told = (await (await fetch(`${served.url}tryons/${id}`)).json()) as typeof told;
      }
      assert.equal(told.webhook, 'tryon.completed', served.output());
      const picture = await fetch(told.picture ?? '');
      assert.match(picture.headers.get('content-type') ?? '', /^image\//);
      tell('node-server', startedAt);
    } finally {
      await served.stop();
    }
  });
});
