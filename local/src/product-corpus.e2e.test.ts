import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from './browser.js';
import { openTab, TAG } from './testing/shop-page.js';

interface Answer {
  readonly imageUrl: string | readonly string[];
  readonly [name: string]: unknown;
}
interface Step {
  readonly click?: string;
  readonly select?: readonly [selector: string, value: string];
  readonly waitMs?: number;
  readonly answer: Answer | null;
}
interface Case {
  readonly about: string;
  readonly path: string;
  /** What else the shop serves: path to JSON. */
  readonly files: Readonly<Record<string, unknown>>;
  readonly answer: Answer | null;
  readonly refusal?: string;
  readonly steps?: readonly Step[];
}

const CORPUS = fileURLToPath(new URL('../../widget/corpus/', import.meta.url));
const PATIENCE_MS = 6000;
const TABS = 4;
type Tab = Awaited<ReturnType<typeof openTab>>;
let browser: Browser;

interface Outcome {
  readonly product: Answer | null;
  readonly refusal: string | undefined;
}

/** What the widget on the page offers, and why not if it offers nothing. */
const outcomeOf = (page: Page): Promise<Outcome> =>
  page.evaluate(async () => {
    const { TryOn } = window as unknown as { TryOn(name: string): Promise<{ refusal?: string } | undefined> };
    const inspection = await TryOn('inspect');
    const widget = document.querySelector('tryon-widget') as unknown as { product?: Answer } | null;
    return { product: widget?.product ?? null, refusal: inspection?.refusal };
  });

function faultsOf({ product }: Outcome, expected: Answer | null): string[] {
  if (expected === null) return product === null ? [] : [`found ${product.imageUrl}, where there is nothing`];
  if (product === null) return ['found nothing'];
  return Object.entries(expected).flatMap(([name, value]) => {
    const actual = name === 'sure' ? product['sure'] !== false : product[name];
    const isRight = Array.isArray(value) ? value.includes(actual) : actual === value;
    return isRight ? [] : [`${name}: ${JSON.stringify(actual)} instead of ${JSON.stringify(value)}`];
  });
}

/**
 * Waits for the right answer. A wrong picture that is sure of itself fails at once, however soon it would be mended;
 * only the answer of the step before may still stand.
 */
async function expectAnswer(
  page: Page,
  expected: Answer | null,
  what: string,
  before?: Answer | null,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let faults: string[];
  do {
    const outcome = await outcomeOf(page);
    faults = faultsOf(outcome, expected);
    if (faults.length === 0) return;
    const { product } = outcome;
    const allowed = [expected, before].flatMap((one) => one?.imageUrl ?? []);
    if (product && product['sure'] !== false && !allowed.includes(String(product.imageUrl))) break;
    await page.waitForTimeout(100);
  } while (Date.now() < deadline);
  assert.fail(`${what}: ${faults.join('; ')}`);
}

async function check(open: Tab, name: string): Promise<void> {
  const html = readFileSync(`${CORPUS}${name}.html`, 'utf8');
  const one = JSON.parse(readFileSync(`${CORPUS}${name}.json`, 'utf8')) as Case;
  const page = await open(
    html.replace('<body', () => `${TAG}<body`),
    one,
  );
  const errors: string[] = [];
  const note = (error: Error) => errors.push(String(error));
  page.on('pageerror', note);
  try {
    await expectAnswer(page, one.answer, one.about);
    if (one.refusal) assert.equal((await outcomeOf(page)).refusal, one.refusal);
    let before = one.answer;
    for (const { click, select, waitMs, answer: expected } of one.steps ?? []) {
      if (waitMs) await page.waitForTimeout(waitMs);
      if (click) await page.click(click);
      if (select) await page.selectOption(...select);
      // What must not change is looked at when a change would have come.
      if (waitMs) await page.waitForTimeout(600);
      await expectAnswer(page, expected, `after ${click ?? select?.join(' = ')}`, before);
      before = expected;
    }
    assert.deepEqual(errors, []);
  } finally {
    page.off('pageerror', note);
  }
}

describe('the product is found, or doubted aloud, on', { concurrency: TABS }, () => {
  /** Those that no page is open in. */
  const tabs: Tab[] = [];

  before(async () => {
    const { executablePath, args, env } = await findBrowser();
    browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    for (let tab = 0; tab < TABS; tab++) tabs.push(await openTab(context));
  });

  after(async () => {
    await browser?.close();
  });

  const names = readdirSync(CORPUS).flatMap((file) =>
    file.endsWith('.html') ? [file.replace('.html', '')] : [],
  );
  for (const name of names) {
    test(name, async () => {
      const tab = tabs.pop();
      assert.ok(tab, 'there are as many tabs as tests at a time');
      await check(tab, name).finally(() => tabs.push(tab));
    });
  }
});
