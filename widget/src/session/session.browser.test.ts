import { expect } from '@open-wc/testing';
import { PageClient } from '@tryon/sdk/page';
import type { Product } from '../product/product.js';
import { waitUntil } from '../testing/wait-until.js';
import { KEY, pictureFile } from '../testing/widget-fixture.js';
import { createSession, type Session, type SessionOptions } from './session.js';
import type { SavedSession, SessionMemory } from './state.js';

const CONSENT = { version: '2026-11', locale: 'de-CH', agreed_at: '2026-11-21T09:00:00.000Z' };

/** One for all pages of these tests' visits. */
const service: Promise<string> = fetch('/test-api-url').then((answer) => answer.text());

type Send = (url: string, init: RequestInit) => Promise<Response>;

/** @param through - What stands between the session and the network. */
async function begin(options: Partial<SessionOptions> = {}, through: (send: Send) => Send = (send) => send) {
  const apiUrl = await service;
  const calls: string[] = [];
  const send = through((url, init) => {
    calls.push(`${init.method} ${new URL(url).pathname}`);
    return fetch(url, init);
  });
  const client = new PageClient({ apiKey: KEY, baseUrl: apiUrl, maxRetries: 0, fetch: send });
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
    expect(calls).to.include(`DELETE /v1/tryons/${id}`);
    expect(kept.saved).to.deep.equal({ history: [], made: [], unused: [] });
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

  it('erases a phone’s photo of which no try-on was made', async () => {
    const { session, client, photo, product, calls } = await begin({}, (send) => (url, init) => {
      const isOrder = init.method === 'POST' && url.endsWith('/v1/tryons');
      return isOrder ? Promise.resolve(new Response('{}', { status: 422 })) : send(url, init);
    });
    const { id } = await client.images.create({ file: photo.blob });
    await session.submit({ kind: 'upload', id }, product('tee-navy'));
    expect(stepOf(session)).to.equal('problem');
    await session.erase();
    expect(calls).to.include(`DELETE /v1/images/${id}`);
  });

  it('erases an order that was still on its way when everything was erased', async () => {
    let letThrough: (() => void) | undefined;
    const { session, photo, product, calls } = await begin({}, (send) => async (url, init) => {
      if (init.method === 'POST' && url.endsWith('/v1/tryons'))
        await new Promise<void>((resolve) => {
          letThrough = resolve;
        });
      return send(url, init);
    });
    const done = session.submit(photo, product('tee-navy'));
    await waitUntil(() => letThrough, 'it was not ordered');
    await session.erase();
    letThrough?.();
    await done;
    expect(calls.filter((call) => call.startsWith('DELETE /v1/tryons/'))).to.have.length(1);
  });

  it('can be asked again to erase what the first try could not, and has one receipt for both', async () => {
    let isBroken = true;
    const { session, photo, product } = await begin({}, (send) => (url, init) => {
      const isSecond = init.method === 'DELETE' && url.endsWith(session?.history[0]?.tryon.id ?? '-');
      return isSecond && isBroken ? refuse() : send(url, init);
    });
    await session.submit(photo, product('tee-navy'));
    await session.again(product('tee-white-print'));
    const error = await session.erase().catch((cause: unknown) => cause);
    expect(error).to.be.an('error');
    expect(stepOf(session)).to.equal('result');
    isBroken = false;
    expect((await session.erase())?.tryons).to.equal(2);
  });
});

const refuse = () => Promise.reject(new TypeError('Failed to fetch'));
