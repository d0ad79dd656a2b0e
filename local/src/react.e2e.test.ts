import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { demoKeys } from './demo.js';
import type { Place } from './testing/launcher.js';
import { runningShop } from './testing/running-shop.js';

const BINDINGS = fileURLToPath(new URL('../../react-bindings/', import.meta.url));
const RESULT_TIMEOUT_MS = 45_000;

/** The bindings have React 19; this room has 18, for this test. */
const REACTS = { 18: createRequire(import.meta.url), 19: createRequire(BINDINGS) };

/** A shop's own page, as its developer would write it, under StrictMode and with a new callback on every render. */
const PAGE = `
  import { StrictMode, useState, version } from 'react';
  import { TryOnWidget, useTryOn } from '@tryon/react';
  function Fitting({ publishableKey, apiBase, garment }) {
    const { status, result, submit } = useTryOn({ publishableKey, apiBase });
    return <section>
      <button onClick={() => submit('img_sandbox_amara', garment)}>Fit</button>
      <output>{status}</output>
      {result && <img alt="fitted" src={result.output[0].url} />}
    </section>;
  }
  export function Page(settings) {
    const [renders, setRenders] = useState(0);
    return <StrictMode>
      <p>React {version}</p>
      <button onClick={() => setRenders(renders + 1)}>Render {renders}</button>
      <Fitting {...settings} />
      <TryOnWidget publishableKey={settings.publishableKey} apiBase={settings.apiBase} garmentImage={settings.garment}
        onOpen={() => { window.opened = [...(window.opened ?? []), renders]; }} />
    </StrictMode>;
  }
`;

const IN_BROWSER = `
  import { hydrateRoot } from 'react-dom/client';
  ${PAGE}
  // Counts who listens to the element, to see that a new callback does not listen anew.
  window.listens = 0;
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (type === 'tryon-open') window.listens += 1;
    return addEventListener.call(this, type, ...rest);
  };
  hydrateRoot(document.getElementById('root'), <Page {...window.settings} />);
`;

const ON_SERVER = `
  import { renderToString } from 'react-dom/server';
  ${PAGE}
  export const render = (settings) => renderToString(<Page {...settings} />);
`;

async function bundle(contents: string, react: NodeJS.Require, options: object): Promise<string> {
  const folderOf = (name: string) => dirname(react.resolve(`${name}/package.json`));
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: BINDINGS, loader: 'tsx' },
    alias: { react: folderOf('react'), 'react-dom': folderOf('react-dom') },
    bundle: true,
    jsx: 'automatic',
    write: false,
    define: { 'process.env.NODE_ENV': '"development"' },
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

let at: Place;
let browser: Browser;

describe('in a React page under StrictMode', () => {
  before(async () => {
    ({ at, browser } = await runningShop());
  });

  for (const [version, react] of Object.entries(REACTS)) {
    test(`React ${version}: a server's page wakes up, the hook submits once, the newest callback is called once`, async () => {
      const settings = {
        publishableKey: demoKeys().publishableKey,
        apiBase: at.apiUrl,
        garment: `${at.sandboxUrl}/art/garments/tee-navy.webp`,
      };
      const server = await bundle(ON_SERVER, react, { platform: 'node', format: 'cjs' });
      const module = { exports: {} as { render(settings: object): string } };
      new Function('module', 'require', server)(module, react);
      const html = module.exports.render(settings);
      assert.match(html, new RegExp(`React (<!-- -->)?${version}\\..*<output>idle</output>.*<tryon-widget>`));

      const page = await browser.newPage({ reducedMotion: 'reduce' });
      const faults: string[] = [];
      const submits: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      // React tells of a page that did not hydrate here.
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/v1/tryons')) submits.push(request.url());
      });
      // A page that really comes from the shop: Chromium keeps made-up ones away from this machine's addresses.
      await page.goto(`${at.sandboxUrl}/privacy`);
      await page.evaluate(
        (given) => {
          Object.assign(window, { settings: given.settings });
          document.body.innerHTML = `<div id="root">${given.html}</div>`;
        },
        { settings, html },
      );
      await page.evaluate(await bundle(IN_BROWSER, react, { format: 'iife' }));

      await page.getByRole('button', { name: 'Fit' }).click();
      await page.getByAltText('fitted').waitFor({ timeout: RESULT_TIMEOUT_MS });
      assert.equal(await page.locator('output').textContent(), 'completed');
      assert.equal(submits.length, 1);

      const listened = await page.evaluate('window.listens');
      await page.getByRole('button', { name: 'Render' }).click();
      await page.getByRole('button', { name: 'Render' }).click();
      assert.equal(await page.evaluate('window.listens'), listened);
      await page.getByRole('button', { name: 'Try it on' }).click();
      await page.getByRole('dialog').waitFor();
      assert.deepEqual(await page.evaluate('window.opened'), [2]);
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
});
