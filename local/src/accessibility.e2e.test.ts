import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { axeViolations, OF_COLOURS } from './testing/axe.js';
import type { Place } from './testing/launcher.js';
import { runningShop } from './testing/running-shop.js';

const RESULT_TIMEOUT_MS = 45_000;
const FILLED_BAG = '[{"slug":"tee-navy","size":"M","quantity":2}]';
const PATHS = [
  '/',
  '/collection/tops',
  '/products/tee-navy',
  '/products/dress-floral',
  '/bag',
  '/privacy',
  '/playground',
  '/playground/theme',
  '/nope',
];

let at: Place;
let browser: Browser;

describe('accessibility', () => {
  before(async () => {
    ({ at, browser } = await runningShop());
  });

  for (const [colorScheme, rules, nothing] of [
    ['light', undefined, 'nothing'],
    ['dark', OF_COLOURS, 'nothing wrong with the colours'],
  ] as const) {
    test(`axe finds ${nothing} on the shop's pages, ${colorScheme}`, async () => {
      const context = await browser.newContext({
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width: 360, height: 740 },
      });
      const page = await context.newPage();
      await page.addInitScript((bag) => localStorage.setItem('plainsong.bag', bag), FILLED_BAG);
      for (const path of PATHS) {
        await page.goto(at.sandboxUrl + path);
        assert.deepEqual(await axeViolations(page, path, rules), []);
      }
      await context.close();
    });

    test(`axe finds ${nothing} on any screen of the widget, ${colorScheme}`, async () => {
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const isClean = async (screen: string) =>
        assert.deepEqual(await axeViolations(page, screen, rules), []);
      await page.goto(`${at.sandboxUrl}/products/tee-navy`);
      await page.getByRole('button', { name: 'Try it on' }).click();
      await isClean('consent');
      await page.getByRole('checkbox', { name: /agree/ }).check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Kenji' }).waitFor();
      await isClean('photo');
      await page.getByRole('button', { name: 'Use my phone' }).click();
      await page.getByRole('img', { name: /Code that opens/ }).waitFor();
      await isClean('code for the phone');
      await page.getByRole('button', { name: 'Choose another way' }).click();
      const garment = fileURLToPath(new URL('../../sandbox/art/garments/tee-navy.webp', import.meta.url));
      await page.locator('tryon-widget input[type=file]').setInputFiles(garment);
      await page.getByText(/cannot make out a person/).waitFor();
      await isClean('doubt about the photo');
      await page.getByRole('button', { name: 'Use it anyway' }).click();
      await page.getByRole('progressbar').waitFor();
      await isClean('progress');
      await page.getByText(/We could not see one person/).waitFor({ timeout: RESULT_TIMEOUT_MS });
      await isClean('problem');
      await page.getByRole('button', { name: /Another photo/ }).click();
      await page.getByRole('button', { name: 'Kenji' }).click();
      await page.getByRole('slider').waitFor({ timeout: RESULT_TIMEOUT_MS });
      await isClean('result');
      await page.getByRole('button', { name: 'Delete my photo' }).click();
      await isClean('the question before deleting');
      await page.getByRole('button', { name: 'Delete now' }).click();
      await page.getByText('Your photo is gone').waitFor();
      await isClean('erased');
      await context.close();
    });
  }
});
