import { expect, fixture, html } from '@open-wc/testing';
import { en } from '../locales/en.js';
import { createSay } from '../localize.js';
import { defineLater } from './later-parts.js';
import type { TryonReceiptElement } from './receipt.js';

const RECEIPT = {
  id: 'ers_01k0x2m9v3q8r7s6t5p4n3m2k1',
  erased_at: '2026-11-21T09:35:00.000Z',
  tryons: 2,
  photos: 1,
  pictures: 2,
  provider_copies: 'none',
} as const;

async function receipt(locale = 'en'): Promise<TryonReceiptElement> {
  await defineLater('receipt');
  return fixture(html`
    <tryon-receipt .receipt=${RECEIPT} .say=${createSay({}, en)} .locale=${locale}></tryon-receipt>
  `);
}

/** What is put on the clipboard while something runs. */
async function withClipboard(
  writeText: (text: string) => Promise<void>,
  run: () => Promise<void>,
): Promise<void> {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  try {
    await run();
  } finally {
    Reflect.deleteProperty(navigator, 'clipboard');
  }
}

const press = async (element: TryonReceiptElement, name: string) => {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  buttons.find((button) => button.textContent?.includes(name))?.click();
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
};

describe('<tryon-receipt>', () => {
  it('is accessible, and says what was erased and when, as the shopper’s country writes it', async () => {
    const element = await receipt('de-DE');
    await expect(element).to.be.accessible();
    const text = element.shadowRoot?.querySelector('dl')?.textContent ?? '';
    for (const part of [
      RECEIPT.id,
      '21. November 2026',
      '1 photo',
      '2 pictures made of you',
      'There are none',
    ]) {
      expect(text).to.contain(part);
    }
  });

  it('can be copied, and says so', async () => {
    const element = await receipt();
    const copied: string[] = [];
    await withClipboard(
      async (text) => void copied.push(text),
      () => press(element, 'Copy'),
    );
    expect(copied[0]?.split('\n')[1]).to.equal(`Number: ${RECEIPT.id}`);
    expect(element.shadowRoot?.querySelector('[role=status]')?.textContent).to.equal('Copied');
  });

  it('is saved as text, also where the page forbids copying', async () => {
    const element = await receipt();
    const names: string[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      names.push(this.download);
    };
    try {
      await press(element, 'Save');
      await withClipboard(
        () => Promise.reject(new DOMException('no', 'NotAllowedError')),
        () => press(element, 'Copy'),
      );
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(names).to.deep.equal([`try-on-${RECEIPT.id}.txt`, `try-on-${RECEIPT.id}.txt`]);
  });
});
