import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { en } from '../locales/en.js';
import { createSay } from '../localize.js';
import { waitUntil } from '../testing/wait-until.js';
import { TryonCameraElement } from './camera.js';

if (!customElements.get('tryon-camera')) customElements.define('tryon-camera', TryonCameraElement);

const camera = () =>
  fixture<TryonCameraElement>(html`
    <tryon-camera .say=${createSay({}, en)} .secondMs=${10}></tryon-camera>
  `);
const shutter = (element: Element) => element.shadowRoot?.querySelector<HTMLButtonElement>('.shutter');

describe('<tryon-camera>', () => {
  it('is accessible', async () => {
    await expect(await camera()).to.be.accessible();
  });

  it('counts down, takes a JPEG of what it sees, and lets the camera go', async () => {
    const element = await camera();
    await waitUntil(() => shutter(element)?.disabled === false, 'never live');
    const stream = element.shadowRoot?.querySelector('video')?.srcObject as MediaStream;
    const taken = oneEvent(element, 'camera-photo');
    shutter(element)?.click();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[role=status]')?.textContent).to.equal('3');
    const use = () => element.shadowRoot?.querySelector<HTMLButtonElement>('.use');
    await waitUntil(use, 'nothing was taken');
    await expect(element).to.be.accessible();
    use()?.click();
    const { detail } = (await taken) as CustomEvent<Blob>;
    expect(detail.type).to.equal('image/jpeg');
    expect(stream.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true);
  });

  it('takes another one when the first does not please', async () => {
    const element = await camera();
    await waitUntil(() => shutter(element)?.disabled === false, 'never live');
    shutter(element)?.click();
    const retake = () => element.shadowRoot?.querySelector<HTMLButtonElement>('.pill:not(.use)');
    await waitUntil(() => element.shadowRoot?.querySelector('.use'), 'nothing was taken');
    retake()?.click();
    await waitUntil(() => shutter(element)?.disabled === false, 'not live again');
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
  });

  it('keeps the focus on the button in the place of the one that was pressed', async () => {
    const element = await camera();
    element.secondMs = 60_000;
    const focused = () => element.shadowRoot?.activeElement?.className;
    await waitUntil(() => shutter(element)?.disabled === false, 'never live');
    shutter(element)?.focus();
    shutter(element)?.click();
    await waitUntil(() => focused() === 'pill stop', 'not at “cancel”');
    element.shadowRoot?.querySelector<HTMLButtonElement>('.stop')?.click();
    await waitUntil(() => focused() === 'shutter', 'not back at the shutter');
  });

  it('says so when there is no camera to use', async () => {
    const { getUserMedia } = navigator.mediaDevices;
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    try {
      const element = await camera();
      await waitUntil(() => element.shadowRoot?.querySelector('[role=alert]'), 'nothing was said');
      expect(element.shadowRoot?.querySelector('p')?.textContent).to.contain('not available');
    } finally {
      navigator.mediaDevices.getUserMedia = getUserMedia;
    }
  });
});
