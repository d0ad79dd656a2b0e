// A shopper's way through every screen, over an API that always answers the same. At each screen `shot` is called.

/** @typedef {(screen: string, inView?: string) => Promise<void>} Shot of a screen, scrolled to a selector's first match */

/** @param {import('playwright-core').Page} page @param {string} apiUrl @param {Shot} shot */
export async function walk(page, apiUrl, shot) {
  const at = (selector) => page.locator(`tryon-widget ${selector}`);
  const press = (selector) => at(selector).first().click();
  const product = (outcome) =>
    page.evaluate(
      ([url]) => document.querySelector('tryon-widget').setAttribute('garment-image', url),
      [`${apiUrl}/art/garments/tee-navy.webp?outcome=${outcome}`],
    );
  const choose = (selector) => at(selector).first().waitFor();

  await choose('[part=trigger]');
  await shot('button');
  await press('[part=trigger]');
  await choose('.agree');
  await shot('consent');
  await at('.agree input').check();
  await press('form .primary');
  await choose('.models img');
  await shot('photo');
  await product('slow');
  await press('.model');
  await choose('[part=progress]');
  await page.waitForFunction(() => document.querySelector('tryon-widget').state.percent === 60);
  await shot('working');
  await page.evaluate((url) => fetch(`${url}/test/finish`), apiUrl);
  await choose('tryon-compare');
  await shot('result');
  await press('.thumb.down');
  await choose('.chip');
  await shot('rating', '.chip');
  await press('.erase');
  await choose('.erase-now');
  await shot('delete');
  await press('.erase-now');
  await page.waitForFunction(() => document.querySelector('tryon-widget').state.step === 'erased');
  await shot('receipt');
  await press('.close');
  // Deleting takes the consent back, too.
  await product('no_person');
  await press('[part=trigger]');
  await at('.agree input').check();
  await press('form .primary');
  await choose('.models img');
  await press('.model');
  await page.waitForFunction(() => document.querySelector('tryon-widget').state.step === 'problem');
  await shot('problem');
}
