import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Place } from './testing/launcher.js';
import { runningShop } from './testing/running-shop.js';

const PHOTO = fileURLToPath(new URL('../../sandbox/art/models/amara.webp', import.meta.url));
const RESULTS = fileURLToPath(new URL('../../test-results/', import.meta.url));
const RESULT_TIMEOUT_MS = 45_000;
const DESK = { width: 1440, height: 900 };
/** An iPhone's. */
const PHONE = { width: 390, height: 844 };

let at: Place;
let browser: Browser;

/** Runs a shopper's visit; when it fails, the last screen is in test-results/. A page error fails it, too. */
async function visit(
  name: string,
  viewport: typeof DESK,
  walk: (page: Page) => Promise<void>,
): Promise<void> {
  const hasTouch = viewport === PHONE;
  const context = await browser.newContext({
    viewport,
    hasTouch,
    isMobile: hasTouch,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  try {
    await page.goto(at.sandboxUrl);
    await walk(page);
    assert.deepEqual(faults, []);
  } catch (error) {
    mkdirSync(RESULTS, { recursive: true });
    await page.screenshot({ path: `${RESULTS}${name}.png` });
    throw error;
  } finally {
    await context.close();
  }
}

const card = (page: Page) => page.getByRole('link', { name: 'Matins Tee' }).first();
const trigger = (page: Page) => page.getByRole('button', { name: 'Try it on' });
const consent = (page: Page) => page.getByRole('checkbox', { name: /agree/ });
const next = (page: Page) => page.getByRole('button', { name: 'Continue' });
const fileInput = (page: Page) => page.locator('tryon-widget input[type=file]');
const slider = (page: Page) => page.getByRole('slider');

/** The picture of the shopper in the garment is on the screen, whole and described. */
async function seesResult(page: Page): Promise<void> {
  await slider(page).waitFor({ timeout: RESULT_TIMEOUT_MS });
  const picture = page.getByRole('img', { name: /You, wearing Matins Tee/ });
  await picture.waitFor();
  const size = await picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  });
  assert.ok(size.width >= 512 && size.height >= 512, JSON.stringify(size));
}

/** Two real fingers on the picture, which move apart. */
async function pinch(page: Page): Promise<void> {
  const box = await page.locator('tryon-compare').boundingBox();
  assert.ok(box);
  const touches = await page.context().newCDPSession(page);
  const put = (type: 'touchStart' | 'touchMove', apart: number) => {
    const y = box.y + box.height / 2;
    const middle = box.x + box.width / 2;
    const touchPoints = [middle - apart, middle + apart].map((x, id) => ({ x, y, id }));
    return touches.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  await put('touchStart', 20);
  for (const apart of [30, 40, 50]) await put('touchMove', apart);
  await touches.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

describe('in the demo shop', () => {
  before(async () => {
    ({ at, browser } = await runningShop());
  });

  for (const [device, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
    test(`a newcomer at a ${device} sees themself in four clicks and a photo`, async () => {
      await visit(`clicks-${device}`, viewport, async (page) => {
        const go = (to: Locator) => (viewport === PHONE ? to.tap() : to.click());
        await go(card(page));
        await go(trigger(page));
        await go(consent(page));
        await go(next(page));
        await fileInput(page).setInputFiles(PHOTO);
        await seesResult(page);
        const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        assert.equal(isTooWide, false, 'the page scrolls sideways');
      });
    });
  }

  test('the same works by keyboard alone', async () => {
    await visit('keyboard', DESK, async (page) => {
      await press(page, card(page), 'Enter');
      await press(page, trigger(page), 'Enter');
      await press(page, consent(page), 'Space');
      await press(page, next(page), 'Enter');
      await press(page, page.getByRole('button', { name: 'Amara' }), 'Enter');
      await seesResult(page);
      const before = await slider(page).inputValue();
      await press(page, slider(page), 'ArrowRight');
      assert.notEqual(await slider(page).inputValue(), before);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      assert.equal(await page.evaluate(() => document.activeElement?.localName), 'tryon-widget');
    });
  });

  test('takes the photo from the shopper’s phone, and goes on by itself', async () => {
    await visit('from-a-phone', DESK, async (page) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await card(page).click();
      await trigger(page).click();
      await consent(page).click();
      await next(page).click();
      await page.getByRole('button', { name: 'Use my phone' }).click();
      await page.getByRole('button', { name: 'Copy the link instead' }).click();
      await page.getByRole('button', { name: 'Link copied' }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      const phone = await browser.newContext({ viewport: PHONE, hasTouch: true });
      try {
        const screen = await phone.newPage();
        const faults: string[] = [];
        screen.on('console', (message) => faults.push(message.text()));
        await screen.goto(link);
        await screen.locator('input[type=file]').last().setInputFiles(PHOTO);
        assert.equal(new URL(screen.url()).hash, '', 'the secret is in no history');
        await screen.getByRole('button', { name: 'Send to the computer' }).click();
        await screen.getByRole('heading', { name: 'Sent' }).waitFor();
        // Not even a word about what its own policy forbade.
        assert.deepEqual(faults, []);
      } finally {
        await phone.close();
      }
      await seesResult(page);
    });
  });

  test('puts trousers to the top on the same picture, looks closely with two fingers, and erases it all', async () => {
    await visit('outfit', PHONE, async (page) => {
      await card(page).click();
      await trigger(page).click();
      await consent(page).click();
      await next(page).click();
      await page.getByRole('button', { name: 'Amara' }).click();
      await seesResult(page);
      await pinch(page);
      await page.getByText(/^\d+ % of its size/).waitFor();
      await page
        .getByRole('button', { name: /^Add to look: / })
        .first()
        .click();
      await page.getByRole('button', { name: /^Take off / }).waitFor({ timeout: RESULT_TIMEOUT_MS });
      await page.getByRole('button', { name: 'Good', exact: true }).click();
      await page.getByText('Thank you, noted.').waitFor();
      await page.getByRole('button', { name: 'Delete my photo' }).click();
      await page.getByRole('button', { name: 'Delete now' }).click();
      await page.getByText(/^ers_/).waitFor();
      await page.getByText('2 pictures made of you').waitFor();
    });
  });

  test('comes back with the picture after a reload', async () => {
    await visit('reload', DESK, async (page) => {
      await card(page).click();
      await trigger(page).click();
      await consent(page).click();
      await next(page).click();
      await fileInput(page).setInputFiles(PHOTO);
      await page.waitForResponse((response) => response.url().endsWith('/v1/tryons'));
      await page.reload();
      await page.getByRole('button', { name: /See it/ }).click({ timeout: RESULT_TIMEOUT_MS });
      await seesResult(page);
    });
  });

  test('holds no more memory after a hundred openings than after twenty', async () => {
    await visit('memory', DESK, async (page) => {
      await card(page).click();
      await trigger(page).click();
      await consent(page).waitFor();
      await page.keyboard.press('Escape');
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      const openings = async (count: number) => {
        await page.evaluate(openAndClose, count);
        await session.send('HeapProfiler.collectGarbage');
        const { metrics } = await session.send('Performance.getMetrics');
        return (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
      };
      const few = await openings(20);
      const many = await openings(100);
      const grown = {
        nodes: many('Nodes') - few('Nodes'),
        listeners: many('JSEventListeners') - few('JSEventListeners'),
      };
      // A screen has dozens of nodes. Two for each opening are the shop's own: its developer view lists every event.
      assert.ok(grown.nodes < 400 && grown.listeners < 50, JSON.stringify(grown));
      const heapBytes = many('JSHeapUsedSize') - few('JSHeapUsedSize');
      assert.ok(heapBytes < 500_000, `${heapBytes} bytes more`);
    });
  });

  test('says in the dialog what to do when the photo shows nobody', async () => {
    await visit('no-person', DESK, async (page) => {
      await card(page).click();
      await trigger(page).click();
      await consent(page).click();
      await next(page).click();
      const garment = fileURLToPath(new URL('../../sandbox/art/garments/tee-navy.webp', import.meta.url));
      await fileInput(page).setInputFiles(garment);
      await page.getByText(/cannot make out a person/).waitFor();
      await page.getByRole('button', { name: 'Use it anyway' }).click();
      await page.getByText(/We could not see one person/).waitFor({ timeout: RESULT_TIMEOUT_MS });
    });
  });
});

/** Runs in the page. */
async function openAndClose(count: number): Promise<void> {
  const widget = document.querySelector('tryon-widget') as HTMLElement & {
    show(): void;
    hide(): void;
    updateComplete: Promise<boolean>;
  };
  for (let opening = 0; opening < count; opening++) {
    widget.show();
    await widget.updateComplete;
    widget.hide();
    await widget.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Goes to `target` with the tab key, as far as a shopper would have to, and presses a key on it. */
async function press(page: Page, target: Locator, key: string): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 100; steps++) {
    const isThere = await target.evaluate(
      (node) => (node.getRootNode() as Document | ShadowRoot).activeElement === node,
    );
    if (isThere) return page.keyboard.press(key);
    await page.keyboard.press('Tab');
  }
  assert.fail(`${target} cannot be reached with the tab key`);
}
