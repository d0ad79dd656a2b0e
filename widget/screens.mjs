// Walks a shopper's way through the demo shop and takes a picture of every screen, on a phone and on a desk, light
// and dark: to look at, not to compare. Needs a running system (`npm start`).
//   node widget/screens.mjs [folder] [--shop http://127.0.0.1:4601] [--embed file.js] [--only phone-light]
import { mkdir, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser } from '../local/dist/browser.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    shop: { type: 'string', default: 'http://127.0.0.1:4601' },
    embed: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
  },
});
const folder = positionals[0] ?? 'test-results/widget-screens';
const SIZES = {
  phone: { width: 360, height: 740 },
  small: { width: 320, height: 568 },
  desk: { width: 1440, height: 900 },
};
const RUNS = Object.keys(SIZES)
  .flatMap((size) => ['light', 'dark'].map((scheme) => ({ size, scheme, name: `${size}-${scheme}` })))
  .filter(({ name }) => name.startsWith(values.only));
const models = fileURLToPath(new URL('../sandbox/art/models/', import.meta.url));
const person = models + (await readdir(models)).find((name) => /\.webp$/.test(name));

/** @param {import('playwright-core').Page} page @param {(name: string) => Promise<void>} shot */
async function walk(page, shot) {
  await page.goto(`${values.shop}/products/tee-navy`);
  const trigger = page.locator('tryon-widget [part=trigger]');
  await trigger.waitFor();
  await shot('1-button');
  await trigger.click();
  await shot('2-consent');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('tryon-widget .model').first().waitFor();
  await shot('3-photo');
  await page
    .locator('tryon-widget input[type=file]')
    .setInputFiles({ name: 'a.txt', mimeType: 'image/png', buffer: Buffer.from('no') });
  await page.getByRole('alert').waitFor();
  await shot('3-photo-unreadable');
  await page.getByRole('button', { name: 'camera' }).click();
  await page.waitForTimeout(1500);
  await shot('4-camera');
  await page.getByRole('button', { name: 'another way' }).click();
  await page.locator('tryon-widget input[type=file]').setInputFiles(person);
  await page.locator('tryon-widget progress').waitFor();
  await page.waitForTimeout(500);
  await shot('5-progress');
  await page.locator('tryon-compare').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(800);
  await shot('6-result');
  await page.getByRole('slider').focus();
  for (let press = 0; press < 38; press++) await page.keyboard.press('ArrowRight');
  await shot('7-compared');
  await page.getByRole('button', { name: 'Delete my photo' }).click();
  await shot('8-delete');
  await page.getByRole('button', { name: 'Delete now' }).click();
  await page.getByRole('button', { name: 'Done' }).waitFor();
  await shot('8-erased');
  await page.route('**/v1/tryons', (route) => route.abort());
  await page.getByRole('button', { name: 'Another photo' }).click();
  await page.locator('tryon-widget .model').first().click();
  await page.locator('tryon-widget [part~=problem]').waitFor({ timeout: 30_000 });
  await shot('9-problem');
}

await mkdir(folder, { recursive: true });
const found = await findBrowser();
const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: found.args,
  env: { ...process.env, ...found.env },
});
try {
  for (const { size, scheme, name } of RUNS) {
    const viewport = SIZES[size];
    const context = await browser.newContext({
      viewport,
      colorScheme: scheme,
      permissions: ['camera'],
      hasTouch: size !== 'desk',
    });
    const page = await context.newPage();
    page.on('console', (message) => console.log(`${name}: ${message.text()}`));
    page.on('pageerror', (error) => console.log(`${name}: ${error}`));
    if (values.embed) await page.route('**/tryon-embed.js', (route) => route.fulfill({ path: values.embed }));
    await walk(page, (step) => page.screenshot({ path: `${folder}/${name}-${step}.png` }));
    await context.close();
  }
} finally {
  await browser.close();
}
