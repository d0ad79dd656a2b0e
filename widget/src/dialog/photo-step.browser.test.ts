import { aTimeout, expect } from '@open-wc/testing';
import { lastPhoto } from '../photo/last-photo.js';
import { waitUntil } from '../testing/wait-until.js';
import { agreedWidget, pictureFile } from '../testing/widget-fixture.js';

describe('the choice of a photo', () => {
  beforeEach(() => lastPhoto.forget());
  after(() => lastPhoto.forget());

  it('asks about a photo that may spoil the picture, and takes it all the same', async () => {
    const { widget, find, reach, press } = await agreedWidget();
    widget.start(await pictureFile(600, 300));
    await waitUntil(() => widget.shadowRoot?.querySelector('.way-check'), 'nothing was asked');
    expect(find('.body [role=alert]').textContent).to.contain('wider than tall');
    await aTimeout(300);
    await expect(widget).to.be.accessible();
    await press('.end .button:not(.primary)');
    await reach('result');
  });

  it('asks about the photo that the camera took, and no longer how to stand', async () => {
    const { widget, find, press } = await agreedWidget();
    await press('.row button');
    await waitUntil(() => widget.shadowRoot?.querySelector('.way-camera tryon-camera'), 'no camera');
    const camera = find<HTMLElement & { secondMs: number }>('tryon-camera');
    camera.secondMs = 1;
    await waitUntil(() => camera.shadowRoot?.querySelector('.shutter:enabled'), 'never live');
    camera.shadowRoot?.querySelector<HTMLElement>('.shutter')?.click();
    await waitUntil(() => find('#title').textContent === 'Is this the right photo?', 'not asked');
    camera.shadowRoot?.querySelector<HTMLElement>('.pill:not(.use)')?.click();
    await waitUntil(() => find('#title').textContent === 'Stand back a little', 'not back at the camera');
  });

  it('asks whether it is the right piece where the page is not sure of it', async () => {
    const { widget, reach, press, apiUrl } = await agreedWidget();
    widget.garmentImage = '';
    widget.product = {
      imageUrl: `${apiUrl}/art/garments/tee-navy.webp`,
      source: 'gallery',
      score: 0.4,
      sure: false,
    };
    await widget.updateComplete;
    widget.start(await pictureFile(300, 400));
    await waitUntil(() => widget.shadowRoot?.querySelector('.way-product'), 'not asked');
    expect(widget.state?.step).to.equal('photo');
    await press('.end .primary');
    await reach('result');
  });

  it('keeps no photo unasked', async () => {
    const { widget, find, reach } = await agreedWidget();
    expect(find<HTMLInputElement>('.keep input').checked).to.equal(false);
    widget.start(await pictureFile(300, 400));
    await reach('result');
    expect(await lastPhoto.load()).to.equal(undefined);
  });

  it('keeps the photo of who asks for it, offers it on the next visit, and forgets it when told', async () => {
    const first = await agreedWidget();
    first.find('.keep input').click();
    first.widget.start(await pictureFile(300, 400));
    await first.reach('result');
    await waitUntil(async () => (await lastPhoto.load()) !== undefined, 'it was not kept');
    const { widget, press, reach } = await agreedWidget();
    await press('.same');
    await reach('result');
    widget.reset();
    await lastPhoto.keep(await pictureFile(300, 400), Date.now() - 31 * 24 * 3_600_000);
    expect(await lastPhoto.load(), 'a month is long enough').to.equal(undefined);
  });

  it('highlights where a photo may be dropped', async () => {
    const { find } = await agreedWidget();
    find('dialog').dispatchEvent(new DragEvent('dragover', { cancelable: true }));
    expect(getComputedStyle(find('.drop-here')).display).to.equal('grid');
    find('dialog').dispatchEvent(new DragEvent('dragleave'));
    expect(getComputedStyle(find('.drop-here')).display).to.equal('none');
  });
});
