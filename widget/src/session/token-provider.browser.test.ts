import { expect, fixture, html } from '@open-wc/testing';
import { defineTryonWidget } from '../define.js';
import { waitUntil } from '../testing/wait-until.js';
import { KEY } from '../testing/widget-fixture.js';
import type { TryonWidgetElement } from '../tryon-widget.js';
import { customerToken } from './customer-token.js';
import type { TokenProvider } from './open-session.js';
import { visitMemory } from './visit.js';

const ISSUED = 'ct_00000000000000000000000000';

async function widgetOf(tokenProvider: TokenProvider): Promise<TryonWidgetElement> {
  defineTryonWidget();
  const apiUrl = await (await fetch('/test-api-url')).text();
  const widget = await fixture<TryonWidgetElement>(html`
    <tryon-widget
      publishable-key=${KEY}
      api-base=${apiUrl}
      garment-image="${apiUrl}/art/garments/tee-navy.webp"
      .tokenProvider=${tokenProvider}
    ></tryon-widget>
  `);
  await waitUntil(() => widget.state, 'never ready');
  await widget.updateComplete;
  widget.show();
  await waitUntil(() => widget.shadowRoot?.querySelector('dialog[open]'), 'not opened');
  return widget;
}

describe('a shop that knows its customers', () => {
  beforeEach(() => sessionStorage.clear());

  it('is asked for the token before the dialog opens, and told of a new one', async () => {
    const calls: (string | undefined)[] = [];
    const widget = await widgetOf((issued) => {
      calls.push(issued);
      return undefined;
    });
    const find = (selector: string) => widget.shadowRoot?.querySelector<HTMLElement>(selector);
    find('.agree input')?.click();
    await widget.updateComplete;
    find('form .primary')?.click();
    await waitUntil(() => find('.model'), 'no models');
    find('.model')?.click();
    await waitUntil(() => widget.state?.step === 'result', 'no result');
    expect(calls).to.have.lengthOf(2);
    expect(calls[1]).to.match(/^ct_[0-9a-z]{26}$/);
    expect(calls[1]).to.equal(visitMemory(KEY).get('client-token'));
  });

  it('keeps nobody from trying on when it does not answer', async () => {
    expect(await customerToken(() => new Promise(() => undefined), 20)).to.equal(undefined);
    expect(await customerToken(() => Promise.reject(new Error('signed out')), 20)).to.equal(undefined);
  });

  it('shows one customer nothing of the one before', async () => {
    const memory = visitMemory(KEY);
    memory.set('client-token', 'ct_of_another_customer');
    memory.set(
      'consent',
      JSON.stringify({ version: '2026-11', locale: 'en', agreed_at: '2026-11-21T09:30:00Z' }),
    );
    memory.set('session', JSON.stringify({ history: [] }));
    const widget = await widgetOf(async () => ISSUED);
    expect(widget.state?.step).to.equal('consent');
    expect(memory.get('client-token')).to.equal(ISSUED);
  });

  it('ends a customer’s visit when they have signed out, and no guest’s', async () => {
    const memory = visitMemory(KEY);
    await widgetOf(() => ISSUED);
    const agreed = JSON.stringify({ version: '2026-11', locale: 'en', agreed_at: '2026-11-21T09:30:00Z' });
    memory.set('consent', agreed);
    memory.set('session', JSON.stringify({ history: [] }));
    const guest = await widgetOf(() => undefined);
    expect(guest.state?.step).to.equal('consent');
    const token = memory.get('client-token');
    expect(token).not.to.equal(ISSUED);
    memory.set('consent', agreed);
    const sameGuest = await widgetOf(() => undefined);
    expect(sameGuest.state?.step).to.equal('photo');
    expect(memory.get('client-token')).to.equal(token);
  });
});
