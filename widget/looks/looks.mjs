// Pictures of every screen, in four languages, at three widths and with large text, compared with the committed ones.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser } from '../../local/dist/browser.js';
import { startContractServer } from '../test-server/contract-server.mjs';
import { handViolations } from './hands.mjs';
import { startHost } from './host.mjs';
import { walkAside, walkPhone } from './more-screens.mjs';
import { walk } from './screens.mjs';

const BASELINES = fileURLToPath(new URL('./baselines/', import.meta.url));

const PHONE = { width: 360, height: 740 };
const TABLET = { width: 768, height: 1024 };
const DESK = { width: 1440, height: 900 };
const ALL = [PHONE, TABLET, DESK];
/** Each is one walk; `text` is in percent of the browser's own size. */
const WALKS = [
  ...['en', 'de', 'ar', 'ja'].map((lang) => ({ lang, scheme: 'light', text: 100, sizes: ALL })),
  { lang: 'en', scheme: 'dark', text: 100, sizes: [PHONE, DESK] },
  ...['en', 'de'].map((lang) => ({ lang, scheme: 'light', text: 200, sizes: [PHONE, DESK] })),
  { lang: 'en', scheme: 'light', text: 100, sizes: [PHONE, DESK], way: walkAside, name: 'aside' },
  // Not looked at, but judged as the others are.
  ...['de', 'ar'].map((lang) => ({
    lang,
    scheme: 'light',
    text: 100,
    sizes: [],
    way: walkAside,
    name: `aside-${lang}`,
  })),
  { lang: 'en', scheme: 'light', text: 100, sizes: [PHONE], way: walkPhone, name: 'phone' },
  // Windows' high contrast: the system's few colours, and no shadows.
  { lang: 'en', scheme: 'dark', text: 100, sizes: [PHONE], name: 'forced', forced: true },
  {
    lang: 'en',
    scheme: 'dark',
    text: 100,
    sizes: [PHONE],
    way: walkAside,
    name: 'forced-aside',
    forced: true,
  },
];

/** Languages in which each screen is tabbed through: left to right, right to left, and with the longest words. */
const BY_HAND = new Set(['en', 'de', 'ar']);

/** A channel that differs by more than this is seen; less is how a picture was compressed. */
const SEEN = 48;
/** Of a picture at half its size; a word that changed differs by more. */
const ALLOWED_PIXELS = 25;
const QUALITY = 70;
const NONE = 'has no baseline';
/** Walks at the same time. */
const LANES = 2;
const SECOND_LOOKS_MS = [100, 300, 1000, 3000];

/**
 * Walks through all screens.
 *
 * @param {object} [options]
 * @param {boolean} [options.accept] stores what is seen as the new baselines
 * @param {string} [options.out] folder for the pictures at full size, and for the differences
 * @param {(page: import('playwright-core').Page, name: string) => Promise<readonly string[]>} [options.inspect] says what
 *   else is wrong with a screen, asked once for each in each language
 * @param {string} [options.only] walks whose name matches this pattern, such as `ar-light-100`
 * @returns {Promise<{ seen: number, differences: string[] }>}
 */
export async function look({ accept = false, out, only = '', inspect = async () => [] } = {}) {
  if (out) await mkdir(out, { recursive: true });
  if (accept && !only) await rm(BASELINES, { recursive: true, force: true });
  if (accept) await mkdir(BASELINES, { recursive: true });
  const found = await findBrowser();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args, '--font-render-hinting=none', '--disable-lcd-text'],
    env: { ...process.env, ...found.env },
  });
  const differences = [];
  let seen = 0;
  const judge = async (name, take) => {
    seen += 1;
    const file = join(BASELINES, `${name}.webp`);
    const keep = async (picture) => out && (await writeFile(join(out, `${name}.png`), picture));
    if (accept) {
      const picture = await takeStill(take);
      await keep(picture);
      const now = await half(picture);
      await writeFile(file, await sharp(now.data, { raw: now.info }).webp({ quality: QUALITY }).toBuffer());
      return;
    }
    let picture = await take();
    let difference = await compare(await half(picture), file);
    // Something may still have been on its way: a machine that is busy is not a screen that changed.
    for (const waitMs of SECOND_LOOKS_MS) {
      if (difference === undefined || difference.why === NONE) break;
      await sleep(waitMs);
      picture = await take();
      difference = await compare(await half(picture), file);
    }
    await keep(picture);
    if (difference === undefined) return;
    differences.push(`${name}: ${difference.why}`);
    if (out && difference.picture) await writeFile(join(out, `${name}.difference.png`), difference.picture);
  };
  const go = async ({ lang, scheme, text, sizes, way = walk, forced = false }, name) => {
    const api = await startContractServer();
    const host = await startHost(api.url);
    const context = await browser.newContext({
      viewport: PHONE,
      locale: lang,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      colorScheme: scheme,
      forcedColors: forced ? 'active' : 'none',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const isPhone = way === walkPhone;
    if (!isPhone)
      await page.goto(`${host.url}/?${new URLSearchParams({ lang, scheme, text: String(text) })}`);
    await way(page, isPhone ? host.url : api.url, async (screen, inView) => {
      for (const size of sizes) {
        await page.setViewportSize(size);
        // Nothing is under the pointer by chance.
        await page.mouse.move(0, 0);
        await judge(`${screen}.${name}.${size.width}`, async () => {
          await settle(page);
          if (inView) await showInMiddle(page, inView);
          return page.screenshot({ animations: 'disabled', caret: 'hide' });
        });
      }
      // After the picture, which shows where the focus is.
      if (text !== 100) return;
      await page.setViewportSize(PHONE);
      // In forced colours the system chooses; there is nothing to find fault with.
      if (!forced) differences.push(...(await inspect(page, `${screen}.${name}`)));
      if (BY_HAND.has(lang)) differences.push(...(await handViolations(page, `${screen}.${name}`)));
    });
    await context.close();
    await Promise.all([api.close(), host.close()]);
  };
  const waiting = WALKS.map((one) => [one, one.name ?? `${one.lang}-${one.scheme}-${one.text}`]).filter(
    ([, name]) => new RegExp(only).test(name),
  );
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await go(...next);
  };
  try {
    // While one waits for its page to be drawn, another compares.
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    await browser.close();
  }
  return { seen, differences };
}

/** Pictures and letters are there, and what was asked for is drawn. */
const settle = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const pictures = [
      ...(document.querySelector('tryon-widget, tryon-phone-page')?.shadowRoot.querySelectorAll('img') ?? []),
    ];
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });

/** Where it stands does not depend on where the last screen was scrolled to. */
const showInMiddle = (page, selector) =>
  page
    .locator(`tryon-widget ${selector}`)
    .first()
    .evaluate(async (element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });

/** The first picture that is like the one before it. */
async function takeStill(take) {
  let before = await take();
  for (const waitMs of SECOND_LOOKS_MS) {
    await sleep(waitMs);
    const now = await take();
    if (now.equals(before)) return now;
    before = now;
  }
  return before;
}

async function half(picture) {
  const { width = 0 } = await sharp(picture).metadata();
  return sharp(picture)
    .resize({ width: Math.round(width / 2) })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
}

async function compare(now, file) {
  let before;
  try {
    before = await sharp(await readFile(file))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error.code === 'ENOENT') return { why: NONE };
    throw error;
  }
  if (before.info.width !== now.info.width || before.info.height !== now.info.height) {
    return { why: `is ${now.info.width} x ${now.info.height}` };
  }
  const marks = Buffer.from(now.data);
  let count = 0;
  for (let at = 0; at < now.data.length; at += 3) {
    if (
      Math.abs(now.data[at] - before.data[at]) <= SEEN &&
      Math.abs(now.data[at + 1] - before.data[at + 1]) <= SEEN &&
      Math.abs(now.data[at + 2] - before.data[at + 2]) <= SEEN
    ) {
      continue;
    }
    count += 1;
    marks.set([255, 0, 255], at);
  }
  if (count <= ALLOWED_PIXELS) return undefined;
  return {
    why: `${count} of ${now.data.length / 3} pixels differ`,
    picture: await sharp(marks, { raw: now.info }).png().toBuffer(),
  };
}
