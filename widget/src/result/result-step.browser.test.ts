import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TryonAddToCartEvent } from '../events.js';
import type { Product } from '../product/product.js';
import { waitUntil } from '../testing/wait-until.js';
import { agreedWidget, type Opened, pictureFile } from '../testing/widget-fixture.js';
import { nextOf } from './next-pieces.js';

interface Shown extends Opened {
  readonly calls: () => Promise<readonly string[]>;
  text(selector: string): string;
  /** Presses the button of a name, wherever in the dialog it is. */
  pressNamed(name: string): Promise<void>;
}

/** A dialog that shows the picture of a tee, with trousers and a dress to try on next. */
async function shownResult(outcome = 'completed'): Promise<Shown> {
  const opened = await agreedWidget(outcome);
  const { widget, apiUrl } = opened;
  widget.category = 'tops';
  const piece = (title: string, file: string, category: Product['category']): Product => ({
    imageUrl: `${apiUrl}/art/garments/${file}.webp`,
    title,
    source: 'attributes',
    score: 1,
    url: `/products/${file}`,
    ...(category && { category }),
  });
  widget.nextProducts = [
    piece('Jeans', 'jeans-blue', 'bottoms'),
    piece('Dress', 'dress-floral', 'one-pieces'),
  ];
  widget.start(await pictureFile(600, 800));
  await opened.reach('result');
  await fetch(`${apiUrl}/test/calls`);
  return {
    ...opened,
    calls: async () => (await fetch(`${apiUrl}/test/calls`)).json(),
    text: (selector) => widget.shadowRoot?.querySelector(selector)?.textContent?.trim() ?? '',
    async pressNamed(name) {
      const roots = () => [
        widget.shadowRoot,
        ...[...(widget.shadowRoot?.querySelectorAll('*') ?? [])].map(({ shadowRoot }) => shadowRoot),
      ];
      const find = () =>
        roots()
          .flatMap((root) => [...(root?.querySelectorAll('button') ?? [])])
          .find((button) => (button.ariaLabel ?? button.textContent?.trim()) === name);
      await waitUntil(find, `no button “${name}”`);
      find()?.click();
      await widget.updateComplete;
    },
  };
}

describe('the result', () => {
  it('is accessible with all that can be on it', async () => {
    const { widget, press, pressNamed, reach } = await shownResult('completed&samples=3');
    await press('.thumb.down');
    await expect(widget).to.be.accessible();
    await pressNamed('Add to look: Jeans');
    await reach('result');
    await waitUntil(() => widget.shadowRoot?.querySelector('tryon-history')?.shadowRoot, 'no history');
    await expect(widget).to.be.accessible();
    await pressNamed('Side by side');
    await waitUntil(() => widget.shadowRoot?.querySelector('tryon-pair')?.shadowRoot, 'no pair');
    await expect(widget).to.be.accessible();
  });

  it('lets one of several pictures be chosen', async () => {
    const { widget, pressNamed } = await shownResult('completed&samples=3');
    await pressNamed('Picture 2 of 3');
    const pressed = [...(widget.shadowRoot?.querySelectorAll('.choice') ?? [])].map((one) => one.ariaPressed);
    expect(pressed).to.deep.equal(['false', 'true', 'false']);
  });

  it('puts the next piece on the same photo at one press, and keeps what was before', async () => {
    const { widget, reach, pressNamed, calls } = await shownResult();
    const first = widget.tryon?.id;
    await pressNamed('Try on Dress');
    await reach('result');
    expect(widget.tryon?.garment_image).to.be.a('string');
    expect(widget.tryon?.id).not.to.equal(first);
    expect((await calls()).filter((call) => call === 'POST /v1/images')).to.deep.equal([]);
    await waitUntil(() => widget.shadowRoot?.querySelector('tryon-history')?.shadowRoot, 'no history');
    await pressNamed('Show this piece');
    await waitUntil(() => widget.tryon?.id === first, 'the earlier picture did not come back');
  });

  it('puts trousers under a top on the same picture, and takes them off again', async () => {
    const { widget, find, reach, pressNamed } = await shownResult();
    const top = widget.tryon?.id;
    // A dress takes the place of both.
    expect(widget.shadowRoot?.querySelector('[aria-label="Add to look: Dress"]')).to.equal(null);
    await pressNamed('Add to look: Jeans');
    await reach('result');
    expect(widget.tryon?.based_on).to.equal(top);
    expect(find('.look').querySelectorAll('img')).to.have.lengthOf(2);
    await pressNamed('Take off Jeans');
    await waitUntil(() => widget.tryon?.id === top, 'the trousers stayed on');
  });

  it('takes a rating, asks why it is a bad one, and lets it be changed, by keys alone', async () => {
    const { widget, find, calls, text } = await shownResult();
    find('.thumb.down').focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    await waitUntil(() => widget.tryon?.rating?.reason === 'wrong_fit', 'no reason arrived');
    expect(text('.rating [role=status]')).to.contain('noted');
    find('.thumb.up').click();
    await waitUntil(() => widget.tryon?.rating?.rating === 'up', 'it was not changed');
    expect((await calls()).filter((call) => call.endsWith('/rating'))).to.have.lengthOf(3);
  });

  it('asks before it deletes, gives a receipt, and offers it again when it fails', async () => {
    const { widget, find, press, reach, text } = await shownResult('kept');
    await press('.erase');
    expect(text('h2')).to.contain('Delete your photo now?');
    await pressKeep();
    await press('.erase');
    await press('.erase-now');
    await waitUntil(() => text('.problem-text').includes('could not be deleted'), 'nothing was said');
    expect(widget.state?.step).to.equal('result');
    await press('.erase-now');
    await reach('erased');
    await waitUntil(() => find('tryon-receipt').shadowRoot?.textContent?.includes('ers_'), 'no receipt');

    async function pressKeep() {
      find<HTMLButtonElement>('.end .button:not(.primary)').click();
      await widget.updateComplete;
      expect(text('h2')).to.equal('Here you are');
    }
  });
});

describe('what comes next', () => {
  const kinds = ['tops', 'bottoms'];
  const tee: Product = {
    imageUrl: `${location.origin}/tee.jpg`,
    category: 'tops',
    source: 'json-ld',
    score: 1,
  };

  it('is the page’s piece and those the shop names, each once, of the kinds that can be tried on', () => {
    const named = ['/tee.jpg', '/jeans.jpg', '/jeans.jpg'].map((imageUrl) => ({ imageUrl, title: imageUrl }));
    const dress = { imageUrl: '/dress.jpg', category: 'one-pieces' } as const;
    const next = nextOf(undefined, [...named, dress], tee, kinds);
    expect(next.map(({ imageUrl }) => imageUrl)).to.deep.equal([`${location.origin}/jeans.jpg`]);
    expect(nextOf(tee, [], next[0], kinds)).to.deep.equal([tee]);
  });

  it('is not more than a row', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ imageUrl: `/p${index}.jpg` }));
    expect(nextOf(tee, many, tee, kinds)).to.have.lengthOf(8);
  });
});

describe('“add to bag”', () => {
  const answer = async (handle: (event: TryonAddToCartEvent) => void): Promise<Shown> => {
    const shown = await shownResult();
    shown.widget.addEventListener('tryon-add-to-cart', handle, { once: true });
    await shown.press('.end .primary');
    return shown;
  };

  it('believes a page that fills its bag itself', async () => {
    const { text } = await answer((event) => event.preventDefault());
    await waitUntil(() => text('.end .primary') === 'Added to your bag');
  });

  it('waits for a page that says how it went', async () => {
    let settle: (() => void) | undefined;
    const { text } = await answer((event) =>
      event.respondWith(new Promise<void>((resolve) => (settle = resolve))),
    );
    expect(text('.end .primary')).to.equal('Adding …');
    settle?.();
    await waitUntil(() => text('.end .primary') === 'Added to your bag');
    const failed = await answer((event) => event.respondWith(Promise.reject(new Error('sold out'))));
    await waitUntil(() => failed.text('.problem-text').includes('did not take it'));
  });

  it('presses the page’s own button where the shop’s bag is unknown, and makes way for it', async () => {
    const form = document.createElement('form');
    form.action = '/cart';
    form.append(document.createElement('button'));
    let isPressed = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      isPressed = true;
    });
    document.body.append(form);
    try {
      const { find } = await answer(() => undefined);
      await waitUntil(() => isPressed, 'the button was not pressed');
      expect(find<HTMLDialogElement>('dialog').open).to.equal(false);
    } finally {
      form.remove();
    }
  });

  it('does not claim what it cannot know', async () => {
    const { text } = await answer(() => undefined);
    await waitUntil(() => text('.problem-text').includes('add it on the page'));
    expect(text('.end .primary')).to.equal('Add to bag');
  });

  it('shows the way to a piece that this page does not sell', async () => {
    const { find, press, pressNamed, reach, text } = await shownResult();
    await pressNamed('Try on Dress');
    await reach('result');
    await press('.end .primary');
    await waitUntil(() => text('.end a.primary') !== '', 'no link');
    expect(find('.end a.primary').getAttribute('href')).to.equal('/products/dress-floral');
  });
});
