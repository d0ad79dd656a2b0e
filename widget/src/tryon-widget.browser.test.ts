import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { defineTryonWidget } from './define.js';
import type { TryonCompleteEvent } from './events.js';
import { waitUntil } from './testing/wait-until.js';
import { agreedWidget, KEY, pictureFile, readyWidget } from './testing/widget-fixture.js';
import type { TryonWidgetElement } from './tryon-widget.js';

describe('<tryon-widget>', () => {
  it('is accessible as a button and at every step', async () => {
    const { widget, press, reach, find } = await readyWidget();
    await expect(widget).to.be.accessible();
    await press('[part=trigger]');
    // Colours are judged when they have arrived.
    await aTimeout(400);
    await expect(widget).to.be.accessible();
    await press('.agree input');
    await press('form .primary');
    await reach('photo');
    await waitUntil(() => widget.shadowRoot?.querySelector('.model'), 'no stand-ins');
    await aTimeout(200);
    await expect(widget).to.be.accessible();
    find('.model').click();
    await reach('working');
    await expect(widget).to.be.accessible();
    await reach('result');
    await expect(widget).to.be.accessible();
    await press('.erase');
    await expect(widget).to.be.accessible();
    await press('.erase-now');
    await reach('erased');
    await expect(widget).to.be.accessible();
  });

  it('never ticks the consent beforehand, and does not go on without it', async () => {
    const { widget, find, press } = await readyWidget();
    await press('[part=trigger]');
    expect(find<HTMLInputElement>('.agree input').checked).to.equal(false);
    expect(find<HTMLButtonElement>('form .primary').disabled).to.equal(true);
    find<HTMLFormElement>('form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    expect(widget.state?.step).to.equal('consent');
  });

  it('remembers the consent for the visit', async () => {
    const { apiUrl } = await agreedWidget();
    const next = await fixture<HTMLElementTagNameMap['tryon-widget']>(html`
      <tryon-widget
        publishable-key=${KEY}
        api-base=${apiUrl}
        garment-image="${apiUrl}/art/garments/tee-navy.webp"
      ></tryon-widget>
    `);
    await waitUntil(() => next.state !== undefined);
    expect(next.state?.step).to.equal('photo');
  });

  it('goes from the button to the picture by keyboard alone, and gives the focus back', async () => {
    const { widget, find, reach } = await readyWidget();
    find('[part=trigger]').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => widget.shadowRoot?.activeElement?.id === 'title', 'the title was not focused');
    await sendKeys({ press: 'Tab' });
    expect(widget.shadowRoot?.activeElement?.matches('.agree input')).to.equal(true);
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await reach('photo');
    await waitUntil(() => widget.shadowRoot?.querySelector('.model'), 'no stand-ins');
    find('.model').focus();
    await sendKeys({ press: 'Enter' });
    await reach('result');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !find<HTMLDialogElement>('dialog').open, 'Escape did not close');
    expect(widget.shadowRoot?.activeElement).to.equal(find('[part=trigger]'));
  });

  it('starts by itself once a photo is dropped, and says what came of it', async () => {
    const { widget, find, apiUrl } = await agreedWidget();
    const files = new DataTransfer();
    files.items.add(await pictureFile(600, 800));
    const completed = oneEvent(widget, 'tryon-complete') as Promise<TryonCompleteEvent>;
    find('dialog').dispatchEvent(new DragEvent('drop', { dataTransfer: files, cancelable: true }));
    const { detail } = await completed;
    expect(detail.tryon.status).to.equal('completed');
    expect(detail.tryon.consent?.version).to.equal('2026-11');
    expect(detail.product.imageUrl).to.contain(`${apiUrl}/art/garments/tee-navy.webp`);
  });

  it('says so when a photo is too small or no picture, and takes another', async () => {
    const { widget, find, reach } = await agreedWidget();
    widget.start(new File(['no'], 'a.jpg', { type: 'image/jpeg' }));
    await waitUntil(() => find('#fault').textContent?.includes('cannot be opened'));
    widget.start(await pictureFile(100, 900));
    await waitUntil(() => find('#fault').textContent?.includes('too small'));
    widget.start(await pictureFile(300, 400));
    await reach('result');
  });

  it('keeps a photo that was handed over before the consent', async () => {
    const { widget, press, reach } = await readyWidget();
    widget.start(await pictureFile(300, 400));
    await widget.updateComplete;
    expect(widget.state?.step).to.equal('consent');
    await press('.agree input');
    await press('form .primary');
    await reach('result');
  });

  it('works on while it is closed, and says on the button when the picture is ready', async () => {
    const { widget, find, apiUrl } = await agreedWidget('slow');
    widget.start(await pictureFile(300, 400));
    const isMaking = () => widget.state?.step === 'working' && widget.state.stage === 'generating';
    await waitUntil(isMaking, 'not made');
    widget.hide();
    await fetch(`${apiUrl}/test/finish`);
    await waitUntil(() => find('[part=trigger]').textContent?.includes('ready'), 'the button says nothing');
    expect(find('.toast').textContent).to.contain('ready');
    // Colours are judged when they have arrived.
    await aTimeout(400);
    await expect(widget).to.be.accessible();
  });

  it('says so when what is behind the button cannot be fetched, and fetches it at the next press', async () => {
    const { widget, find, press } = await readyWidget();
    const { language } = widget;
    const { complete } = language;
    language.complete = () => Promise.reject(new TypeError('Failed to fetch'));
    const { warn } = console;
    console.warn = () => undefined;
    try {
      find('[part=trigger]').click();
      await waitUntil(() => !find('.note').hidden, 'nothing was said');
      expect(find('.note').textContent).to.contain('press again');
      await expect(widget).to.be.accessible();
    } finally {
      language.complete = complete;
      console.warn = warn;
    }
    await press('[part=trigger]');
    expect(find('.note').hidden).to.equal(true);
    expect(find<HTMLDialogElement>('dialog').open).to.equal(true);
  });

  it('comes back on another page of the visit with what the shopper left running there', async () => {
    const { widget, apiUrl } = await agreedWidget('slow');
    widget.start(await pictureFile(300, 400));
    const isMaking = () => widget.state?.step === 'working' && widget.state.stage === 'generating';
    await waitUntil(isMaking, 'not made');
    widget.remove();
    const next = await fixture<HTMLElementTagNameMap['tryon-widget']>(html`
      <tryon-widget
        publishable-key=${KEY}
        api-base=${apiUrl}
        garment-image="${apiUrl}/art/garments/tee-white-print.webp"
      ></tryon-widget>
    `);
    const isMadeHere = () => next.state?.step === 'working' && next.state.stage === 'generating';
    await waitUntil(isMadeHere, 'it was not taken up');
    await fetch(`${apiUrl}/test/finish`);
    await waitUntil(() => next.state?.step === 'result', 'it did not end');
    const toast = () => next.shadowRoot?.querySelector<HTMLButtonElement>('.toast button');
    await waitUntil(toast, 'nothing was said');
    expect(next.tryon?.status).to.equal('completed');
    toast()?.click();
    await waitUntil(() => next.shadowRoot?.querySelector('dialog[open] tryon-compare'), 'not shown');
    expect(toast()).to.equal(null);
  });

  it('goes back to the photo when it is cancelled', async () => {
    const { widget, press, reach, apiUrl } = await agreedWidget('slow');
    widget.start(await pictureFile(300, 400));
    const isMaking = () => widget.state?.step === 'working' && widget.state.stage === 'generating';
    await waitUntil(isMaking, 'not made');
    await press('.end .button');
    await reach('photo');
    await waitUntil(async () => {
      const calls: string[] = await (await fetch(`${apiUrl}/test/calls`)).json();
      return calls.some((call) => /^POST .*\/cancel$/.test(call));
    }, 'the server was not told');
  });

  it('does not submit what the page forbids', async () => {
    const { widget } = await agreedWidget();
    widget.addEventListener('tryon-submit', (event) => event.preventDefault());
    widget.start(await pictureFile(300, 400));
    await aTimeout(300);
    expect(widget.state?.step).to.equal('photo');
  });

  it('uses the same photo for the next product, without another upload', async () => {
    const { widget, find, reach, press, apiUrl } = await agreedWidget();
    widget.start(await pictureFile(300, 400));
    await reach('result');
    widget.hide();
    await fetch(`${apiUrl}/test/calls`);
    widget.garmentImage = `${apiUrl}/art/garments/tee-white-print.webp`;
    await widget.updateComplete;
    expect(find('[part=trigger]').textContent).not.to.contain('ready');
    widget.show();
    await reach('photo');
    await press('.same');
    await reach('result');
    const calls: string[] = await (await fetch(`${apiUrl}/test/calls`)).json();
    expect(calls).to.include('POST /v1/tryons');
    expect(calls).not.to.include('POST /v1/images');
  });

  it('erases the photo and the picture, and says so', async () => {
    const { widget, press, reach, apiUrl } = await agreedWidget();
    widget.start(await pictureFile(300, 400));
    await reach('result');
    await press('.erase');
    await press('.erase-now');
    await reach('erased');
    const calls: string[] = await (await fetch(`${apiUrl}/test/calls`)).json();
    expect(calls).to.include('POST /v1/erasures');
  });

  it('hands the try-on and the product to the shop for its bag', async () => {
    const { widget, press, reach } = await agreedWidget();
    widget.start(await pictureFile(300, 400));
    await reach('result');
    const added = oneEvent(document, 'tryon-add-to-cart');
    await press('.end .primary');
    expect((await added).detail.tryon.id).to.equal(widget.tryon?.id);
  });

  for (const [outcome, text, button] of [
    ['no_person', 'one person', 'Another photo'],
    ['person_occluded', 'hides', 'Another photo'],
    ['content_moderated', 'cannot be used here', 'Another photo'],
    ['garment_occluded', 'shop’s picture', 'Done'],
    ['unsupported_category', 'cannot be tried on', 'Done'],
    ['provider_timeout', 'try again', 'Try again'],
    ['a_code_of_tomorrow', 'our side', 'Try again'],
  ] as const) {
    it(`says what to do about ${outcome}`, async () => {
      const { widget, find, reach } = await agreedWidget(outcome);
      widget.start(await pictureFile(300, 400));
      await reach('problem');
      expect(find('[part=problem]').textContent).to.contain(text);
      expect(find('.end .primary').textContent?.trim()).to.equal(button);
      await expect(widget).to.be.accessible();
    });
  }

  for (const [what, key] of [
    ['the origin is refused', `pk_test_foreign${'0'.repeat(31)}`],
    ['the key is wrong', 'nonsense'],
  ] as const) {
    it(`shows no button when ${what}, and tells the developer`, async () => {
      defineTryonWidget();
      const said: string[] = [];
      const { warn } = console;
      console.warn = (text: string) => said.push(text);
      try {
        const apiUrl = await (await fetch('/test-api-url')).text();
        const widget = await fixture(
          html`<tryon-widget publishable-key=${key} api-base=${apiUrl} garment-image="/a.jpg"></tryon-widget>`,
        );
        await waitUntil(() => said.length > 0, 'nothing was said');
        expect(said).to.have.lengthOf(1);
        expect(said[0]).to.contain('stays away');
        expect(widget.shadowRoot?.querySelector('button')).to.equal(null);
      } finally {
        console.warn = warn;
      }
    });
  }

  it('comes by itself when the connection is back', async () => {
    defineTryonWidget();
    const { warn } = console;
    const { fetch: send } = window;
    const apiUrl = await (await fetch('/test-api-url')).text();
    console.warn = () => undefined;
    window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    try {
      const widget = await fixture<TryonWidgetElement>(
        html`<tryon-widget publishable-key=${KEY} api-base=${apiUrl} garment-image="/a.jpg"></tryon-widget>`,
      );
      await waitUntil(() => widget.blockedBy, 'it was not noticed');
      window.fetch = send;
      window.dispatchEvent(new Event('online'));
      await waitUntil(() => widget.state, 'never ready');
    } finally {
      window.fetch = send;
      console.warn = warn;
    }
  });

  it('leaves no inline style in its markup, which a strict policy would refuse', async () => {
    const { widget, reach } = await agreedWidget();
    widget.start(await pictureFile(300, 400));
    await reach('result');
    // The slider's position is set through the CSSOM, which a policy allows, and shows as an attribute.
    const styled = widget.shadowRoot?.querySelectorAll('style, [style]:not(tryon-compare)') ?? [];
    expect([...styled].map(({ localName }) => localName)).to.deep.equal([]);
  });
});
