import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys, sendMouse } from '@web/test-runner-commands';
import { en } from '../locales/en.js';
import { createSay } from '../localize.js';
import { TryonCompareElement } from './compare.js';

if (!customElements.get('tryon-compare')) customElements.define('tryon-compare', TryonCompareElement);

const PICTURE =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3" width="200" height="300"/>';

/** A slider of 200 × 300 pixels, at the left of a pane of 200 × 300. */
async function slider(options: { from?: string; dir?: string } = {}): Promise<TryonCompareElement> {
  const { from = PICTURE, dir = 'ltr' } = options;
  const pane = await fixture(html`
    <div dir=${dir} style="position: fixed; left: 0; top: 0; width: 200px; height: 300px">
      <tryon-compare
        .from=${from}
        .to=${PICTURE}
        .fromAlt=${'Before'}
        .toAlt=${'After'}
        .say=${createSay({}, en)}
        .ratio=${2 / 3}
      ></tryon-compare>
    </div>
  `);
  const element = pane.querySelector('tryon-compare');
  if (!element) throw new Error('no slider');
  await element.updateComplete;
  return element;
}

const part = <T extends Element = HTMLElement>(element: TryonCompareElement, selector: string): T => {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};

/** Scale and place of the picture, as they are drawn. */
const lie = (element: TryonCompareElement) => {
  const [scale, x, y] = ['--scale', '--x', '--y'].map((name) =>
    Number.parseFloat(element.style.getPropertyValue(name)),
  );
  return { scale, x, y };
};

async function touch(
  element: TryonCompareElement,
  type: string,
  id: number,
  x: number,
  y: number,
): Promise<void> {
  const options = { pointerId: id, pointerType: 'touch', clientX: x, clientY: y, bubbles: true, button: 0 };
  part(element, '.frame').dispatchEvent(new PointerEvent(type, options));
  await element.updateComplete;
}

describe('<tryon-compare>', () => {
  before(() => emulateMedia({ reducedMotion: 'reduce' }));
  after(() => emulateMedia({ reducedMotion: 'no-preference' }));

  it('is accessible, zoomed and filling the screen as well', async () => {
    const element = await slider();
    await expect(element).to.be.accessible();
    part(element, '.in').click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
    part(element, '[aria-label="Fill the screen"]').click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });

  it('moves by the arrow keys, and says where it is', async () => {
    const element = await slider();
    element.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await element.updateComplete;
    expect(element.position).to.equal(14);
    expect(part(element, 'input').getAttribute('aria-valuetext')).to.equal('14 % before');
    await sendKeys({ press: 'End' });
    expect(element.position).to.equal(100);
  });

  it('is as wide as the picture within its pane, so that the divider keeps to it', async () => {
    const frame = part(await slider(), '.frame').getBoundingClientRect();
    expect(frame.width).to.be.closeTo(200, 1);
    expect(frame.height).to.be.closeTo(300, 1);
  });

  it('follows the mouse, and a single press as well', async () => {
    const element = await slider();
    await sendMouse({ type: 'move', position: [40, 150] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [140, 150] });
    expect(element.position).to.equal(70);
    await sendMouse({ type: 'up' });
    await sendMouse({ type: 'click', position: [60, 200] });
    expect(element.position).to.equal(30);
  });

  it('runs from the right where people read from the right, with the photo on their first side', async () => {
    const element = await slider({ dir: 'rtl' });
    element.position = 25;
    await element.updateComplete;
    const before = part(element, '.before').getBoundingClientRect();
    expect([before.left, before.right]).to.deep.equal([150, 200]);
    await sendMouse({ type: 'click', position: [100, 150] });
    expect(element.position).to.equal(50);
    element.focus();
    await sendKeys({ press: 'ArrowLeft' });
    expect(element.position).to.equal(51);
  });

  it('grows between two fingers about their middle, and leaves the divider where it was', async () => {
    const element = await slider();
    await touch(element, 'pointerdown', 1, 80, 150);
    await touch(element, 'pointerdown', 2, 120, 150);
    await touch(element, 'pointermove', 1, 60, 150);
    await touch(element, 'pointermove', 2, 140, 150);
    expect(lie(element).scale).to.be.closeTo(2, 0.01);
    // The middle of the fingers was the middle of the picture, and still is.
    expect(lie(element).x).to.be.closeTo(-100, 1);
    await touch(element, 'pointerup', 2, 140, 150);
    await touch(element, 'pointermove', 1, 90, 170);
    expect(lie(element).x).to.be.closeTo(-70, 1);
    await touch(element, 'pointerup', 1, 90, 170);
    expect(element.position).to.equal(12);
  });

  it('snaps back to the whole picture after a slip of the fingers', async () => {
    const element = await slider();
    await touch(element, 'pointerdown', 1, 80, 150);
    await touch(element, 'pointerdown', 2, 180, 150);
    await touch(element, 'pointermove', 2, 182, 150);
    await touch(element, 'pointerup', 2, 182, 150);
    await touch(element, 'pointerup', 1, 80, 150);
    expect(lie(element)).to.deep.equal({ scale: 1, x: 0, y: 0 });
  });

  it('takes one finger for the divider, and for the picture once it is zoomed, but for the handle', async () => {
    const element = await slider();
    await touch(element, 'pointerdown', 1, 100, 150);
    await touch(element, 'pointermove', 1, 150, 152);
    await touch(element, 'pointerup', 1, 150, 152);
    expect(element.position).to.equal(75);
    part(element, '.in').click();
    await element.updateComplete;
    const { x } = lie(element);
    await touch(element, 'pointerdown', 1, 60, 250);
    await touch(element, 'pointermove', 1, 70, 250);
    await touch(element, 'pointermove', 1, 80, 250);
    await touch(element, 'pointerup', 1, 80, 250);
    expect(lie(element).x).to.be.greaterThan(Number(x));
    expect(element.position).to.equal(75);
    await touch(element, 'pointerdown', 1, 150, 150);
    await touch(element, 'pointermove', 1, 100, 150);
    await touch(element, 'pointerup', 1, 100, 150);
    expect(element.position).to.equal(50);
  });

  it('leaves a finger that scrolls the page to the page', async () => {
    const element = await slider();
    await touch(element, 'pointerdown', 1, 100, 150);
    await touch(element, 'pointermove', 1, 103, 162);
    await touch(element, 'pointermove', 1, 120, 190);
    await touch(element, 'pointercancel', 1, 120, 190);
    expect(element.position).to.equal(12);
  });

  it('zooms by a double tap where it was tapped, and back', async () => {
    const element = await slider();
    const tap = async () => {
      await touch(element, 'pointerdown', 1, 50, 60);
      await touch(element, 'pointerup', 1, 50, 60);
    };
    await tap();
    await tap();
    expect(lie(element)).to.deep.equal({ scale: 2.5, x: -75, y: -90 });
    expect(element.position).to.equal(12);
    await tap();
    await tap();
    expect(lie(element).scale).to.equal(1);
  });

  it('zooms by ctrl and the wheel, and leaves the wheel alone to the page', async () => {
    const element = await slider();
    const wheel = (ctrlKey: boolean) => {
      const event = new WheelEvent('wheel', {
        deltaY: -60,
        ctrlKey,
        cancelable: true,
        clientX: 100,
        clientY: 150,
      });
      part(element, '.frame').dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(wheel(false)).to.equal(false);
    expect(wheel(true)).to.equal(true);
    await element.updateComplete;
    expect(lie(element).scale).to.be.greaterThan(1.4);
  });

  it('is zoomed, moved and made whole again by keys, and never loses the focus', async () => {
    const element = await slider();
    part(element, '.in').focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: '+' });
    await element.updateComplete;
    expect(lie(element).scale).to.be.closeTo(2.25, 0.01);
    expect(part(element, '[role=status]').textContent).to.contain('225 %');
    const { x } = lie(element);
    await sendKeys({ press: 'ArrowRight' });
    await element.updateComplete;
    expect(lie(element).x).to.be.lessThan(Number(x));
    part(element, '[aria-label=Smaller]').focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(lie(element).scale).to.equal(1);
    expect(element.shadowRoot?.activeElement?.className).to.equal('in');
  });

  it('fills the screen, and gives the focus back when Escape closes it', async () => {
    const element = await slider();
    const opener = part(element, '[aria-label="Fill the screen"]');
    opener.focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    const inner = part<TryonCompareElement>(element, 'tryon-compare').getBoundingClientRect();
    expect([inner.width, inner.height]).to.deep.equal([window.innerWidth, window.innerHeight]);
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('dialog')).to.equal(null);
    expect(element.shadowRoot?.activeElement).to.equal(opener);
  });

  it('shows a picture alone where the photo is not at hand any more', async () => {
    const element = await slider({ from: '' });
    expect(element.shadowRoot?.querySelector('input, .divider')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('says when the picture’s link has run out', async () => {
    const element = await slider();
    const lost = new Promise((resolve) => element.addEventListener('picture-lost', resolve, { once: true }));
    element.to = '/nothing-here.webp';
    await lost;
  });
});
