import { expect } from '@open-wc/testing';
import { PageClient } from '@tryon/sdk/page';
import { randomId } from '../analytics/visitor.js';
import type { Product } from '../product/product.js';
import { waitUntil } from '../testing/wait-until.js';
import { KEY, pictureFile } from '../testing/widget-fixture.js';
import { createSession, type Session, type SessionOptions } from './session.js';
import { sessionMemory } from './session-memory.js';
import type { SavedSession, SessionMemory } from './state.js';

const CONSENT = { version: '2026-11', locale: 'de-CH', agreed_at: '2026-11-21T09:00:00.000Z' };

/** One for all pages of these tests' visits. */
const service: Promise<string> = fetch('/test-api-url').then((answer) => answer.text());

type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Each test is a visitor. */
let clientToken: string;

/** @param through - What stands between the session and the network. */
async function begin(options: Partial<SessionOptions> = {}, through: (send: Send) => Send = (send) => send) {
  const apiUrl = await service;
  const calls: string[] = [];
  const send = through((url, init) => {
    calls.push(`${init.method} ${new URL(url).pathname}`);
    return fetch(url, init);
  });
  const client = new PageClient({ apiKey: KEY, baseUrl: apiUrl, maxRetries: 0, fetch: send, clientToken });
  const session = createSession({ client, consent: CONSENT, ...options });
  const product = (name: string, outcome = 'completed'): Product => ({
    imageUrl: `${apiUrl}/art/garments/${name}.webp?outcome=${outcome}`,
    source: 'attributes',
    score: 1,
  });
  return {
    session,
    client,
    product,
    calls,
    photo: { kind: 'file', blob: await pictureFile(300, 400) } as const,
  };
}

function memory(): SessionMemory & { saved: SavedSession | undefined } {
  return {
    saved: undefined,
    load() {
      return this.saved;
    },
    save(saved) {
      this.saved = structuredClone(saved);
    },
  };
}

const stepOf = (session: Session) => session.state.step;

describe('a session', () => {
  beforeEach(() => {
    clientToken = `ct_${randomId().slice(0, 26)}`;
  });

  it('stores with the try-on what was agreed to, in which language, and when', async () => {
    const { session, photo, product } = await begin();
    await session.submit(photo, product('tee-navy'));
    expect(session.shown?.tryon.consent).to.deep.equal(CONSENT);
  });

  it('keeps the pictures of the visit, newest first, and shows an earlier one again', async () => {
    const { session, photo, product } = await begin();
    await session.submit({ ...photo, url: 'blob:me' }, product('tee-navy'));
    await session.again(product('tee-white-print'));
    const [newer, older] = session.history;
    expect(newer?.product.imageUrl).to.contain('white');
    expect(older?.photoUrl).to.equal('blob:me');
    await session.recall(older?.tryon.id ?? '');
    expect(session.shown?.product.imageUrl).to.contain('navy');
    expect(session.product?.imageUrl).to.contain('navy');
  });

  it('puts the next piece of an outfit onto the picture on show, and compares with the photo', async () => {
    const { session, photo, product } = await begin();
    await session.submit({ ...photo, url: 'blob:me' }, product('tee-navy'));
    const top = session.shown?.tryon.id;
    await session.addToOutfit(product('chinos-sand'));
    expect(session.shown?.tryon.model_image).to.equal(top);
    expect(session.shown?.basedOn).to.equal(top);
    expect(session.shown?.photoUrl).to.equal('blob:me');
  });

  it('waits on the next page for what the shopper left running, without another upload or order', async () => {
    const kept = memory();
    const first = await begin({ memory: kept });
    void first.session.submit(first.photo, first.product('tee-navy', 'slow'));
    await waitUntil(() => kept.saved?.pending !== undefined, 'nothing was kept');
    expect(JSON.stringify(kept.saved)).not.to.match(/blob|base64|ct_/);
    first.session.dispose();
    const second = await begin({ memory: kept });
    void second.session.resume();
    expect(stepOf(second.session)).to.equal('working');
    await second.client.tryons.cancel(kept.saved?.pending?.id ?? '');
    await waitUntil(() => stepOf(second.session) === 'problem', 'the end was not heard of');
    expect(second.calls.filter((call) => /^POST \/v1\/(tryons|images)$/.test(call))).to.deep.equal([]);
    second.session.dispose();
  });

  it('has the history and the photo on the next page, and erases there what was made here', async () => {
    const kept = memory();
    const first = await begin({ memory: kept });
    await first.session.submit(first.photo, first.product('tee-navy'));
    const id = first.session.shown?.tryon.id;
    first.session.dispose();
    const { session, product, calls } = await begin({ memory: kept });
    await session.resume();
    expect(session.history.map(({ tryon }) => tryon.id)).to.deep.equal([id]);
    expect(session.history[0]?.photoUrl).to.match(/^http/);
    await session.again(product('tee-white-print'));
    expect(calls).not.to.include('POST /v1/images');
    const receipt = await session.erase();
    expect(receipt?.tryons).to.equal(2);
    expect(kept.saved).to.deep.equal({ history: [] });
  });

  it('takes the consent back with the photo', async () => {
    const { session, photo, product } = await begin();
    await session.submit(photo, product('tee-navy'));
    await session.erase();
    expect(stepOf(session)).to.equal('erased');
    expect(session.consent).to.equal(undefined);
    session.restart();
    expect(stepOf(session)).to.equal('consent');
  });

  it('goes on by itself when the connection is back, with the photo it had and one order', async () => {
    let isOnline = false;
    let reconnect: (() => void) | undefined;
    const { session, photo, product, calls } = await begin(
      {
        connection: {
          isOnline: () => isOnline,
          whenOnline: () =>
            new Promise((resolve) => {
              reconnect = resolve;
            }),
        },
      },
      (send) => (url, init) => (isOnline ? send(url, init) : refuse()),
    );
    const done = session.submit(photo, product('tee-navy'));
    await waitUntil(() => session.state.step === 'working' && session.state.isOffline, 'it was not noticed');
    isOnline = true;
    reconnect?.();
    await done;
    expect(stepOf(session)).to.equal('result');
    expect(calls.filter((call) => call === 'POST /v1/tryons')).to.have.lengthOf(1);
  });

  it('says so when the service does not answer, and makes the same order by the next try', async () => {
    const keys: (string | null)[] = [];
    const { session, photo, product } = await begin({ retryPausesMs: [1, 1] }, (send) => (url, init) => {
      if (!url.endsWith('/v1/tryons')) return send(url, init);
      keys.push(new Headers(init.headers).get('Idempotency-Key'));
      return keys.length <= 3 ? refuse() : send(url, init);
    });
    await session.submit(photo, product('tee-navy'));
    expect(session.state).to.include({ step: 'problem', code: 'offline' });
    await session.again(product('tee-navy'));
    expect(stepOf(session)).to.equal('result');
    expect(keys).to.have.lengthOf(4);
    expect(new Set(keys).size).to.equal(1);
  });

  it('cancels on the server even what was just being ordered', async () => {
    let cancel: (() => void) | undefined;
    const { session, photo, product, calls } = await begin({}, (send) => async (url, init) => {
      const answer = await send(url, init);
      if (url.endsWith('/v1/tryons')) cancel?.();
      return answer;
    });
    cancel = () => session.cancel();
    await session.submit(photo, product('tee-navy', 'slow'));
    expect(stepOf(session)).to.equal('photo');
    await waitUntil(() => calls.some((call) => /\/cancel$/.test(call)), 'the server was not told');
  });

  it('erases a phone’s photo of which nothing was made', async () => {
    const { session, client, photo } = await begin();
    // The shopper was asked whether it is the right one, and did not say.
    await client.images.create({ file: photo.blob });
    expect((await session.erase())?.photos).to.equal(1);
  });

  it('erases an upload that was broken off when the service had it already', async () => {
    let isStored = false;
    const { session, photo, product } = await begin({}, (send) => async (url, init) => {
      const answer = await send(url, init);
      if (!url.endsWith('/v1/images')) return answer;
      isStored = true;
      return new Promise<Response>((_, reject) => init.signal?.addEventListener('abort', reject));
    });
    const done = session.submit(photo, product('tee-navy'));
    await waitUntil(() => isStored, 'it was not sent');
    session.cancel();
    expect((await session.erase())?.photos).to.equal(1);
    await done;
    expect(stepOf(session)).to.equal('erased');
  });

  it('gets the receipt by another try when only the answer was lost, and erases what came after it', async () => {
    let isLost = true;
    const { session, photo, product } = await begin({}, (send) => async (url, init) => {
      const answer = await send(url, init);
      return url.endsWith('/v1/erasures') && isLost ? refuse() : answer;
    });
    await session.submit(photo, product('tee-navy'));
    expect(await session.erase().catch((cause: unknown) => cause)).to.be.an('error');
    expect(stepOf(session)).to.equal('result');
    isLost = false;
    expect((await session.erase())?.tryons).to.equal(1);
    session.agree(CONSENT);
    isLost = true;
    await session.submit(photo, product('tee-navy'));
    expect(await session.erase().catch((cause: unknown) => cause)).to.be.an('error');
    await session.submit(photo, product('tee-white-print'));
    isLost = false;
    expect((await session.erase())?.tryons).to.equal(1);
  });

  it('works on pages without https, where the browser has no randomUUID', async () => {
    const { session, photo, product } = await begin();
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      await session.submit(photo, product('tee-navy'));
    } finally {
      Reflect.deleteProperty(crypto, 'randomUUID');
    }
    expect(stepOf(session)).to.equal('result');
  });

  it('begins anew where another version of the widget has left what it cannot read', async () => {
    const memory = sessionMemory(KEY);
    for (const left of [{ history: [{ id: 7 }, null, 'x'], pending: {}, photo: 'x' }, { history: 7 }, 7]) {
      sessionStorage.setItem(`tryon:${KEY}:session`, JSON.stringify(left));
      const { session } = await begin({ memory });
      await session.resume();
      expect(session.history).to.deep.equal([]);
      expect(stepOf(session)).to.equal('photo');
    }
    sessionStorage.clear();
  });
});

const refuse = () => Promise.reject(new TypeError('Failed to fetch'));
