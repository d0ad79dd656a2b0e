import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { en } from '../locales/en.js';
import { createSay } from '../localize.js';
import type { FinishedTryon } from '../session/state.js';
import type { TryonHistoryElement, TryonPairElement } from './history.js';
import { defineLater } from './later-parts.js';

const PICTURE =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3" width="200" height="300"/>';
const worn = (id: string, title: string): FinishedTryon =>
  ({
    tryon: { id, output: [{ url: PICTURE }] },
    product: { title },
    photoUrl: undefined,
  }) as unknown as FinishedTryon;
const history = [worn('t2', 'Jeans'), worn('t1', 'Tee')];

function noting() {
  const said: string[] = [];
  const act = {
    recall: (id: string) => void said.push(`recall ${id}`),
    putBeside: (id: string | undefined) => void said.push(`beside ${id}`),
  };
  return { said, act };
}

async function strip(besideId?: string) {
  await defineLater('history');
  const { said, act } = noting();
  const element = await fixture<TryonHistoryElement>(html`
    <tryon-history .say=${createSay({}, en)} .history=${history} .shownId=${'t2'} .besideId=${besideId} .act=${act}>
    </tryon-history>
  `);
  const press = (label: string) =>
    element.shadowRoot?.querySelector<HTMLElement>(`[aria-label="${label}"]`)?.click();
  const toggle = element.shadowRoot?.querySelector<HTMLElement>('.small');
  return { element, said, press, toggle };
}

describe('<tryon-history>', () => {
  it('is accessible, and names every picture', async () => {
    const { element } = await strip();
    await expect(element).to.be.accessible();
    const current = element.shadowRoot?.querySelector('[aria-current=true]');
    expect(current?.getAttribute('aria-label')).to.equal('Show Jeans');
  });

  it('shows an earlier picture at a press, and not again the one on show', async () => {
    const { said, press } = await strip();
    press('Show Jeans');
    press('Show Tee');
    expect(said).to.deep.equal(['recall t1']);
  });

  it('puts another beside the one on show, by keys as well, and ends that', async () => {
    const { said, toggle } = await strip();
    toggle?.focus();
    await sendKeys({ press: 'Enter' });
    expect(said).to.deep.equal(['beside t1']);
    const beside = await strip('t1');
    expect(beside.toggle?.getAttribute('aria-pressed')).to.equal('true');
    beside.toggle?.click();
    beside.press('Show Tee');
    expect(beside.said).to.deep.equal(['beside undefined', 'beside t1']);
  });
});

describe('<tryon-pair>', () => {
  async function pair() {
    await defineLater('history');
    const { said, act } = noting();
    const pane = await fixture(html`<div style="position: relative; width: 400px; height: 300px">
      <tryon-pair .say=${createSay({}, en)} .left=${history[0]} .right=${history[1]} .act=${act}></tryon-pair>
    </div>`);
    return { element: pane.querySelector('tryon-pair') as TryonPairElement, said };
  }

  it('is accessible, with the mark on both pictures', async () => {
    const { element } = await pair();
    await expect(element).to.be.accessible();
    expect(element.shadowRoot?.querySelectorAll('.badge')).to.have.lengthOf(2);
  });

  it('goes on with the one that is chosen', async () => {
    const { element, said } = await pair();
    for (const button of element.shadowRoot?.querySelectorAll('button') ?? []) button.click();
    expect(said).to.deep.equal(['beside undefined', 'recall t1']);
  });
});
