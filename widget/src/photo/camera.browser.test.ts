import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { TryonCameraElement } from './camera.js';

if (!customElements.get('tryon-camera')) customElements.define('tryon-camera', TryonCameraElement);

const camera = () =>
  fixture<TryonCameraElement>(html`
    <tryon-camera .label=${'View'} .shutter=${'Take the photo'} .denied=${'No camera here'}></tryon-camera>
  `);
const shutter = (element: Element) => element.shadowRoot?.querySelector('button');

describe('<tryon-camera>', () => {
  it('is accessible', async () => {
    await expect(await camera()).to.be.accessible();
  });

  it('takes a JPEG of what it sees, and lets the camera go', async () => {
    const element = await camera();
    await waitUntil(() => shutter(element)?.disabled === false, 'never live', { timeout: 5000 });
    const stream = element.shadowRoot?.querySelector('video')?.srcObject as MediaStream;
    const taken = oneEvent(element, 'camera-photo');
    shutter(element)?.click();
    const { detail } = (await taken) as CustomEvent<Blob>;
    expect(detail.type).to.equal('image/jpeg');
    expect(stream.getTracks().every(({ readyState }) => readyState === 'ended')).to.equal(true);
  });

  it('says so when there is no camera to use', async () => {
    const { getUserMedia } = navigator.mediaDevices;
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    try {
      const element = await camera();
      await waitUntil(() => element.shadowRoot?.querySelector('[role=alert]'), 'nothing was said');
      expect(element.shadowRoot?.querySelector('p')?.textContent).to.equal('No camera here');
    } finally {
      navigator.mediaDevices.getUserMedia = getUserMedia;
    }
  });
});
