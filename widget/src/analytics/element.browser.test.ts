import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { defineTryonWidget } from '../define.js';
import type { TryonAnalyticsEvent } from '../events.js';
import { waitUntil } from '../testing/wait-until.js';
import type { TryonWidgetElement } from '../tryon-widget.js';
import { groupOf, randomId, type VisitorGroup } from './visitor.js';

const KEY = `pk_test_holdout${'0'.repeat(25)}aqnxvt`;
const names: string[] = [];
const onAnalytics = ({ detail }: TryonAnalyticsEvent) => names.push(detail.name);

/** A visitor of a group, as the browser will know them. */
function become(group: VisitorGroup): void {
  let id = randomId();
  while (groupOf(id, KEY, 50) !== group) id = randomId();
  localStorage.setItem('tryon:visitor', id);
}

async function widgetOf(analytics: 'on' | 'off' = 'on'): Promise<TryonWidgetElement> {
  defineTryonWidget();
  const apiUrl = await (await fetch('/test-api-url')).text();
  return fixture(html`<tryon-widget
    publishable-key=${KEY}
    api-base=${apiUrl}
    analytics=${analytics}
    garment-image="${apiUrl}/art/garments/tee-navy.webp"
  ></tryon-widget>`);
}

const hasButton = (widget: TryonWidgetElement) => widget.shadowRoot?.querySelector('[part=trigger]') != null;

describe('a shop that holds back a share', () => {
  beforeEach(() => {
    names.length = 0;
    document.addEventListener('tryon-analytics', onAnalytics);
  });
  afterEach(() => {
    document.removeEventListener('tryon-analytics', onAnalytics);
    localStorage.clear();
  });

  it('shows the button to the others, and notes it once a page', async () => {
    become('offered');
    const widget = await widgetOf();
    await waitUntil(() => hasButton(widget), 'no button');
    widget.garmentImage += '?variant=red';
    await widget.updateComplete;
    expect(names).to.deep.equal(['button_shown']);
  });

  it('never shows it to the share, not even when asked to open, and notes that instead', async () => {
    become('withheld');
    let isReady = false;
    const onReady = () => (isReady = true);
    document.addEventListener('tryon-ready', onReady);
    const widget = await widgetOf();
    await waitUntil(() => names.length > 0, 'nothing noted');
    widget.show();
    await aTimeout(100);
    document.removeEventListener('tryon-ready', onReady);
    expect(names).to.deep.equal(['button_withheld']);
    expect(hasButton(widget)).to.equal(false);
    expect(widget.state).to.equal(undefined);
    expect(isReady).to.equal(false);
  });

  it('shows it to everybody, and notes nothing, where the page turns analytics off', async () => {
    become('withheld');
    const widget = await widgetOf('off');
    await waitUntil(() => hasButton(widget), 'no button');
    expect(names).to.deep.equal([]);
  });

  it('takes the button away with a product that cannot be tried on, and brings it back', async () => {
    become('offered');
    const widget = await widgetOf();
    const product = { imageUrl: widget.garmentImage, source: 'json-ld', score: 1 } as const;
    widget.garmentImage = '';
    widget.product = product;
    await waitUntil(() => hasButton(widget), 'no button');
    widget.product = { ...product, imageUrl: `${product.imageUrl}?x`, category: 'one-pieces' };
    await widget.updateComplete;
    expect(hasButton(widget)).to.equal(false);
    widget.product = undefined;
    await widget.updateComplete;
    expect(hasButton(widget)).to.equal(false);
    widget.product = product;
    await widget.updateComplete;
    expect(hasButton(widget)).to.equal(true);
  });
});
