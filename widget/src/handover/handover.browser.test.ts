import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { PageClient } from '@tryon/sdk/page';
import { waitUntil } from '../testing/wait-until.js';
import 'jsqr';
import { render } from 'lit';
import { en } from '../locales/en.js';
import { createSay } from '../localize.js';
import { KEY } from '../testing/widget-fixture.js';
import { defineHandover } from './define-handover.js';
import type { TryonHandoverElement } from './handover.js';
import { qrCode } from './qr-code.js';

// It comes as a script that leaves its function on the window.
const { jsQR } = window as unknown as { jsQR: typeof import('jsqr').default };

async function begin() {
  defineHandover();
  const apiUrl: string = await (await fetch('/test-api-url')).text();
  const calls: string[] = [];
  const client = new PageClient({
    apiKey: KEY,
    baseUrl: apiUrl,
    fetch: (url, init) => {
      calls.push(`${init.method} ${new URL(url).pathname}`);
      return fetch(url, init);
    },
  });
  const pane = await fixture(html`
    <div style="position: relative; width: 400px; height: 420px">
      <tryon-handover .say=${createSay({}, en)} .client=${client} .pollMs=${20} locale="de"></tryon-handover>
    </div>
  `);
  const element = pane.querySelector('tryon-handover') as TryonHandoverElement;
  const find = (selector: string) => element.shadowRoot?.querySelector<HTMLElement>(selector);
  await waitUntil(() => find('svg.code'), 'no code');
  const id = calls.length > 0 ? ((await (await fetch(`${apiUrl}/test/handover`)).json()) as string) : '';
  const phone = (what: string) => fetch(`${apiUrl}/test/handover?id=${id}&status=${what}`);
  return { element, find, calls, phone, id };
}

/** What a phone's camera would read. */
async function readBack(svg: SVGElement): Promise<string | undefined> {
  const text = new XMLSerializer().serializeToString(svg);
  const picture = new Image(400, 400);
  picture.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 400, height: 400 });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(picture, 0, 0, 400, 400);
  return jsQR(context.getImageData(0, 0, 400, 400).data, 400, 400)?.data;
}

describe('qrCode', () => {
  for (const length of [20, 90, 140, 300]) {
    it(`can be read back with ${length} characters`, async () => {
      const text = `https://api.example/${'handover-of-a-photo#'.repeat(20)}`.slice(0, length);
      const holder = document.createElement('div');
      render(qrCode(text, 'code'), holder);
      expect(await readBack(holder.querySelector('svg') as SVGElement)).to.equal(text);
    });
  }
});

describe('<tryon-handover>', () => {
  it('is accessible', async () => {
    const { element } = await begin();
    await expect(element).to.be.accessible();
  });

  it('says when the phone is there, and hands on the photo that it sends', async () => {
    const { element, find, phone, calls } = await begin();
    await phone('opened');
    await waitUntil(() => find('[role=status]')?.textContent?.includes('Your phone is here'), 'not said');
    const came = oneEvent(element, 'handover-photo');
    await phone('received');
    const { detail } = (await came) as CustomEvent<{ id: string; url: string }>;
    expect(detail.id).to.match(/^img_/);
    element.remove();
    expect(calls.filter((call) => call.startsWith('DELETE'))).to.deep.equal([]);
  });

  it('offers a new code when the old one has expired', async () => {
    const { find, phone, calls } = await begin();
    await phone('expired');
    await waitUntil(() => find('.primary'), 'no new code is offered');
    expect(find('[role=status]')?.textContent).to.contain('expired');
    find('.primary')?.click();
    await waitUntil(() => find('svg.code'), 'no new code');
    expect(calls.filter((call) => call === 'POST /v1/photo-handovers')).to.have.lengthOf(2);
  });

  it('takes the question back when the shopper goes another way, and asks no more', async () => {
    const { element, calls, id } = await begin();
    element.remove();
    await waitUntil(() => calls.includes(`DELETE /v1/photo-handovers/${id}`), 'not taken back');
    const { length } = calls;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(calls).to.have.lengthOf(length);
  });
});
