// The screens beside the way: each is gone to once, over an API that always answers the same.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const GARMENT = fileURLToPath(new URL('../../sandbox/art/garments/tee-navy.webp', import.meta.url));
/** The code's address, which the test's own API has at another port each time. */
const PHONE_URL =
  'https://tryon.example/handover/pho_00000000000000000000000001#phs_00000000000000000000000000';

/** @typedef {import('./screens.mjs').Shot} Shot */

/** @param {import('playwright-core').Page} page @param {string} apiUrl @param {Shot} shot */
export async function walkAside(page, apiUrl, shot) {
  const at = (selector) => page.locator(`tryon-widget ${selector}`);
  const press = (selector) => at(selector).first().click();
  const set = (properties) =>
    page.evaluate((given) => Object.assign(document.querySelector('tryon-widget'), given), properties);
  const picture = (name, outcome) => `${apiUrl}/art/garments/${name}.webp?outcome=${outcome}`;
  const wear = (name, title, category, more) =>
    set({
      garmentImage: '',
      product: {
        imageUrl: picture(name, 'completed'),
        title,
        category,
        source: 'json-ld',
        score: 0.9,
        ...more,
      },
    });
  const step = (name) =>
    page.waitForFunction((wanted) => document.querySelector('tryon-widget').state.step === wanted, name);

  await page.route('**/v1/photo-handovers', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...(await response.json()), url: PHONE_URL } });
  });
  await at('[part=trigger]').waitFor();
  // What the page sells is looked for once; from then on it is what we say.
  await page.evaluate(() => window.TryOn('inspect'));
  // The tag looks at the page once more when it has settled, and would take back what was said before.
  for (let tries = 1; ; tries++) {
    await wear('tee-navy', 'Boxy tee, navy', 'tops');
    try {
      await at('[part=trigger]').first().click({ timeout: 4000 });
      break;
    } catch (error) {
      if (error.name !== 'TimeoutError' || tries === 5) throw error;
    }
  }
  await at('.agree input').check();
  await press('form .primary');
  await at('.models img').first().waitFor();

  await press('.row button');
  await at('.shutter:enabled').waitFor();
  // The test's camera shows a clock.
  await page.evaluate(() => {
    const camera = document.querySelector('tryon-widget').shadowRoot.querySelector('tryon-camera');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('video, img { visibility: hidden }');
    camera.shadowRoot.adoptedStyleSheets.push(sheet);
    camera.secondMs = 1;
  });
  await shot('camera');
  await press('.shutter');
  await at('.pill.use').waitFor();
  await shot('camera-taken');
  await press('.end .button');
  await press('.row button:last-child');
  await at('tryon-handover svg, tryon-handover img, tryon-handover canvas').first().waitFor();
  await shot('phone');
  await press('.end .button');
  await at('input[type=file]').setInputFiles(GARMENT);
  await at('.way-check #title').waitFor();
  await shot('doubt-photo');
  await press('.body .primary');
  await at('.models img').first().waitFor();

  await wear('shirt-oxford-blue', 'Oxford shirt', 'tops', { sure: false });
  await press('.model');
  await at('.way-product #title').waitFor();
  await shot('doubt-piece');
  await press('.body .primary');
  await step('result');
  await press('.head .close');

  await wear('jeans-blue', 'Straight jeans', 'bottoms');
  await set({
    nextProducts: [
      { imageUrl: picture('tee-navy', 'completed'), title: 'Boxy tee, navy', category: 'tops' },
      { imageUrl: picture('dress-floral', 'completed'), title: 'Floral dress', category: 'one-pieces' },
    ],
  });
  await press('[part=trigger]');
  await press('.same');
  await step('result');
  await press('.strip .small');
  await page.waitForFunction(() => document.querySelector('tryon-widget').state.step === 'working');
  await step('result');
  await at('.look').waitFor();
  await at('tryon-history .strip img').first().waitFor();
  await shot('look');
  await shot('history', 'tryon-history');
  await press('tryon-history .head .small');
  await at('tryon-pair figcaption').first().waitFor();
  await shot('side-by-side');
  await press('tryon-history .head .small');
  await press('tryon-compare .tools button');
  await at('tryon-compare dialog .leave').waitFor();
  await shot('full');
  await press('tryon-compare dialog .leave');

  await press('.tools .tool:last-child');
  await at('.models img').first().waitFor();
  await wear('tee-navy', 'Boxy tee, navy', 'tops');
  await set({ garmentImage: picture('tee-navy', 'slow') });
  await shot('photo-again');
  await page.context().setOffline(true);
  await press('.model');
  await page.waitForFunction(() => document.querySelector('tryon-widget').state.isOffline);
  await shot('offline');
  await page.context().setOffline(false);
  await press('.head .close');
  await fetch(`${apiUrl}/test/finish`);
  await at('.toast-open').waitFor();
  await shot('toast');
  await page.unroute('**/v1/photo-handovers');
}

/** The page on the phone. @param {import('playwright-core').Page} page @param {string} hostUrl @param {Shot} shot */
export async function walkPhone(page, hostUrl, shot) {
  const at = (selector) => page.locator(`tryon-phone-page ${selector}`);
  const answer = {
    merchant_name: 'Test shop',
    theme: 'auto',
    locale: 'en',
    agreed: false,
    consent: {
      version: '2026-11',
      text: null,
      photo_retention_hours: 24,
      privacy_url: 'https://shop.example/privacy',
    },
  };
  await page.route('**/v1/photo-handovers/*/page', (route) => route.fulfill({ json: answer }));
  await page.route('**/v1/photo-handovers/*/photo', (route) => route.fulfill({ json: {} }));
  await page.goto(`${hostUrl}/handover/pho_1#phs_1`);
  await at('input[type=file]').first().waitFor({ state: 'attached' });
  await shot('handover');
  await at('input[type=file]')
    .first()
    .setInputFiles({ name: 'photo.webp', mimeType: 'image/webp', buffer: await readFile(GARMENT) });
  await at('.photo').waitFor();
  await shot('handover-look');
  await at('.agree input').check();
  await at('.primary').click();
  await at('.tick').waitFor();
  await shot('handover-sent');
  await page.route('**/v1/photo-handovers/*/page', (route) =>
    route.fulfill({ status: 410, json: { code: 'handover_expired' } }),
  );
  await page.reload();
  await at('[role=alert]').waitFor();
  await shot('handover-over');
}
