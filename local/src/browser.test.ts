import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.js';

async function titleIn(options: Parameters<typeof findBrowser>[0]): Promise<string> {
  const { executablePath, args, env } = await findBrowser(options);
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  try {
    const page = await browser.newPage();
    await page.goto('data:text/html,<title>Hello</title><p>shop</p>');
    return await page.title();
  } finally {
    await browser.close();
  }
}

test('finds a Chromium that opens a page', async () => {
  assert.equal(await titleIn({}), 'Hello');
});

test('brings its own Chromium where none is installed', { skip: !bundledRunsHere() }, async () => {
  const found = await findBrowser({ chromePath: '', candidates: [] });
  assert.match(found.source, /@sparticuz/);
  assert.equal(await titleIn({ chromePath: '', candidates: [] }), 'Hello');
});

test('leaves the same-origin rules on', async () => {
  const { args } = await findBrowser();
  assert.ok(!args.includes('--disable-web-security'));
});

test('names the variable when CHROME_PATH cannot be run', async () => {
  await assert.rejects(findBrowser({ chromePath: '/nowhere/chrome' }), {
    code: 'no_browser',
    message: /CHROME_PATH=\/nowhere\/chrome/,
  });
});

function bundledRunsHere(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}
