import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { TryonCompareElement } from './compare-slider.js';

const PIXEL =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3" width="200" height="300"/>';

async function slider(): Promise<TryonCompareElement> {
  if (!customElements.get('tryon-compare')) customElements.define('tryon-compare', TryonCompareElement);
  const pane = await fixture(html`
    <div style="position: relative; width: 400px; height: 300px">
      <tryon-compare
        .from=${PIXEL}
        .to=${PIXEL}
        .fromAlt=${'Before'}
        .toAlt=${'After'}
        .label=${'Compare'}
        .describe=${(percent: number) => `${percent} of a hundred`}
        .ratio=${2 / 3}
        .badge=${'Made by AI'}
      ></tryon-compare>
    </div>
  `);
  const element = pane.querySelector('tryon-compare');
  if (!element) throw new Error('no slider');
  await element.updateComplete;
  return element;
}

describe('<tryon-compare>', () => {
  it('is accessible', async () => {
    await expect(await slider()).to.be.accessible();
  });

  it('moves by the arrow keys, and says where it is', async () => {
    const element = await slider();
    element.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await element.updateComplete;
    expect(element.position).to.equal(14);
    const input = element.shadowRoot?.querySelector('input');
    expect(input?.getAttribute('aria-valuetext')).to.equal('14 of a hundred');
    await sendKeys({ press: 'End' });
    expect(element.position).to.equal(100);
  });

  it('is as wide as the picture within its pane, so that the divider keeps to it', async () => {
    const frame = (await slider()).shadowRoot?.querySelector('.frame')?.getBoundingClientRect();
    expect(frame?.width).to.be.closeTo(200, 1);
    expect(frame?.height).to.be.closeTo(300, 1);
  });
});
