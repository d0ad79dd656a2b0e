import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './browser.js';
import { demoKeys } from './demo.js';
import { type Launcher, launch, type Place, place } from './testing/launcher.js';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const RESULT_TIMEOUT_MS = 45_000;

/** A shop's own page, as its developer would write it, under StrictMode and with a new callback on every render. */
const PAGE = `
  import { StrictMode, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  import { TryOnWidget, useTryOn } from '@tryon/react';
  const { publishableKey, apiBase, garment } = window.test;
  function Fitting() {
    const { status, tryon, submit } = useTryOn({ publishableKey, apiBase });
    return <section>
      <button onClick={() => submit('img_sandbox_amara', garment)}>Fit</button>
      <output>{status}</output>
      {tryon && <img alt="fitted" src={tryon.output[0].url} />}
    </section>;
  }
  function Page() {
    const [renders, setRenders] = useState(0);
    return <>
      <button onClick={() => setRenders(renders + 1)}>Render {renders}</button>
      <Fitting />
      <TryOnWidget publishableKey={publishableKey} apiBase={apiBase} garmentImage={garment}
        onOpen={() => { window.opened = [...(window.opened ?? []), renders]; }} />
    </>;
  }
  createRoot(document.getElementById('root')).render(<StrictMode><Page /></StrictMode>);
`;

let at: Place;
let launcher: Launcher;
let browser: Browser;
const cleanUps: (() => void)[] = [];

describe('in a React page under StrictMode', () => {
  before(async () => {
    at = await place({ after: (cleanUp) => cleanUps.push(cleanUp) });
    launcher = launch(at);
    const found = await findBrowser();
    browser = await chromium.launch({ ...found, env: { ...process.env, ...found.env } });
    await launcher.untilPrinted('ready (');
  });

  after(async () => {
    await browser?.close();
    await launcher?.interrupt();
    for (const cleanUp of cleanUps) cleanUp();
  });

  test('the hook submits once, and the component calls the newest callback once', async () => {
    const { outputFiles } = await build({
      stdin: { contents: PAGE, resolveDir: `${REPOSITORY}react-bindings`, loader: 'tsx' },
      bundle: true,
      format: 'iife',
      jsx: 'automatic',
      write: false,
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    const page = await browser.newPage();
    const faults: string[] = [];
    const submits: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/v1/tryons')) submits.push(request.url());
    });
    // On the shop's origin, since that is what the key allows.
    const test = {
      publishableKey: demoKeys().publishableKey,
      apiBase: at.apiUrl,
      garment: `${at.sandboxUrl}/art/garments/tee-navy.webp`,
    };
    // A page that really comes from the shop: Chromium keeps made-up ones away from this machine's addresses.
    await page.goto(`${at.sandboxUrl}/privacy`);
    await page.evaluate((value) => {
      Object.assign(window, { test: value });
      const root = document.createElement('div');
      root.id = 'root';
      document.body.replaceChildren(root);
    }, test);
    await page.evaluate(outputFiles[0]?.text ?? '');

    await page.getByRole('button', { name: 'Fit' }).click();
    await page.getByAltText('fitted').waitFor({ timeout: RESULT_TIMEOUT_MS });
    assert.equal(await page.locator('output').textContent(), 'completed');
    assert.equal(submits.length, 1);

    await page.getByRole('button', { name: 'Render' }).click();
    await page.getByRole('button', { name: 'Render' }).click();
    await page.getByRole('button', { name: 'Try it on' }).click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await page.evaluate('window.opened'), [2]);
    assert.deepEqual(faults, []);
  });
});
