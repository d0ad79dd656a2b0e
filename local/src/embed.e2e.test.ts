import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from './browser.js';
import { openShop, SERVICE, type ShopOptions, TAG } from './testing/shop-page.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const JSON_LD = `<script type="application/ld+json">{"@type":"Product","name":"Oxford Shirt","url":"/p/oxford","image":"https://cdn.example/oxford.jpg"}</script>`;
const PRODUCT = `<main><h1>Oxford Shirt</h1><img alt="" width="400" height="500" src="https://cdn.example/oxford.jpg"><button>Add to cart</button><div id="place"></div></main>`;
const LOADER = `${SERVICE}/embed/v1/tryon-embed.js`;
const KEY = 'pk_test_shop';
const pageOf = (head: string, body = PRODUCT) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Oxford Shirt</title>${head}</head><body>${body}</body></html>`;

let browser: Browser;
let context: BrowserContext;

interface Opened {
  readonly page: Page;
  readonly said: string[];
  readonly errors: string[];
}

async function open(html: string, options: ShopOptions = {}): Promise<Opened> {
  const said: string[] = [];
  const errors: string[] = [];
  const listen = (page: Page) => {
    page.on('console', (message) => {
      if (message.text().includes('[tryon]') || message.type() === 'error') said.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
  };
  context.once('page', listen);
  const page = await openShop(context, html, { path: '/p/oxford', ...options });
  return { page, said, errors };
}

const trigger = (page: Page) => page.getByRole('button', { name: 'Try it on' });
const until = async (what: string, is: () => boolean | Promise<boolean>) => {
  const deadline = Date.now() + 6000;
  while (!(await is())) {
    assert.ok(Date.now() < deadline, `never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

describe('the script tag', { concurrency: 1 }, () => {
  before(async () => {
    const { executablePath, args, env } = await findBrowser();
    browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  });

  after(async () => {
    await browser?.close();
  });

  test('puts a button on a product page, and says nothing', async () => {
    const { page, said, errors } = await open(pageOf(JSON_LD + TAG));
    await trigger(page).waitFor();
    assert.deepEqual([said, errors], [[], []]);
    await page.close();
  });

  for (const [what, tag] of [
    ['data-api-key', `<script async src="${LOADER}" data-api-key="${KEY}"></script>`],
    [
      'TryOnWidget.init',
      `<script src="${LOADER}"></script><script>TryOnWidget.init({ apiUrl: "${SERVICE}", apiKey: "${KEY}", container: "#place", theme: "dark" })</script>`,
    ],
    [
      'the stub that queues',
      `<script>window.TryOn = window.TryOn || function () { (TryOn.q = TryOn.q || []).push(arguments) };
      TryOn("nonsense"); TryOn("on", "ready", 7); TryOn("init", { key: "${KEY}" }); TryOn("on", "ready", () => { window.isReady = true });</script><script async src="${LOADER}"></script>`,
    ],
    ['a module', `<script type="module" src="${LOADER}" data-key="${KEY}"></script>`],
  ] as const) {
    test(`also works by ${what}`, async () => {
      const { page, errors } = await open(pageOf(JSON_LD + tag));
      await trigger(page).waitFor();
      assert.deepEqual(errors, []);
      if (what.startsWith('the stub')) assert.equal(await page.evaluate('window.isReady'), true);
      if (what === 'TryOnWidget.init') {
        assert.equal(await page.locator('#place > tryon-widget[theme=dark][layout=inline]').count(), 1);
      }
      await page.close();
    });
  }

  test('can be reached in the page’s own modal dialog, and is back on the page after it', async () => {
    const quickView = `<h1>New in</h1><dialog>${PRODUCT}<form method="dialog"><button>Close</button></form></dialog>`;
    const { page, errors } = await open(pageOf(TAG, quickView));
    await page.evaluate(`document.querySelector('dialog').showModal()`);
    await trigger(page).click();
    await page.locator('tryon-widget dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('body > tryon-widget').waitFor({ state: 'attached' });
    assert.deepEqual(errors, []);
    await page.close();
  });

  test('loaded twice puts up one button and says so, whatever the second asks for', async () => {
    const second = `<script defer src="${LOADER}" data-key="pk_test_other" data-layout="inline"></script>`;
    const { page, said } = await open(pageOf(JSON_LD + TAG.replace('async', 'defer') + second));
    await trigger(page).waitFor();
    await page.evaluate(`TryOn('init', { key: 'pk_test_third' })`);
    assert.equal(await page.locator('tryon-widget').count(), 1);
    assert.equal(await page.locator('tryon-widget').getAttribute('publishable-key'), KEY);
    assert.match(said[0] ?? '', /is on this page already; this copy/);
    assert.match(said[1] ?? '', /init: the widget is on the page already/);
    await page.close();
  });

  test('shows no button and writes one line when the service is down', async () => {
    const { page, said, errors } = await open(pageOf(JSON_LD + TAG), { config: undefined });
    await until('one line', () => said.some((line) => line.includes('The button stays away')));
    assert.equal(await trigger(page).count(), 0);
    assert.equal(said.filter((line) => line.includes('[tryon]')).length, 1);
    assert.deepEqual(errors, []);
    await page.close();
  });

  test('runs nothing that is not what was published', async () => {
    const { page, said, errors } = await open(pageOf(JSON_LD + TAG), {
      tamper: (name, body) => (name.startsWith('widget-') ? `${body};window.isTampered = true;` : body),
    });
    await until('a refusal', () => said.some((line) => line.includes('is not what was published')));
    assert.equal(await page.evaluate('window.isTampered'), undefined);
    assert.equal(await page.locator('tryon-widget').count(), 0);
    assert.deepEqual(errors, []);
    await page.close();
  });

  test('tries again when the connection is back, or somebody opens it', async () => {
    for (const again of [`dispatchEvent(new Event('online'))`, `void TryOn('open')`]) {
      let isBroken = true;
      const { page, said } = await open(pageOf(JSON_LD + TAG), {
        tamper: (name, body) => (isBroken && name.startsWith('widget-') ? 'cut off' : body),
      });
      await until('a failure', () => said.some((line) => line.includes('cannot be loaded')));
      isBroken = false;
      await page.evaluate(again);
      await page.locator('tryon-widget [part~=trigger]').waitFor();
      await page.close();
    }
  });

  test('opens by command before and after the button is there', async () => {
    const early = `<script>window.TryOn = function () { (TryOn.q = TryOn.q || []).push(arguments) }; TryOn("open", { garmentImage: "https://cdn.example/other.jpg" });</script>`;
    const { page } = await open(pageOf(early + TAG, '<p>No product here</p>'));
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate(`TryOn('open')`);
    await page.getByRole('dialog').waitFor();
    await page.close();
  });

  test('comes back when a framework swaps the body, and leaves no second button', async () => {
    const { page } = await open(pageOf(JSON_LD + TAG));
    await trigger(page).waitFor();
    await page.evaluate(() => {
      const body = document.createElement('body');
      body.append(...document.body.querySelectorAll('main'));
      document.body.replaceWith(body);
      document.dispatchEvent(new Event('turbo:load'));
    });
    await trigger(page).waitFor();
    assert.equal(await page.locator('tryon-widget').count(), 1);
    await page.close();
  });

  test('works under the strictest policy with the documented directives, and breaks none of it', async () => {
    const policy = [
      `default-src 'none'`,
      `script-src ${SERVICE}`,
      `connect-src ${SERVICE}`,
      `img-src ${SERVICE} https://cdn.example blob:`,
      `require-trusted-types-for 'script'`,
      `trusted-types lit-html`,
      `base-uri 'none'`,
    ].join('; ');
    const { page, said, errors } = await open(pageOf(JSON_LD + TAG), {
      headers: { 'Content-Security-Policy': policy },
    });
    await trigger(page).click();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByRole('button', { name: /choose/i })
      .first()
      .waitFor();
    assert.deepEqual([said.filter((line) => /polic/i.test(line)), errors], [[], []]);
    // Styles come by adopted sheets, which no policy forbids: without them the dialog would be as wide as the page.
    const width = await page.getByRole('dialog').evaluate((dialog) => dialog.getBoundingClientRect().width);
    assert.ok(width > 300 && width < 1000, `the dialog is ${width} px wide`);
    await page.close();
  });

  test('works with a nonce and strict-dynamic instead of a host', async () => {
    const { page, errors } = await open(
      pageOf(
        TAG.replace('async', 'async nonce="r4nd0m"') + JSON_LD.replace('<script', '<script nonce="r4nd0m"'),
      ),
      {
        headers: {
          'Content-Security-Policy': `default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; connect-src ${SERVICE}; img-src https:`,
        },
      },
    );
    await trigger(page).waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('the doctor', { concurrency: 1 }, () => {
  before(async () => {
    const { executablePath, args, env } = await findBrowser();
    browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  });

  after(async () => {
    await browser?.close();
  });

  const panel = (page: Page) => page.getByRole('region', { name: 'TryOn doctor' });
  const debug = { path: '/p/oxford?tryon-debug' };
  const problem = (code: string, detail: string) => ({ status: 403, body: { code, detail, status: 403 } });

  test('shows what was found, from where and how surely, and is accessible', async () => {
    const { page } = await open(pageOf(JSON_LD + TAG), debug);
    await panel(page).getByText('The button is on the page.').waitFor();
    await panel(page).getByText('json-ld').waitFor();
    await panel(page).getByText('gallery').waitFor();
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate(`axe.run('tryon-doctor')`)) as {
      violations: { id: string }[];
    };
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
    await page.getByRole('button', { name: 'Close the doctor' }).click();
    await panel(page).waitFor({ state: 'detached' });
    await page.close();
  });

  for (const [what, html, options, says, mends] of [
    [
      'an origin that is not allowed',
      pageOf(JSON_LD + TAG),
      { config: problem('origin_not_allowed', 'This origin may not use the key.') },
      'This origin may not use the key.',
      'Add https://shop.example to the origins',
    ],
    [
      'a secret key',
      pageOf(JSON_LD + TAG.replace('pk_test', 'sk_test')),
      {},
      'A secret key',
      'roll the secret one now',
    ],
    [
      'no key',
      pageOf(`${JSON_LD}<script src="${LOADER}"></script><script>TryOn("init", { key: "" })</script>`),
      {},
      'There is no key.',
      'data-key=',
    ],
    ['a script loaded twice', pageOf(JSON_LD + TAG + TAG), {}, 'on this page 2 times', 'Keep one'],
    ['a page without a product', pageOf(TAG, '<h1>About us</h1>'), {}, 'nowhere which product', 'JSON-LD'],
    [
      'what nobody wears',
      pageOf(
        TAG + JSON_LD.replace('Oxford Shirt', 'Scented Candle'),
        PRODUCT.replace('Oxford Shirt', 'Scented Candle'),
      ),
      {},
      'nothing that is worn',
      'data-category',
    ],
    [
      'an option with a typing error',
      pageOf(JSON_LD + TAG.replace('data-key', 'data-layuot="inline" data-key')),
      {},
      'layuot',
      'table of options',
    ],
    [
      'a policy that blocks the service',
      pageOf(JSON_LD + TAG),
      { headers: { 'Content-Security-Policy': `script-src ${SERVICE} 'unsafe-inline'; connect-src 'self'` } },
      'connect-src',
      `connect-src ${SERVICE}`,
    ],
  ] as const) {
    test(`names ${what}, and how to mend it`, async () => {
      const { page } = await open(html, { ...debug, ...options });
      await panel(page).getByText(says).first().waitFor({ timeout: 6000 });
      await panel(page).getByText(mends).first().waitFor({ timeout: 3000 });
      await page.close();
    });
  }
});
