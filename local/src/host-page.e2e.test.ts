import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './browser.js';
import { measurePairs, type PairedMetrics } from './testing/host-metrics.js';

/** Enough to see what a visitor would; `node scripts/host-metrics.mjs` measures thirty. */
const PAIRS = 3;
/** Pairs of each sample, as far as needed. */
const SAMPLES = [PAIRS, 2 * PAIRS, 3 * PAIRS];
/** What two runs of the same page differ by on a busy machine; a tag that is felt costs more. */
const LCP_SLACK_MS = 150;
const TBT_SLACK_MS = 200;
/** What the page alone takes to its largest picture where nothing else runs; what takes longer is a slower machine. */
const CALM_LCP_MS = 400;
const CLS_SLACK = 0.001;

const rise = (metrics: PairedMetrics, name: 'lcp' | 'tbt' | 'cls') =>
  metrics.with[name] - metrics.without[name];

describe('a shop’s page', { concurrency: 1 }, () => {
  let browser: Browser;

  before(async () => {
    const { executablePath, args, env } = await findBrowser();
    browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  });

  after(async () => {
    await browser?.close();
  });

  test('paints, answers and stays where it is as without the tag', async (t) => {
    const felt: string[] = [];
    // A machine that was busy during one sample is calm in another; a tag that costs something does so in each.
    for (const pairs of SAMPLES) {
      const metrics = await measurePairs(browser, pairs);
      t.diagnostic(JSON.stringify(metrics));
      assert.equal(metrics.buttons, pairs, 'the button did not come: nothing was measured');
      const slower = Math.max(1, metrics.without.lcp / CALM_LCP_MS);
      const isFelt =
        rise(metrics, 'lcp') >= LCP_SLACK_MS * slower ||
        rise(metrics, 'tbt') >= TBT_SLACK_MS * slower ||
        rise(metrics, 'cls') >= CLS_SLACK;
      if (!isFelt) return;
      felt.push(JSON.stringify(metrics));
    }
    assert.fail(`felt in every sample: ${felt.join(' ')}`);
  });

  test('is seen to suffer from a tag that blocks it and pushes it down', async () => {
    // Once before the first paint, which is what delays it, and once after: only that counts as blocking.
    const bad = `<script>const block = () => { for (let rest = performance.now() + 300; performance.now() < rest; ); };
      block();
      addEventListener('load', () => setTimeout(() => {
        block();
        document.body.prepend(Object.assign(document.createElement('div'), { style: 'height: 200px' }));
      }, 300));</script>`;
    const seen: string[] = [];
    // As above: a machine that is busy while the page is alone hides what the tag costs.
    for (const pairs of [1, ...SAMPLES]) {
      const metrics = await measurePairs(browser, pairs, () => bad);
      const isFelt =
        rise(metrics, 'lcp') > LCP_SLACK_MS &&
        rise(metrics, 'tbt') > TBT_SLACK_MS &&
        rise(metrics, 'cls') > CLS_SLACK;
      if (isFelt) return;
      seen.push(JSON.stringify(metrics));
    }
    assert.fail(`not felt in any sample: ${seen.join(' ')}`);
  });
});
