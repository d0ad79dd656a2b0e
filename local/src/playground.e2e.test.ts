import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Place } from './testing/launcher.js';
import { runningShop } from './testing/running-shop.js';

const RESULTS = fileURLToPath(new URL('../../test-results/', import.meta.url));
const RUN_TIMEOUT_MS = 45_000;

let at: Place;
let browser: Browser;

/** Opens a page of the playground; when the walk fails, the last screen is in test-results/. A page error fails it, too. */
async function visit(path: string, walk: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  try {
    await page.goto(at.sandboxUrl + path);
    await walk(page);
    assert.deepEqual(faults, []);
  } catch (error) {
    mkdirSync(RESULTS, { recursive: true });
    await page.screenshot({ path: `${RESULTS}${path.replaceAll('/', '-').slice(1)}.png` });
    throw error;
  } finally {
    await context.close();
  }
}

const rows = (page: Page, kind: string, name: string | RegExp): Locator =>
  page.locator(`[data-row="${kind}"]`).filter({ hasText: name });

describe('the playground', () => {
  before(async () => {
    ({ at, browser } = await runningShop());
  });

  test('an error is forced, and its events, requests and webhook line up; the webhook is replayed', async () => {
    await visit('/playground', async (page) => {
      await page.getByText('listens as a merchant’s does').waitFor();
      await page.getByRole('radio', { name: 'no_person' }).check();
      await page.getByRole('button', { name: 'Run it with a stand-in photo' }).click();
      await page.getByRole('checkbox', { name: /agree/ }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText(/We could not see one person/).waitFor({ timeout: RUN_TIMEOUT_MS });
      await page.keyboard.press('Escape');

      await rows(page, 'event', 'tryon-error').filter({ hasText: 'no_person' }).waitFor();
      await rows(page, 'request', 'POST /v1/tryons').filter({ hasText: 'img_test_no_person' }).waitFor();
      const webhook = rows(page, 'webhook', 'tryon.failed');
      await webhook.filter({ hasText: 'signature holds' }).waitFor({ timeout: RUN_TIMEOUT_MS });
      await webhook.getByRole('button', { name: /Replay/ }).click();
      await webhook.filter({ hasText: 'for the 2nd time' }).waitFor({ timeout: RUN_TIMEOUT_MS });
      assert.equal(await webhook.count(), 2);
      assert.doesNotMatch(await page.content(), /sk_test_/, 'the secret key stays on the server');
    });
  });

  test('an attribute reaches the element, the button and every snippet at once', async () => {
    await visit('/playground', async (page) => {
      await page.locator('tryon-widget [part~=trigger]').waitFor();
      await page.getByLabel('lang').selectOption('de');
      await page.getByLabel('garment-id').fill('sku "7"');
      await page.getByLabel('garment-id').press('Tab');
      const widget = page.locator('tryon-widget');
      assert.equal(await widget.getAttribute('lang'), 'de');
      assert.equal(await widget.getAttribute('garment-id'), 'sku "7"');
      const shown = page.locator('[data-code]');
      await shown.filter({ hasText: 'data-garment-id="sku &quot;7&quot;"' }).waitFor();
      await page.getByRole('tab', { name: 'React' }).click();
      await shown.filter({ hasText: 'garmentId={"sku \\"7\\""}' }).waitFor();
    });
  });

  test('a colour reaches the real widget, its contrast is warned of, and the style sheet says it', async () => {
    await visit('/playground/theme', async (page) => {
      await page.getByRole('button', { name: /Kerb/ }).click();
      await page
        .getByLabel('Accent', { exact: false })
        .and(page.locator('[data-hex]'))
        .first()
        .fill('#d7ff3e');
      const trigger = page.frameLocator('iframe').locator('tryon-widget [part~=trigger]');
      await trigger.waitFor();
      const seen = () => trigger.evaluate((button) => getComputedStyle(button).backgroundColor);
      const deadline = Date.now() + 10_000;
      while ((await seen()) !== 'rgb(215, 255, 62)' && Date.now() < deadline) await page.waitForTimeout(50);
      assert.equal(await seen(), 'rgb(215, 255, 62)');
      await page.locator('[data-low]').filter({ hasText: 'Words on a main button' }).waitFor();
      await page.locator('[data-code=css]').filter({ hasText: '--tryon-color-accent: #d7ff3e;' }).waitFor();
      await page.getByRole('radio', { name: 'Result' }).check();
      await page.locator('[data-shown=result]').waitFor({ timeout: RUN_TIMEOUT_MS });
    });
  });

  test('in a single-page shop the button follows from piece to piece, and back', async () => {
    await visit('/spa', async (page) => {
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      const widget = page.locator('tryon-widget');
      const offered = () =>
        widget.evaluate((element) => (element as { product?: { title?: string } }).product?.title);
      const follows = async (title: string): Promise<void> => {
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        const deadline = Date.now() + 10_000;
        while ((await offered()) !== title && Date.now() < deadline) await page.waitForTimeout(50);
        assert.equal(await offered(), title);
        await widget.locator('[part~=trigger]').waitFor();
      };
      for (const title of ['Matins Tee', 'Cadence Chinos']) {
        await page.getByRole('link', { name: title }).first().click();
        await follows(title);
      }
      await page.goBack();
      await follows('Matins Tee');
      await page.getByRole('radio', { name: 'M', exact: true }).check();
      await page.getByRole('button', { name: 'Add to bag' }).click();
      await page.getByText('Matins Tee, size M, is in your bag').waitFor();
      assert.ok(await page.evaluate(() => 'isSamePage' in window), 'no page was loaded');
    });
  });
});
