import type { CompletedTryon, ConsentRecord, Erasure, PageClient, Rating } from '@tryon/sdk';
import { randomId } from '../analytics/visitor.js';
import type { Product } from '../product/product.js';
import { eraseVisitor } from './erase-visitor.js';
import { isFinal, problemFrom } from './failure.js';
import { createHistory, type History, restorePhoto } from './history.js';
import type { FinishedTryon, Photo, SavedSession, SavedTryon, SessionMemory, SessionState } from './state.js';
import { type Connection, throughBreaks } from './through-breaks.js';
import { tryonParams } from './tryon-params.js';

export interface SessionOptions {
  readonly client: PageClient;
  /** What the shopper agreed to before, in this visit; stored with each try-on. */
  readonly consent?: ConsentRecord | undefined;
  /** Whether to begin with the photo, because consent was asked for elsewhere. Default: whether `consent` is given. */
  readonly hasConsent?: boolean;
  readonly category?: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  readonly mode?: 'performance' | 'balanced' | 'quality';
  /** Keeps what outlives the page; without it, a reload begins anew. */
  readonly memory?: SessionMemory;
  /** Without it the session believes itself online. */
  readonly connection?: Connection;
  /** Between tries while the service does not answer, in milliseconds. Default 1 s, 3 s, 8 s. */
  readonly retryPausesMs?: readonly number[];
}

/**
 * One shopper's way from consent to picture, as a state machine without a DOM: the widget draws it, a page of one's own
 * may as well. A photo is uploaded once and used again for the next product.
 */
export interface Session {
  readonly state: SessionState;
  readonly consent: ConsentRecord | undefined;
  readonly photo: Photo | undefined;
  /** What the try-on on show (or the one that runs) is made with. */
  readonly product: Product | undefined;
  /** This visit's pictures, newest first, at most 20. */
  readonly history: readonly FinishedTryon[];
  /** The picture on show, while the step is `result`. */
  readonly shown: FinishedTryon | undefined;
  /** Calls `listener` after each change; returns what ends that. */
  subscribe(listener: () => void): () => void;
  /** Takes up what an earlier page of this visit left: a try-on that still runs, the photo, the history. Never rejects. */
  resume(): Promise<void>;
  agree(consent?: ConsentRecord): void;
  /** Takes a photo and makes the try-on. Resolves when it has ended, however it ended; never rejects. */
  submit(photo: Photo, product: Product): Promise<void>;
  /** The same photo again: for another product, or after a fault. */
  again(product: Product): Promise<void>;
  /** Puts another piece onto the picture on show. */
  addToOutfit(product: Product): Promise<void>;
  /** Shows an earlier picture of this visit; its links are renewed. @throws what the SDK throws; it is shown all the same */
  recall(tryonId: string): Promise<void>;
  /** Says whether the picture on show is good. @throws what the SDK throws */
  rate(rating: Rating): Promise<void>;
  /** Stops what runs and goes back to the choice of a photo. */
  cancel(): void;
  /** Back to the choice of a photo; the result stays on the server until it expires. */
  restart(): void;
  /**
   * Erases all that the service has of this visitor, also what is still on its way to it, and takes the consent back.
   *
   * @returns the receipt; undefined when nothing was there
   * @throws what the SDK throws; another call gets the same receipt, should only the answer have been lost
   */
  erase(): Promise<Erasure | undefined>;
  /** Lets go of everything; what runs goes on on the server, for the next page to resume. */
  dispose(): void;
}

/** What is being made; kept after a failure, to be tried again. */
interface Job {
  readonly photo: Photo | undefined;
  readonly product: Product;
  /** The picture that it is put on, in an outfit. */
  readonly basedOn: { readonly tryonId: string; readonly photoUrl: string | undefined } | undefined;
  /** The same for every try, so that no breakdown makes the service do (and charge) it twice. */
  readonly idempotencyKey: string;
  tryonId: string | undefined;
}

const LEFT = Symbol('the page is left');

export function createSession(options: SessionOptions): Session {
  const { client, memory } = options;
  const saved = memory?.load();
  const listeners = new Set<() => void>();
  const history: History = createHistory(client, saved?.history);
  let consent = options.consent;
  let isAllowed = options.hasConsent ?? consent !== undefined;
  let state: SessionState = isAllowed ? { step: 'photo' } : { step: 'consent' };
  let photo: Photo | undefined;
  /** The photo of an earlier page, until it is read back. */
  let earlierPhoto = saved?.photo;
  /** The uploaded photo's id, as long as it is the chosen photo. */
  let imageId: string | undefined;
  let job: Job | undefined;
  let shown: FinishedTryon | undefined;
  let running: AbortController | undefined;
  /** The same for every try, so that the receipt is not lost with an answer; another one once there is more to erase. */
  let erasureKey: string | undefined;

  const go = (next: SessionState) => {
    state = next;
    save();
    for (const listener of [...listeners]) listener();
  };

  const save = () => {
    const isPending = state.step === 'working' && job?.tryonId !== undefined;
    memory?.save({
      ...(isPending && job && { pending: savedJob(job) }),
      ...savedPhoto(),
      history: history.saved,
    });
  };

  const savedPhoto = (): Pick<SavedSession, 'photo'> => {
    const id = photo?.kind === 'file' ? imageId : photo?.id;
    if (photo && id !== undefined)
      return { photo: { kind: photo.kind === 'model' ? 'model' : 'upload', id } };
    return photo === undefined && earlierPhoto ? { photo: earlierPhoto } : {};
  };

  const savedJob = ({ tryonId = '', product, basedOn }: Job): SavedTryon => ({
    id: tryonId,
    product,
    ...(imageId !== undefined && { imageId }),
    ...(basedOn && { basedOn: basedOn.tryonId }),
  });

  const personOf = async ({ photo: chosen, basedOn }: Job, signal: AbortSignal): Promise<string> => {
    if (basedOn) return basedOn.tryonId;
    if (!chosen) throw new Error('a try-on needs a person');
    if (chosen.kind !== 'file') return chosen.id;
    if (imageId === undefined) {
      imageId = (await client.images.create({ file: chosen.blob }, { signal })).id;
      save();
    }
    return imageId;
  };

  const order = async (current: Job, signal: AbortSignal): Promise<string> => {
    const params = tryonParams(await personOf(current, signal), current.product, { ...options, consent });
    // Stopped just as the upload was done: nothing is ordered that would only be cancelled.
    signal.throwIfAborted();
    // Not broken off by the shopper's leaving: only when its answer is here can it be cancelled.
    const { id } = await client.tryons.create(params, { idempotencyKey: current.idempotencyKey });
    current.tryonId = id;
    if (signal.aborted && signal.reason !== LEFT) cancelOnServer(id);
    save();
    signal.throwIfAborted();
    return id;
  };

  const follow = (id: string, signal: AbortSignal): Promise<CompletedTryon> =>
    client.tryons.wait(id, {
      signal,
      onProgress: ({ progress }) => {
        if (signal.aborted || progress.stage === 'ended' || state.step !== 'working') return;
        const { stage, queue_position: queuePosition } = progress;
        const percent = Math.max(progress.percent, state.percent);
        go({ step: 'working', stage, percent, ...(queuePosition != null && { queuePosition }) });
      },
    });

  const cancelOnServer = (id: string) => {
    // The shopper moved on; whether the server hears of it changes nothing for them.
    client.tryons.cancel(id).catch(() => undefined);
  };

  const stop = () => {
    running?.abort();
    if (state.step === 'working' && job?.tryonId) cancelOnServer(job.tryonId);
  };

  const make = async (next: Job): Promise<void> => {
    stop();
    const controller = new AbortController();
    const { signal } = controller;
    running = controller;
    job = next;
    shown = undefined;
    erasureKey = undefined;
    go({ step: 'working', stage: next.tryonId ? 'queued' : 'uploading', percent: 0 });
    try {
      const tryon = await throughBreaks(
        async () => follow(next.tryonId ?? (await order(next, signal)), signal),
        {
          signal,
          connection: options.connection,
          pausesMs: options.retryPausesMs,
          onBreak: (isOffline) => {
            if (!signal.aborted && state.step === 'working') go({ ...state, isOffline });
          },
        },
      );
      if (signal.aborted) return;
      shown = history.add(
        {
          tryon,
          product: next.product,
          photoUrl: next.basedOn?.photoUrl ?? (next.photo ?? photo)?.url,
          ...(next.basedOn && { basedOn: next.basedOn.tryonId }),
        },
        imageId,
      );
      go({ step: 'result', tryon });
    } catch (error) {
      if (signal.aborted) return;
      const problem = problemFrom(error, Date.now());
      // An upload that is gone (erased, expired) is made anew by the next try.
      if (/^image_(not_found|unreadable)$/.test(problem.code)) imageId = undefined;
      // What only took long, or could not be asked, is asked again; what failed is made anew.
      if (isFinal(error)) job = renewed(next);
      go(problem);
    }
  };

  const startOf = (product: Product, basedOn?: Job['basedOn']): Job => ({
    photo,
    product,
    basedOn,
    // Not `crypto.randomUUID`, which is missing on pages without https.
    idempotencyKey: randomId(),
    tryonId: undefined,
  });
  const renewed = ({ product, basedOn }: Job): Job => startOf(product, basedOn);

  const back = () => {
    stop();
    shown = undefined;
    go(isAllowed ? { step: 'photo' } : { step: 'consent' });
  };

  const show = (finished: FinishedTryon) => {
    shown = finished;
    go({ step: 'result', tryon: finished.tryon });
  };

  return {
    get state() {
      return state;
    },
    get consent() {
      return consent;
    },
    get photo() {
      return photo;
    },
    get product() {
      return shown?.product ?? job?.product;
    },
    get history() {
      return history.entries;
    },
    get shown() {
      return state.step === 'result' ? shown : undefined;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async resume() {
      if (!saved) return;
      const { pending } = saved;
      if (pending) imageId = pending.imageId;
      const restoring = Promise.all([history.restore(), restorePhoto(client, earlierPhoto)]).then(
        ([, found]) => {
          // Unless the shopper chose one meanwhile.
          if (earlierPhoto) photo ??= found;
          earlierPhoto = undefined;
          save();
          for (const listener of [...listeners]) listener();
        },
      );
      const basedOn =
        pending?.basedOn === undefined ? undefined : { tryonId: pending.basedOn, photoUrl: undefined };
      await Promise.all([
        restoring,
        pending && make({ ...startOf(pending.product, basedOn), tryonId: pending.id }),
      ]);
    },
    agree(given) {
      consent = given ?? consent;
      isAllowed = true;
      if (state.step === 'consent') go({ step: 'photo' });
    },
    submit(chosen, product) {
      photo = chosen;
      earlierPhoto = undefined;
      imageId = undefined;
      return make(startOf(product));
    },
    async again(product) {
      const isSame = job && state.step === 'problem' && job.product.imageUrl === product.imageUrl;
      if (job && isSame) return make(job);
      if (photo) await make(startOf(product));
      else back();
    },
    async addToOutfit(product) {
      if (shown) await make(startOf(product, { tryonId: shown.tryon.id, photoUrl: shown.photoUrl }));
    },
    async recall(tryonId) {
      const known = history.find(tryonId);
      if (!known) return;
      stop();
      show(known);
      const fresh = await history.renew(tryonId);
      if (fresh && shown === known) show(fresh);
    },
    async rate(rating) {
      if (!shown) return;
      const { id } = shown.tryon;
      const rated = await client.tryons.rate(id, rating);
      const updated = history.replace(id, rated as CompletedTryon);
      if (updated && shown?.tryon.id === id) show(updated);
    },
    cancel: back,
    restart: back,
    async erase() {
      if (state.step === 'working') back();
      erasureKey ??= randomId();
      const receipt = await eraseVisitor(client, erasureKey);
      erasureKey = undefined;
      history.clear();
      imageId = undefined;
      photo = undefined;
      earlierPhoto = undefined;
      job = undefined;
      shown = undefined;
      consent = undefined;
      // Whoever asked for consent elsewhere takes it back elsewhere.
      isAllowed = options.hasConsent === true && options.consent === undefined;
      go({ step: 'erased', receipt });
      return receipt;
    },
    dispose() {
      running?.abort(LEFT);
      listeners.clear();
    },
  };
}
