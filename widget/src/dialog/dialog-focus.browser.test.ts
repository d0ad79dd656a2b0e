import { expect } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.js';
import { agreedWidget, type Opened, pictureFile } from '../testing/widget-fixture.js';

const focusedId = ({ widget }: Opened) => widget.shadowRoot?.activeElement?.id;

async function shownResult(outcome?: string): Promise<Opened> {
  const opened = await agreedWidget(outcome);
  opened.widget.start(await pictureFile(600, 800));
  await opened.reach('result');
  return opened;
}

describe('the focus of the dialog', () => {
  it('begins each screen at its top, at its heading', async () => {
    const opened = await shownResult();
    const { find, press } = opened;
    // Higher than the screen, whatever is on it.
    find('.rating').style.minBlockSize = '2000px';
    find('.erase').focus();
    const scrolled = () => find('.sheet').scrollTop + find('.body').scrollTop;
    expect(scrolled()).to.be.greaterThan(0);
    find('.rating').style.minBlockSize = '';
    await press('.tools .tool:last-child');
    await waitUntil(() => focusedId(opened) === 'title', 'the heading was not focused');
    expect(scrolled()).to.equal(0);
  });

  it('goes to the heading when the button that had it is gone', async () => {
    const opened = await shownResult();
    const { widget, apiUrl, find, reach } = opened;
    widget.category = 'tops';
    widget.nextProducts = [
      { imageUrl: `${apiUrl}/art/garments/jeans-blue.webp`, title: 'Jeans', category: 'bottoms' },
    ];
    await widget.updateComplete;
    const first = widget.tryon?.id;
    find('[aria-label="Try on Jeans"]').click();
    await waitUntil(() => widget.tryon && widget.tryon.id !== first, 'no second picture');
    await reach('result');
    const past = () =>
      [...(find('tryon-history').shadowRoot?.querySelectorAll<HTMLElement>('.past') ?? [])].at(-1);
    await waitUntil(past, 'no history');
    const gone = find('[aria-label^="Try on"]');
    gone.focus();
    // What the shop offers changes while the shopper is there.
    widget.nextProducts = [];
    widget.garmentImage = `${apiUrl}/art/garments/jeans-blue.webp`;
    await waitUntil(() => !gone.isConnected, 'still there');
    await waitUntil(() => focusedId(opened) === 'title', 'the focus was lost');
  });

  it('goes back to the button on the page, also when a notice had opened the dialog', async () => {
    const { widget, apiUrl, find, press } = await agreedWidget('slow');
    widget.start(await pictureFile(600, 800));
    await waitUntil(
      () => widget.state?.step === 'working' && widget.state.stage === 'generating',
      'not made',
    );
    await press('.head .close');
    await fetch(`${apiUrl}/test/finish`);
    await waitUntil(() => widget.shadowRoot?.querySelector('.toast-open'), 'no notice');
    find('.toast-open').focus();
    await press('.toast-open');
    await waitUntil(() => find<HTMLDialogElement>('dialog').open, 'not opened');
    await press('.head .close');
    await waitUntil(() => widget.shadowRoot?.activeElement === find('[part=trigger]'), 'the focus was lost');
  });

  it('stays where it is while the photo is being deleted', async () => {
    const opened = await shownResult('kept');
    const { widget, find, press } = opened;
    await press('.erase');
    find('.erase-now').focus();
    await press('.erase-now');
    await waitUntil(() => find('.problem-text').textContent?.includes('could not'), 'nothing was said');
    expect(widget.shadowRoot?.activeElement).to.equal(find('.erase-now'));
  });
});
