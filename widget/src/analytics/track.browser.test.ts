import { expect } from '@open-wc/testing';
import { type AnalyticsEvent, createTracker, type TrackerOptions } from './track.js';
import { groupOf, randomId } from './visitor.js';

interface Sent {
  readonly url: string;
  readonly body: { visitor_id: string; group: string; events: AnalyticsEvent[] };
  readonly type: string;
}

const options: TrackerOptions = {
  publishableKey: 'pk_test_shop',
  apiBase: 'https://api.example',
  settings: { enabled: true, holdout_percent: 0 },
};
const page = window as unknown as { dataLayer?: unknown[] };

describe('createTracker', () => {
  let sent: Promise<Sent>[] = [];
  const pretend = (name: keyof Navigator | 'globalPrivacyControl', value: unknown) =>
    Object.defineProperty(navigator, name, { configurable: true, value });

  beforeEach(() => {
    sent = [];
    localStorage.clear();
    pretend('sendBeacon', (url: string, blob: Blob) => {
      sent.push(blob.text().then((text) => ({ url, body: JSON.parse(text), type: blob.type })));
      return true;
    });
  });

  afterEach(() => {
    for (const name of ['sendBeacon', 'globalPrivacyControl', 'doNotTrack'])
      Reflect.deleteProperty(navigator, name);
    delete page.dataLayer;
  });

  it('sends what has gathered as one text, with the key where no preflight is needed', async () => {
    const tracker = createTracker(options);
    tracker.track('dialog_opened', { product_id: 'tee', code: undefined });
    tracker.track('photo_chosen', { source: 'camera' });
    expect(sent).to.have.length(0);
    tracker.flush();
    const [{ url, body, type } = {} as Sent] = await Promise.all(sent);
    expect(sent).to.have.length(1);
    expect(url).to.equal('https://api.example/v1/widget/events?key=pk_test_shop');
    expect(type).to.equal('text/plain');
    expect(body.group).to.equal('offered');
    expect(body.events.map(({ name }) => name)).to.deep.equal(['dialog_opened', 'photo_chosen']);
    expect(body.events[0]).to.include({ product_id: 'tee', page_url: location.origin + location.pathname });
    expect(body.events[0]).not.to.have.property('code');
    expect(new Set(body.events.map(({ id }) => id)).size).to.equal(2);
  });

  it('sends when the page is left, and only what has not been sent', () => {
    const tracker = createTracker(options);
    tracker.track('dialog_opened');
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(sent).to.have.length(1);
  });

  it('sends nothing of visitors who cannot be known again: they would be counted twice', () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    try {
      const tracker = createTracker(options);
      tracker.track('dialog_opened');
      tracker.flush();
      expect(sent).to.have.length(0);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });

  it('keeps to what the service takes, which refuses an event for one bad field', async () => {
    const tracker = createTracker(options);
    tracker.track('failed', { product_id: `${'x'.repeat(199)}👗`, code: 'Fit & Colour!', source: '' });
    tracker.flush();
    const [event] = (await sent[0])?.body.events ?? [];
    expect(event?.product_id).to.equal('x'.repeat(199));
    expect(event?.code).to.equal('fit-colour-');
    expect(event).not.to.have.property('source');
  });

  it('keeps to the contract’s fifty events a call', async () => {
    const tracker = createTracker(options);
    for (let count = 0; count < 120; count++) tracker.track('rated');
    tracker.flush();
    const sizes = (await Promise.all(sent)).map(({ body }) => body.events.length);
    expect(sizes).to.deep.equal([50, 50, 20]);
  });

  it('says once a page that the button was shown', async () => {
    const tracker = createTracker(options);
    tracker.track('button_shown');
    tracker.track('button_shown');
    tracker.flush();
    expect((await sent[0])?.body.events).to.have.length(1);
  });

  it('tells the page’s own tools: the data layer if there is one, and the callback', () => {
    const told: string[] = [];
    createTracker({ ...options, tell: ({ name }) => told.push(name) }).track('shared');
    expect(page.dataLayer).to.equal(undefined);
    page.dataLayer = [];
    createTracker({ ...options, tell: ({ name }) => told.push(name) }).track('shared', { source: 'file' });
    expect(told).to.deep.equal(['shared', 'shared']);
    expect(page.dataLayer).to.have.length(1);
    expect(page.dataLayer[0]).to.deep.include({ event: 'tryon_shared' });
  });

  it('does not let a fault of the page’s tools reach the shopper', async () => {
    page.dataLayer = Object.assign([], {
      push: () => {
        throw new Error('not ours');
      },
    });
    const tracker = createTracker(options);
    tracker.track('shared');
    tracker.flush();
    expect((await sent[0])?.body.events).to.have.length(1);
  });

  for (const [what, asked] of [
    ['the page turns it off', () => ({ isOff: true })],
    ['Global Privacy Control asks', () => void pretend('globalPrivacyControl', true)],
    ['Do Not Track asks', () => void pretend('doNotTrack', '1')],
  ] as const) {
    it(`keeps quiet and stores nothing when ${what}; the button is offered`, () => {
      page.dataLayer = [];
      const holdout = { settings: { enabled: true, holdout_percent: 50 } };
      for (let visitor = 0; visitor < 20; visitor++) {
        const tracker = createTracker({ ...options, ...holdout, ...asked() });
        tracker.track('button_shown');
        tracker.flush();
        expect(tracker.group).to.equal('offered');
      }
      expect(sent).to.have.length(0);
      expect(page.dataLayer).to.have.length(0);
      expect(localStorage.length).to.equal(0);
    });
  }

  it('sends and stores nothing when the shop’s settings say no', () => {
    const told: string[] = [];
    const settings = { enabled: false, holdout_percent: 50 };
    const tracker = createTracker({ ...options, settings, tell: ({ name }) => told.push(name) });
    tracker.track('button_shown');
    tracker.flush();
    expect(told).to.have.length(1);
    expect(sent).to.have.length(0);
    expect(localStorage.length).to.equal(0);
  });

  it('keeps the group of a visitor over their visits', () => {
    const settings = { enabled: true, holdout_percent: 50 };
    const first = createTracker({ ...options, settings }).group;
    for (let visit = 0; visit < 20; visit++) {
      expect(createTracker({ ...options, settings }).group).to.equal(first);
    }
  });
});

describe('groupOf', () => {
  it('withholds the asked share of visitors', () => {
    const ids = Array.from({ length: 20_000 }, randomId);
    for (const percent of [0, 1, 10, 50]) {
      const withheld = ids.filter((id) => groupOf(id, 'pk_test_shop', percent) === 'withheld').length;
      // Five standard deviations of a fair draw: a fair hash fails once in two million runs.
      const slack = 5 * Math.sqrt(ids.length * (percent / 100) * (1 - percent / 100));
      expect(Math.abs(withheld - (ids.length * percent) / 100)).to.be.at.most(slack, `${percent} %`);
    }
  });

  it('moves nobody back when the share is raised', () => {
    const ids = Array.from({ length: 2000 }, randomId);
    const withheld = ids.filter((id) => groupOf(id, 'pk_test_shop', 10) === 'withheld');
    expect(withheld.every((id) => groupOf(id, 'pk_test_shop', 20) === 'withheld')).to.equal(true);
  });
});
