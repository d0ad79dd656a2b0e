import { expect } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.js';
import { agreedWidget, KEY, pictureFile, readyWidget } from '../testing/widget-fixture.js';
import { settleErasures } from './other-tabs.js';
import { visitMemory } from './visit.js';

const MARK = `tryon:${KEY}:erased`;

/** A frame of this origin is heard as another tab is. */
function eraseInAnotherTab(): void {
  const tab = document.createElement('iframe');
  document.body.append(tab);
  tab.contentWindow?.localStorage.setItem(MARK, `${Math.random()}`);
  tab.remove();
}

describe('a shop in two tabs', () => {
  afterEach(() => localStorage.removeItem(MARK));

  it('erases in one what was erased in the other, consent and kept photo with it', async () => {
    const { widget, reach, apiUrl } = await agreedWidget();
    widget.start(await pictureFile(300, 400));
    await reach('result');
    await (await fetch(`${apiUrl}/test/calls`)).json();
    eraseInAnotherTab();
    await reach('erased');
    await waitUntil(() => visitMemory(KEY).get('consent') === undefined, 'the consent stayed');
    const calls: string[] = await (await fetch(`${apiUrl}/test/calls`)).json();
    expect(calls.filter((call) => call === 'POST /v1/erasures')).to.have.lengthOf(1);
  });

  it('does so without being opened, and on the next page where it could not before', async () => {
    const { widget } = await readyWidget();
    const memory = visitMemory(KEY);
    memory.set('client-token', `ct_${'7'.repeat(26)}`);
    settleErasures(KEY);
    eraseInAnotherTab();
    await waitUntil(() => memory.get('erasure') === localStorage.getItem(MARK), 'it was not erased');
    expect(widget.shadowRoot?.querySelector('dialog[open]')).to.equal(null);
    expect(widget.state?.step).to.equal('erased');
  });

  it('lets a visit that begins later alone', async () => {
    eraseInAnotherTab();
    const { widget } = await agreedWidget();
    window.dispatchEvent(new StorageEvent('storage', { key: MARK }));
    await widget.updateComplete;
    expect(widget.state?.step).to.equal('photo');
  });
});
